// Room simulator/sqs: what a FIFO queue remembers for five minutes (FIFO-04..11).
import { hash } from "node:crypto";
import { DEDUPLICATION_MS } from "./limits.ts";
import type { Message } from "./message.ts";
import type { Queue, Remembered } from "./state.ts";

/** Body alone, attributes ignored (FIFO-07). */
export const contentId = (body: string): string => hash("sha256", body);

/** The memory that makes a message a duplicate. Of scope messageGroup also what the queue remembered before (FIFO-10). */
export function known(
  queue: Queue,
  groupId: string,
  deduplicationId: string,
  nowMs: number,
): Remembered | undefined {
  const keys = queue.settings.deduplicatesByGroup
    ? [keyOf(groupId, deduplicationId), keyOf(undefined, deduplicationId)]
    : [keyOf(undefined, deduplicationId)];
  return keys
    .map((key) => queue.remembered.get(key))
    .find((found) => found !== undefined && found.untilMs > nowMs);
}

/** Part of evolve. */
export function remember(queue: Queue, message: Message, atMs: number): void {
  const { messageId, more } = message;
  const { groupId, deduplicationId, sequenceNumber } = more;
  if (!queue.isFifo || deduplicationId === undefined) return;
  forgetOld(queue, atMs);
  const key = keyOf(queue.settings.deduplicatesByGroup ? groupId : undefined, deduplicationId);
  queue.remembered.delete(key); // so that the oldest stay in front
  queue.remembered.set(key, { messageId, sequenceNumber, untilMs: atMs + DEDUPLICATION_MS });
}

/** Once in a while: looking for the oldest at every send would cost more than they do. */
function forgetOld(queue: Queue, nowMs: number): void {
  if (nowMs < queue.forgetAtMs) return;
  queue.forgetAtMs = nowMs + DEDUPLICATION_MS;
  for (const memory of [queue.remembered, queue.attempts])
    for (const [key, { untilMs }] of memory) if (untilMs <= nowMs) memory.delete(key);
}

const keyOf = (groupId: string | undefined, deduplicationId: string): string =>
  groupId === undefined ? `queue ${deduplicationId}` : `group ${groupId} ${deduplicationId}`;
