// Room simulator/sqs: a receipt handle names queue, message and which receive of it; opaque to callers.
import { hash } from "node:crypto";
import { invalidReceipt, missingParameter } from "./errors.ts";
import type { ReceivedMessage } from "./events.ts";
import type { Queue } from "./state.ts";

/** Real handles begin so. */
const PREFIX = "AQEB";

/** All of it is ASCII, so `btoa` will do, in a third of the time of a Buffer. */
export const receiptHandle = (queue: Queue, messageId: string, receive: number): string =>
  startOf(queue) + btoa(`${messageId} ${receive}`);

/** Of another queue, or never given out: refused. */
export function readReceipt(queue: Queue, handle: string | undefined): ReceivedMessage {
  if (handle === undefined || handle === "") throw missingParameter("ReceiptHandle");
  const start = startOf(queue);
  const text = handle.startsWith(start) ? decoded(handle.slice(start.length)) : "";
  const space = text.indexOf(" ");
  const receive = text.slice(space + 1);
  if (space < 0 || !/^[1-9]\d*$/.test(receive)) throw invalidReceipt(handle);
  return { messageId: text.slice(0, space), receive: Number(receive) };
}

const starts = new WeakMap<Queue, string>();

/** What all handles of a queue begin with: nine bytes of a digest, so that Base64 may go on behind them. */
function startOf(queue: Queue): string {
  const made = starts.get(queue);
  if (made !== undefined) return made;
  const start = PREFIX + hash("sha256", queue.arn, "base64").slice(0, 12);
  starts.set(queue, start);
  return start;
}

/** What was changed on its way is still read as far as it can be. */
function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return Buffer.from(base64, "base64").toString();
  }
}
