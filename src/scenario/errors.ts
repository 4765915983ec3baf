// Room scenario: the errors that are the user's to mend. Each carries the exit code of CONTRACTS 1 that it ends a run with.

/** Bad arguments or a bad input file (64): the message says what, where, the limit and the next step. */
export class UsageError extends Error {
  readonly exitCode = 64;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UsageError";
  }
}

/** What an unknown thrown value has to say, in one line's worth of words. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The exit code an error asks for, or 70: an error nobody foresaw is a bug of Ordeal. */
export function exitCodeOfError(thrown: unknown): number {
  if (thrown instanceof Error && "exitCode" in thrown && typeof thrown.exitCode === "number") {
    return thrown.exitCode;
  }
  return 70;
}
