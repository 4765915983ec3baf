// Room scenario: the journal of a served world: it stands in memory, the oldest lines leave first, and readers may follow it.
import type { Draft, Kind } from "../journal/line.ts";
import type { JournalWriter } from "../journal/writer.ts";
import { ControlError } from "../simulator/http/control.ts";

/** A line is some 400 bytes: this many stay under 50 MiB. */
const MAX_KEPT = 100_000;

export interface KeptJournal extends Pick<JournalWriter, "append" | "nowMs"> {
  /** Lines from a seq on, then, with `follow`, those to come. Throws ControlError where they have left. */
  read(fromSeq: number, follow: boolean, gone: AbortSignal): AsyncIterable<string>;
}

export function openKeptJournal(nowMs: () => number): KeptJournal {
  let lines: string[] = [];
  let firstSeq = 1;
  let grown = Promise.withResolvers<void>();

  async function* read(fromSeq: number, follow: boolean, gone: AbortSignal): AsyncGenerator<string> {
    for (let seq = fromSeq; !gone.aborted;) {
      // What left while the reader was slow is skipped: it sees the gap in seq.
      for (seq = Math.max(seq, firstSeq); seq < firstSeq + lines.length; seq += 1)
        yield lines[seq - firstSeq] ?? "";
      if (!follow) return;
      await Promise.race([grown.promise, aborted(gone)]);
    }
  }

  return {
    nowMs,
    append<K extends Kind>(draft: Draft<K>): number {
      const seq = firstSeq + lines.length;
      const { kind, actor, hop, order, op, cause, at, data } = draft;
      lines.push(
        JSON.stringify({ seq, atMs: Math.round(nowMs()), kind, actor, hop, order, op, cause, at, data }),
      );
      if (lines.length >= 2 * MAX_KEPT) {
        firstSeq += lines.length - MAX_KEPT;
        lines = lines.slice(-MAX_KEPT);
      }
      grown.resolve();
      grown = Promise.withResolvers<void>();
      return seq;
    },
    read(fromSeq, follow, gone) {
      if (fromSeq < firstSeq)
        throw new ControlError(
          404,
          `lines before seq ${firstSeq} are no longer kept; the last ${MAX_KEPT} are`,
        );
      return read(fromSeq, follow, gone);
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
