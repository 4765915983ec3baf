// Room scenario: the journal of a served world: it stands in memory, the oldest lines leave first, and readers may follow it. A line is
// put into words when somebody reads it: for most of them nobody ever does.
import type { Draft, Kind } from "../journal/line.ts";
import type { JournalWriter } from "../journal/writer.ts";
import { ControlError } from "../simulator/http/control.ts";
import { draftOf, type Note, type OrderOf } from "./log-notes.ts";

/** With its message a line is some 300 bytes: twice as many stay under 60 MiB. */
const MAX_KEPT = 100_000;

export interface KeptJournal extends Pick<JournalWriter, "append" | "nowMs"> {
  /** Takes a note for a line; answers its seq. */
  note(note: Note): number;
  /** Lines from a seq on, then, with `follow`, those to come. Throws ControlError where they have left. */
  read(fromSeq: number, follow: boolean, gone: AbortSignal): AsyncIterable<string>;
}

export function openKeptJournal(nowMs: () => number, orderOf: OrderOf): KeptJournal {
  /** What lines are made of, and beside it when: one object less for each. */
  let entries: (Note | Draft)[] = [];
  let timesMs: number[] = [];
  let firstSeq = 1;
  /** Somebody waits for lines to come. */
  let grown: PromiseWithResolvers<void> | undefined;

  function add(entry: Note | Draft): number {
    const seq = firstSeq + entries.length;
    entries.push(entry);
    timesMs.push(Math.round(nowMs()));
    if (entries.length >= 2 * MAX_KEPT) {
      firstSeq += entries.length - MAX_KEPT;
      entries = entries.slice(-MAX_KEPT);
      timesMs = timesMs.slice(-MAX_KEPT);
    }
    grown?.resolve();
    grown = undefined;
    return seq;
  }

  function lineAt(seq: number): string {
    const entry = entries[seq - firstSeq];
    if (entry === undefined) return "";
    const atMs = timesMs[seq - firstSeq];
    const { kind, actor, hop, order, op, cause, at, data } =
      "told" in entry ? draftOf(entry, orderOf) : entry;
    return JSON.stringify({ seq, atMs, kind, actor, hop, order, op, cause, at, data });
  }

  async function* read(fromSeq: number, follow: boolean, gone: AbortSignal): AsyncGenerator<string> {
    for (let seq = fromSeq; !gone.aborted;) {
      // What left while the reader was slow is skipped: it sees the gap in seq.
      for (seq = Math.max(seq, firstSeq); seq < firstSeq + entries.length; seq += 1) yield lineAt(seq);
      if (!follow) return;
      grown ??= Promise.withResolvers();
      await Promise.race([grown.promise, aborted(gone)]);
    }
  }

  return {
    nowMs,
    append: <K extends Kind>(draft: Draft<K>) => add(draft as Draft),
    note: add,
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
