// Room journal: one error for a journal that cannot be trusted; it names file, line and field and is exit code 64.

/** A journal, or a file beside it, breaks the format: nothing is judged from it. */
export class JournalError extends Error {
  readonly exitCode = 64;
  readonly file: string;
  readonly line: number;

  constructor(file: string, line: number, problem: string, options?: ErrorOptions) {
    super(`${file}${line > 0 ? `:${line}` : ""}: ${problem}`, options);
    this.name = "JournalError";
    this.file = file;
    this.line = line;
  }
}
