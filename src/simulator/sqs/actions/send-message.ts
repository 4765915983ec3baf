// Room simulator/sqs: SendMessage.
import { accept, bytesOver, check, checkFifo, placeOf } from "../accept.ts";
import { action, shapes } from "../action.ts";
import { invalidParameter, missingParameter } from "../errors.ts";
import { findQueue } from "../find.ts";

export const sendMessage = action({
  name: "SendMessage",
  input: { QueueUrl: "string", ...shapes.message },
  output: shapes.sent,
  decide(state, { QueueUrl, ...draft }, call) {
    const queue = findQueue(state, QueueUrl, call);
    checkFifo(queue, draft, () => missingParameter("MessageGroupId"));
    check(queue, draft);
    const { maxBytes } = queue.settings;
    if (bytesOver(maxBytes, [draft]) !== undefined)
      throw invalidParameter(
        `One or more parameters are invalid. Reason: Message must be shorter than ${maxBytes} bytes.`,
      );
    return accept(queue, draft, placeOf(call));
  },
});
