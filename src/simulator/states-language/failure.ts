// Room states-language: what can go wrong inside a state, as AWS names it. Errors of tasks carry their own words; errors of the
// interpreter are introduced by the state they happened in, and States.Runtime ends the execution whatever Catch says (SFN-13).

export interface Failure {
  /** A Fail state may name neither. */
  readonly error?: string;
  readonly cause?: string;
  /** True where AWS puts "An error occurred while executing the state ..." before the cause. */
  readonly introduced: boolean;
  /** The field of a JSONata expression that failed, for the EvaluationFailed event. */
  readonly location?: string;
  /** A task that named no error or cause: a Catch sees null for it, and an empty text for what a Fail state leaves out. */
  readonly unnamed?: true;
  /** A States.Timeout because no heartbeat came, which rules may tell apart as States.HeartbeatTimeout. */
  readonly heartbeat?: true;
  /** An error of the JSONata language, which gets an event of its own before the state fails. */
  readonly evaluation: boolean;
}

/** Thrown inside a state and caught where the state is run; never leaves this room. */
export class StateFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(`${failure.error ?? ""}: ${failure.cause ?? ""}`);
    this.name = "StateFailed";
    this.failure = failure;
  }
}

/** No event may follow: the history is full (SFN-06). */
export class HistoryFull extends Error {}

export function runtimeError(cause: string, error = "States.Runtime"): StateFailed {
  return new StateFailed({ error, cause, introduced: true, evaluation: false });
}

export function queryError(cause: string, location: string | undefined): StateFailed {
  const failure = { error: "States.QueryEvaluationError", cause, introduced: true, evaluation: true };
  return new StateFailed(location === undefined ? failure : { ...failure, location });
}

export function tooLarge(what: string): StateFailed {
  return new StateFailed({
    error: "States.DataLimitExceeded",
    cause: `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    introduced: false,
    evaluation: false,
  });
}

export function isFatal(failure: Failure): boolean {
  return failure.error === "States.Runtime" && failure.introduced;
}
