// Room simulator/sqs: DeleteMessage.
import { action, changed } from "../action.ts";
import { findQueue } from "../find.ts";
import { deletion } from "../visibility.ts";

export const deleteMessage = action({
  name: "DeleteMessage",
  input: { QueueUrl: "string", ReceiptHandle: "string" },
  output: {},
  decide(state, { QueueUrl, ReceiptHandle }, call) {
    const queue = findQueue(state, QueueUrl, call);
    return changed(...deletion(queue, ReceiptHandle, call));
  },
});
