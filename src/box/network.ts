// Room box: the network between an actor and whatever answers it: a little time each way, nothing for the dead, and an abort that the
// caller sees at once.
import type { Actor } from "./actor.ts";

/** Each way, as on loopback; so an answer never comes at the instant of its request. */
const LATENCY_MS = 1;

/** Lets `answer` work on a call of `actor`. */
export function overNetwork<T>(
  actor: Actor,
  signal: AbortSignal | undefined,
  answer: (gone: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(abortReason(signal));
    if (signal?.aborted === true) {
      abort();
      return;
    }
    signal?.addEventListener("abort", abort, { once: true });
    const end = (settle: () => void) => {
      travel(actor, "an answer to", () => {
        signal?.removeEventListener("abort", abort);
        actor.deliver(() => {
          actor.answered();
          settle();
        });
      });
    };
    const gone = signal === undefined ? actor.gone.signal : AbortSignal.any([actor.gone.signal, signal]);
    actor.called();
    // Code that is frozen before its call went out sends it when it is thawed.
    actor.deliver(() => {
      travel(actor, "a call of", () => {
        answer(gone).then(
          (value) => end(() => resolve(value)),
          (error: unknown) => end(() => reject(error instanceof Error ? error : new Error(String(error)))),
        );
      });
    });
  });
}

function travel(actor: Actor, what: string, run: () => void): void {
  actor.clock.after(LATENCY_MS, { actor: "network", foreground: true, what: `${what} ${actor.name}` }, run);
}

function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException("The operation was aborted", "AbortError");
}
