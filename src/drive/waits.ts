// Room drive: waits synchronise, they never judge. Each waits for its own sign for its whole window; one that runs out says what
// it waited for, for how long, and what came nearest.
import type { Line } from "../journal/line.ts";
import type { JournalWriter } from "../journal/writer.ts";

/** A wait of `drive` ran out; the claims still judge what happened. */
export class WaitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "WaitError";
  }
}

export interface Waits {
  /** Resolves with the first line that matches, also one that was journaled before the wait began. */
  forOrder(what: string, limitMs: number, matches: (line: Line) => boolean): Promise<void>;
  /** Every message seen at a queue and not gone from it since. */
  parkedAt(hop: string): readonly Line<"message.seen">[];
  /** The same for a number of lines. */
  forCount(what: string, limitMs: number, atLeast: number, matches: (line: Line) => boolean): Promise<void>;
}

/** Opens the waits of one scenario; it remembers the signs there were. */
export function openWaits(journal: JournalWriter, signal: AbortSignal): Waits {
  const past: Line[] = [];
  const pending = new Set<(line: Line) => void>();
  journal.onLine((line) => {
    if (!isSign(line)) return;
    past.push(line);
    for (const look of pending) look(line);
  });
  return {
    forOrder: (what, limitMs, matches) => wait(what, limitMs, 1, matches),
    parkedAt: (hop) => parkedAt(hop, past),
    forCount: wait,
  };

  function wait(
    what: string,
    limitMs: number,
    atLeast: number,
    matches: (line: Line) => boolean,
  ): Promise<void> {
    let missing = atLeast - past.filter(matches).length;
    if (missing <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const end = (finish: () => void) => {
        clearTimeout(timer);
        pending.delete(look);
        signal.removeEventListener("abort", onAbort);
        finish();
      };
      const look = (line: Line) => {
        if (matches(line)) missing -= 1;
        if (missing <= 0) end(resolve);
      };
      const onAbort = () =>
        end(() => reject(new WaitError(`waiting for ${what} was cut off: ${String(signal.reason)}`)));
      const timer = setTimeout(() => {
        end(() => reject(new WaitError(`${what} was not seen within ${limitMs} ms; ${nearest(past)}`)));
      }, limitMs);
      pending.add(look);
      if (signal.aborted) onAbort();
      else signal.addEventListener("abort", onAbort, { once: true });
    });
  }
}

function parkedAt(hop: string, past: readonly Line[]): readonly Line<"message.seen">[] {
  const parked = new Map<string, Line<"message.seen">>();
  for (const line of past) {
    if (line.hop !== hop) continue;
    if (line.kind === "message.seen") parked.set(line.data.messageId, line);
    if (line.kind === "message.gone") parked.delete(line.data.messageId);
  }
  return [...parked.values()];
}

function isSign(line: Line): boolean {
  return (
    line.kind === "message.gone" ||
    line.kind === "message.seen" ||
    line.kind === "effect.seen" ||
    line.kind === "fault.struck"
  );
}

function nearest(past: readonly Line[]): string {
  const last = past.at(-1);
  if (last === undefined) return "nothing was seen at all";
  return `the last sign was ${last.kind} of ${last.order ?? "no order"} at ${last.hop ?? "no hop"} (seq ${last.seq})`;
}
