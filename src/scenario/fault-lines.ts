// Room scenario: how a fault that the runner makes is told in the journal, and ended once.
import type { FaultRule } from "../faults/rule.ts";
import type { JournalWriter } from "../journal/writer.ts";

export type End = () => Promise<void> | void;

/** Tells that a fault began and struck; the returned function tells that it ended. */
export function tell({ id, hop, fault, on }: FaultRule, journal: JournalWriter) {
  const where = { actor: "faults", hop } as const;
  const data = { id, fault, ...(on === undefined ? {} : { on: { ...on } }) };
  const cause = journal.append({ kind: "fault.began", ...where, data });
  return {
    struck: (order?: string) =>
      journal.append({
        kind: "fault.struck",
        ...where,
        ...(order === undefined ? {} : { order }),
        cause,
        data: { id },
      }),
    ended: () => journal.append({ kind: "fault.ended", ...where, cause, data: { id } }),
  };
}

/** A mend by drive, by settle and by the undo stack is one mend. */
export function once(end: () => Promise<void>): End {
  let ended: Promise<void> | undefined;
  return () => (ended ??= end());
}
