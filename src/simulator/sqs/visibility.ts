// Room simulator/sqs: a receipt given back: the message deleted or its visibility changed, where the receipt still allows it.
import type { Call } from "../wire/index.ts";
import { invalidValue, missingParameter } from "./errors.ts";
import type { SqsEvent } from "./events.ts";
import { MAX_INVISIBLE_MS } from "./limits.ts";
import { readReceipt } from "./receipt.ts";
import type { Queue } from "./state.ts";

/** Deleting what is gone already succeeds (SQS-24). */
export function deletion(queue: Queue, handle: string | undefined, call: Call): readonly SqsEvent[] {
  const { messageId, receive } = readReceipt(queue, handle);
  const stored = queue.messages.get(messageId);
  if (stored === undefined) return [];
  const isNewest = stored.receives === receive;
  // FIFO-17, the opposite of SQS-09
  if (queue.isFifo && !(isNewest && stored.status === "in-flight")) throw expired(handle);
  const kind = isNewest ? "sqs.deleted" : "sqs.delete-ignored";
  // The message's own text: that of the receipt was made just now, and whoever looks it up would read all of it.
  return [{ kind, queueArn: queue.arn, atMs: call.nowMs, messageId: stored.message.messageId, receive }];
}

/** Counts from now, not from what is left (SQS-05), for this receipt only (SQS-07). */
export function visibilityChange(
  queue: Queue,
  handle: string | undefined,
  timeoutS: number | undefined,
  call: Call,
): readonly SqsEvent[] {
  const receipt = readReceipt(queue, handle);
  if (timeoutS === undefined) throw missingParameter("VisibilityTimeout");
  checkTimeout(timeoutS);
  const stored = queue.messages.get(receipt.messageId);
  if (stored === undefined)
    throw invalidValue(
      handle,
      "ReceiptHandle",
      "Message does not exist or is not available for visibility timeout change.",
    );
  if (stored.receives !== receipt.receive || (queue.isFifo && stored.status !== "in-flight"))
    throw expired(handle);
  if (timeoutS > 0 && call.nowMs - stored.receivedMs + timeoutS * 1000 >= MAX_INVISIBLE_MS)
    throw invalidValue(
      timeoutS,
      "VisibilityTimeout",
      "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
    );
  const visibleAtMs = call.nowMs + timeoutS * 1000;
  return [{ kind: "sqs.visibility-changed", queueArn: queue.arn, atMs: call.nowMs, ...receipt, visibleAtMs }];
}

/** SQS-04. */
export function checkTimeout(timeoutS: number | undefined): void {
  if (timeoutS !== undefined && (timeoutS < 0 || timeoutS > 43_200))
    throw invalidValue(timeoutS, "VisibilityTimeout", "Must be >= 0 and <= 43200, if provided.");
}

const expired = (handle: string | undefined): Error =>
  invalidValue(handle, "ReceiptHandle", "The receipt handle has expired.");
