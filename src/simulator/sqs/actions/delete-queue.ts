// Room simulator/sqs: DeleteQueue: with all that stands in it.
import { action, changed } from "../action.ts";
import { findQueue } from "../find.ts";

export const deleteQueue = action({
  name: "DeleteQueue",
  input: { QueueUrl: "string" },
  output: {},
  decide(state, { QueueUrl }, call) {
    const { arn: queueArn } = findQueue(state, QueueUrl, call);
    return changed({ kind: "sqs.queue-deleted", queueArn, atMs: call.nowMs });
  },
});
