// Room simulator/sqs: ListDeadLetterSourceQueues: whose dead letters come here.
import { action, answered, shapes } from "../action.ts";
import { findQueue, queueUrlOf, sourcesOf } from "../find.ts";
import { pageOf } from "../page.ts";

export const listDeadLetterSourceQueues = action({
  name: "ListDeadLetterSourceQueues",
  input: { QueueUrl: "string", MaxResults: "integer", NextToken: "string" },
  output: { queueUrls: shapes.urls, NextToken: "string" },
  decide(state, { QueueUrl, MaxResults, NextToken }, call) {
    const { arn, account } = findQueue(state, QueueUrl, call);
    const names = sourcesOf(state, arn).map(({ name }) => name);
    const { items, next } = pageOf(names.toSorted(), MaxResults, NextToken);
    return answered({ queueUrls: items.map((name) => queueUrlOf({ account, name }, call)), ...next });
  },
});
