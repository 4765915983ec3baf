// Room simulator/sqs: UntagQueue.
import { action, changed } from "../action.ts";
import { missingParameter } from "../errors.ts";
import { findQueue } from "../find.ts";

export const untagQueue = action({
  name: "UntagQueue",
  input: { QueueUrl: "string", TagKeys: { list: "string", flat: "TagKey" } },
  output: {},
  decide(state, { QueueUrl, TagKeys: keys }, call) {
    const { arn: queueArn } = findQueue(state, QueueUrl, call);
    if (keys === undefined) throw missingParameter("TagKeys");
    return changed({ kind: "sqs.queue-untagged", queueArn, atMs: call.nowMs, keys });
  },
});
