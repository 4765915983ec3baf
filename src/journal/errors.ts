// Room journal: one error for a journal that cannot be trusted; it names file, line and field and is exit code 64.

interface JournalErrorOptions extends ErrorOptions {
  /** What the reader may do now. */
  readonly next?: string;
}

/** A journal, or a file beside it, breaks the format: nothing is judged from it. */
export class JournalError extends Error {
  readonly exitCode = 64;
  readonly file: string;
  readonly line: number;
  readonly problem: string;

  constructor(file: string, line: number, problem: string, { next, ...options }: JournalErrorOptions = {}) {
    const then = next === undefined ? "" : `; ${next}`;
    super(`${file}${line > 0 ? `:${line}` : ""}: ${problem}${then}`, options);
    this.name = "JournalError";
    this.file = file;
    this.line = line;
    this.problem = problem;
  }
}
