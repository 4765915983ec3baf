// Room simulator/sqs: long polls (SQS-13): a receive that found nothing waits for its queue to change, first come first served.
import type { Timer } from "../../box/clock.ts";
import type { SqsPorts } from "./ports.ts";

/** A receive that waits. */
export interface Wait<T> {
  readonly queueArn: string;
  readonly ms: number;
  /** For traces: "long poll of OrdersQueue". */
  readonly what: string;
  /** Tries again; undefined where there still is nothing. */
  readonly again: () => T | undefined;
  /** What the caller is told when time is up. */
  readonly inVain: () => T;
  /** Aborted when the caller is gone: what would have been received stays for others. */
  readonly gone: AbortSignal | undefined;
  /** Aborted when the caller wants its answer now. */
  readonly hurry: AbortSignal | undefined;
}

export interface Waiting {
  readonly wait: <T>(wait: Wait<T>) => Promise<T>;
  /** The queue changed: whoever waits for it tries again, soon. */
  readonly changed: (queueArn: string) => void;
}

interface Waiter {
  /** Whether it is done. */
  readonly retry: () => boolean;
}

export function createWaiting({ clock }: SqsPorts): Waiting {
  const waiters = new Map<string, Set<Waiter>>();
  const woken = new Set<string>();

  const wake = (queueArn: string): void => {
    woken.delete(queueArn);
    for (const waiter of waiters.get(queueArn) ?? []) waiter.retry();
  };

  return {
    wait: (wait) => new Promise((resolve, reject) => enter(wait, resolve, reject)),
    changed(queueArn) {
      if (!waiters.has(queueArn) || woken.has(queueArn)) return;
      woken.add(queueArn);
      const spec = { actor: "sqs", foreground: true, what: `wake of long polls of ${queueArn}` };
      clock.after(0, spec, () => wake(queueArn));
    },
  };

  function enter<T>(wait: Wait<T>, resolve: (answer: T) => void, reject: (error: unknown) => void): void {
    const { queueArn, gone, hurry } = wait;
    const leave = (): void => {
      timer.cancel();
      gone?.removeEventListener("abort", leave);
      hurry?.removeEventListener("abort", giveUp);
      const others = waiters.get(queueArn);
      others?.delete(waiter);
      if (others?.size === 0) waiters.delete(queueArn);
    };
    const giveUp = (): void => {
      if (waiter.retry()) return;
      leave();
      resolve(wait.inVain());
    };
    const waiter: Waiter = {
      retry() {
        try {
          const answer = wait.again();
          if (answer === undefined) return false;
          resolve(answer);
        } catch (error) {
          reject(error); // the queue was deleted meanwhile
        }
        leave();
        return true;
      },
    };
    const timer: Timer = clock.after(wait.ms, { actor: "sqs", foreground: false, what: wait.what }, giveUp);
    waiters.set(queueArn, (waiters.get(queueArn) ?? new Set()).add(waiter));
    if (gone?.aborted === true) leave();
    else gone?.addEventListener("abort", leave, { once: true });
    hurry?.addEventListener("abort", giveUp, { once: true });
  }
}
