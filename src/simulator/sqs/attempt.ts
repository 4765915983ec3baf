// Room simulator/sqs: ReceiveRequestAttemptId: a receive whose answer was lost on the way is asked for again (FIFO-24).
import type { Stored } from "./message.ts";
import type { Queue } from "./state.ts";

/** The messages of the first answer; undefined where there was none, it is too old, or one of them was deleted or changed since. */
export function repeatedAttempt(
  queue: Queue,
  attemptId: string | undefined,
  nowMs: number,
): readonly Stored[] | undefined {
  const attempt = attemptId === undefined ? undefined : queue.attempts.get(attemptId);
  if (attempt === undefined || attempt.untilMs <= nowMs) return undefined;
  const stored = attempt.messages.map(({ messageId, receive }) => {
    const found = queue.messages.get(messageId);
    return found?.status === "in-flight" && found.receives === receive ? found : undefined;
  });
  const standing = stored.filter((found) => found !== undefined);
  return standing.length === stored.length ? standing : undefined;
}
