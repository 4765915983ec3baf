// Room simulator/sqs: SetQueueAttributes. AWS takes up to 60 s to follow (SQS-29); here it is done at once.
import { action, changed, shapes } from "../action.ts";
import { checkedAttributes, checkThroughput, settled } from "../attributes.ts";
import { missingParameter } from "../errors.ts";
import { findQueue } from "../find.ts";

export const setQueueAttributes = action({
  name: "SetQueueAttributes",
  input: { QueueUrl: "string", Attributes: shapes.attributes },
  output: {},
  decide(state, { QueueUrl, Attributes: given }, call) {
    const queue = findQueue(state, QueueUrl, call);
    if (given === undefined) throw missingParameter("Attribute.Name");
    const attributes = settled(queue.attributes, checkedAttributes(given, queue, state));
    checkThroughput({ ...queue.attributes, ...attributes });
    return changed({ kind: "sqs.queue-attributes-set", queueArn: queue.arn, atMs: call.nowMs, attributes });
  },
});
