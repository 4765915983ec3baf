// Room simulator/sqs: ChangeMessageVisibility.
import { action, changed } from "../action.ts";
import { findQueue } from "../find.ts";
import { visibilityChange } from "../visibility.ts";

export const changeMessageVisibility = action({
  name: "ChangeMessageVisibility",
  input: { QueueUrl: "string", ReceiptHandle: "string", VisibilityTimeout: "integer" },
  output: {},
  decide(state, { QueueUrl, ReceiptHandle, VisibilityTimeout }, call) {
    const queue = findQueue(state, QueueUrl, call);
    return changed(...visibilityChange(queue, ReceiptHandle, VisibilityTimeout, call));
  },
});
