// Room simulator/sqs: ListQueues: of this account and region, by name.
import { action, answered, shapes } from "../action.ts";
import { queueUrlOf } from "../find.ts";
import { pageOf } from "../page.ts";

export const listQueues = action({
  name: "ListQueues",
  input: { QueueNamePrefix: "string", MaxResults: "integer", NextToken: "string" },
  output: { QueueUrls: shapes.urls, NextToken: "string" },
  decide(state, { QueueNamePrefix: prefix = "", MaxResults, NextToken }, call) {
    const queues = [...state.queues.values()].filter(
      ({ name, region, account }) =>
        name.startsWith(prefix) && region === call.region && account === call.account,
    );
    const names = queues.map(({ name }) => name).toSorted();
    const { items, next } = pageOf(names, MaxResults, NextToken);
    if (items.length === 0) return answered({});
    const QueueUrls = items.map((name) => queueUrlOf({ account: call.account, name }, call));
    return answered({ QueueUrls, ...next });
  },
});
