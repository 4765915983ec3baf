// Room simulator/sqs: TagQueue.
import { action, changed, shapes } from "../action.ts";
import { missingParameter } from "../errors.ts";
import { findQueue } from "../find.ts";
import { checkTags } from "../tags.ts";

export const tagQueue = action({
  name: "TagQueue",
  input: { QueueUrl: "string", Tags: shapes.tags },
  output: {},
  decide(state, { QueueUrl, Tags }, call) {
    const { arn: queueArn, name, tags } = findQueue(state, QueueUrl, call);
    if (Tags === undefined) throw missingParameter("Tags");
    checkTags({ ...Object.fromEntries(tags), ...Tags }, name);
    return changed({ kind: "sqs.queue-tagged", queueArn, atMs: call.nowMs, tags: Tags });
  },
});
