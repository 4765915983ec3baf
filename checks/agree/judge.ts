// Checks: what one file of recorded AWS answers needs to be judged. An engine's room is handed a row straight, with no service around
// it; a row that nothing here can judge yet says why, and never counts as agreement.

/** A row of a `.jsonl` file in the format of `shared/aws-recordings`: unknown until the judge has looked at it. */
export type Row = Readonly<Record<string, unknown>>;

/** What came of one row: it agrees, it differs (ours beside AWS's), or nothing here can judge it yet. */
export type Agreement =
  | { readonly kind: "agrees" }
  | { readonly kind: "differs"; readonly ours: unknown; readonly aws: unknown }
  | { readonly kind: "cannot judge"; readonly why: string };

/** Judges the rows of one file by running the engine on them. */
export interface RowJudge {
  /** The file's name, without folder: `eventbridge-patterns.jsonl`. */
  readonly file: string;
  /** The row's own name, for the list of misses. */
  readonly idOf: (row: Row) => string;
  readonly judge: (row: Row) => Promise<Agreement>;
  /** Every field the rows are known to have; the tally names any other, since it may hold an expectation that nobody looked at. */
  readonly fields?: readonly string[];
}
