// Room simulator/sqs: a receipt handle names queue, message and which receive of it; opaque to callers.
import { invalidReceipt, missingParameter } from "./errors.ts";
import type { ReceivedMessage } from "./events.ts";
import type { Queue } from "./state.ts";

/** Real handles begin so. */
const PREFIX = "AQEB";

export const receiptHandle = (queue: Queue, { messageId, receive }: ReceivedMessage): string =>
  PREFIX + Buffer.from(`${queue.arn} ${messageId} ${receive}`).toString("base64");

/** Of another queue, or never given out: refused. */
export function readReceipt(queue: Queue, handle: string | undefined): ReceivedMessage {
  if (handle === undefined || handle === "") throw missingParameter("ReceiptHandle");
  const text = Buffer.from(handle.startsWith(PREFIX) ? handle.slice(PREFIX.length) : "", "base64").toString();
  const [arn, messageId, receive] = text.split(" ");
  if (arn !== queue.arn || messageId === undefined || !/^\d+$/.test(receive ?? ""))
    throw invalidReceipt(handle);
  return { messageId, receive: Number(receive) };
}
