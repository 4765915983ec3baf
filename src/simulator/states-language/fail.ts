// Room states-language: a state failed: the lines it leaves, then Retry, then Catch, then the thread itself fails (SFN-13, SFN-16).
import { chanceOf } from "./context.ts";
import { assignedBy, checked, ofRule, placedAt } from "./data-flow.ts";
import { type Current, type Outcome, parentOf, ROOT } from "./execution.ts";
import { type Failure, isFatal, StateFailed } from "./failure.ts";
import { abortBelow, abortState, endFailed, errorDetails, exitTo, fanAbove, release } from "./flow.ts";
import { details } from "./history.ts";
import { isObject, type Json, type JsonObject, listOf, member, numberOf, textOf } from "./json.ts";
import { currentOf, emit, note, soon, type Step, threadOf } from "./step.ts";
import { CAUSE_MAX_CHARACTERS } from "./limits.ts";

export async function fail(step: Step, id: string, raw: Failure): Promise<void> {
  const current = currentOf(step, id);
  const failure = introduce(raw, current);
  release(step, id);
  abortBelow(step, id);
  emit(step, { kind: "waiting", thread: id, waiting: undefined });
  if (failure.evaluation) noteEvaluation(step, id, failure, current);
  if (isFatal(failure)) return endFailed(step, failure);
  if (retry(step, id, failure, current)) return;
  if (current.state.type === "Map" || current.state.type === "Parallel")
    note(step, id, `${current.state.type}StateFailed`);
  if (await caught(step, id, failure, current)) return;
  failThread(step, id, failure);
}

/** The interpreter's own errors say where they happened. No cause is longer than AWS keeps: one that quotes its input may grow in a loop. */
function introduce(failure: Failure, { state, enteredId }: Current): Failure {
  if (!failure.introduced) {
    return failure.cause === undefined
      ? failure
      : { ...failure, cause: failure.cause.slice(0, CAUSE_MAX_CHARACTERS) };
  }
  const cause = `An error occurred while executing the state '${state.name}' (entered at the event id #${enteredId}). ${failure.cause ?? ""}`;
  return { ...failure, cause: cause.slice(0, CAUSE_MAX_CHARACTERS) };
}

function noteEvaluation(step: Step, id: string, failure: Failure, { state }: Current): void {
  const own = errorDetails(failure.error, failure.cause);
  const location = failure.location === undefined ? {} : { location: failure.location };
  note(step, id, "EvaluationFailed", details("evaluationFailed", { ...own, ...location, state: state.name }));
}

/** Whether a list of error names covers a failure. */
export function covers(names: readonly Json[] | undefined, failure: Failure): boolean {
  const { error, heartbeat } = failure;
  return (names ?? []).some((name) => {
    if (name === "States.ALL") return true;
    if (name === "States.TaskFailed") return !failure.introduced && error !== "States.Timeout";
    if (name === "States.HeartbeatTimeout" && heartbeat === true) return true;
    return error !== undefined && name === error;
  });
}

function rules(fields: JsonObject, field: "Retry" | "Catch"): readonly JsonObject[] {
  return (listOf(fields, field) ?? []).filter(isObject);
}

const DEFAULT_MAX_ATTEMPTS = 3;
const DEFAULT_INTERVAL_S = 1;
const DEFAULT_BACKOFF_RATE = 2;

/** The first retrier that covers the error decides; its attempts are its own. */
function retry(step: Step, id: string, failure: Failure, current: Current): boolean {
  const all = rules(current.state.fields, "Retry");
  const at = all.findIndex((one) => covers(listOf(one, "ErrorEquals"), failure));
  const retrier = all[at];
  if (retrier === undefined) return false;
  const used = current.retries[at] ?? 0;
  if (used >= (numberOf(retrier, "MaxAttempts") ?? DEFAULT_MAX_ATTEMPTS)) return false;
  const timer = `${id}/${current.enteredId}/retry/${current.retryCount}`;
  emit(step, { kind: "retryPlanned", thread: id, retrier: at, timer });
  const delayMs = Math.round(delayOf(step, id, retrier, used) * 1000);
  step.commands.push({ kind: "startTimer", timer, untilMs: step.execution.nowMs + delayMs });
  return true;
}

function delayOf(step: Step, id: string, retrier: JsonObject, used: number): number {
  const { enteredId, retryCount } = currentOf(step, id);
  const interval = numberOf(retrier, "IntervalSeconds") ?? DEFAULT_INTERVAL_S;
  const rate = numberOf(retrier, "BackoffRate") ?? DEFAULT_BACKOFF_RATE;
  const delayS = Math.min(
    interval * rate ** used,
    numberOf(retrier, "MaxDelaySeconds") ?? Number.MAX_SAFE_INTEGER / 1000,
  );
  if (textOf(retrier, "JitterStrategy") !== "FULL") return delayS;
  return chanceOf(`${step.execution.info.seed}|${id}|${enteredId}|${retryCount}|jitter`).random() * delayS;
}

/** Catch of the first catcher that covers the error; its output is not filtered any more. */
async function caught(step: Step, id: string, failure: Failure, current: Current): Promise<boolean> {
  const all = rules(current.state.fields, "Catch");
  const at = all.findIndex((one) => covers(listOf(one, "ErrorEquals"), failure));
  const catcher = all[at];
  if (catcher === undefined) return false;
  try {
    exitTo(step, id, await caughtOutput(step, id, catcher, at, failure), textOf(catcher, "Next"));
  } catch (error) {
    if (!(error instanceof StateFailed)) throw error;
    failAgain(step, id, introduce(error.failure, current), current);
  }
  return true;
}

/** A catcher that fails itself cannot be caught. */
function failAgain(step: Step, id: string, failure: Failure, current: Current): void {
  if (failure.evaluation) noteEvaluation(step, id, failure, current);
  if (isFatal(failure)) endFailed(step, failure);
  else failThread(step, id, failure);
}

async function caughtOutput(step: Step, id: string, catcher: JsonObject, at: number, failure: Failure) {
  const { state, input } = currentOf(step, id);
  const errorOutput = errorOutputOf(failure);
  if (state.language === "JSONata") return ofRule(step, id, catcher, { errorOutput }, `Catch[${at}]/`);
  const assigned = assignedBy(step, id, catcher, errorOutput);
  return checked(state, { output: placedAt(member(catcher, "ResultPath"), input, errorOutput), assigned });
}

/** What a task left out is null, what a state or a timeout left out is empty (recorded: wait_for_task_tok_no_error_field; SFN-22). */
function errorOutputOf({ error, cause, unnamed }: Failure): JsonObject {
  const absent = unnamed === true ? null : "";
  return { Error: error ?? absent, Cause: cause ?? absent };
}

/** The thread ends with the error: the execution, or the branch and with it the state it belongs to. */
function failThread(step: Step, id: string, failure: Failure): void {
  const outcome = errorDetails(failure.error, failure.cause);
  if (id === ROOT || parentOf(id) === undefined) return endFailed(step, outcome);
  const { current } = threadOf(step, id);
  // In a Parallel AWS aborts the very task that failed too (recorded: PARALLEL_CATCH_ERROR_OUTPUT_WITH_RETRY).
  const isLeaf = current?.state.type === "Task" || current?.state.type === "Wait";
  if (isLeaf && fanAbove(step, id)?.kind === "Parallel") abortState(step, id);
  soon(step, { do: "end", thread: id, outcome: { ...outcome, ...marksOf(failure) } });
}

/** What a Catch further out needs to know of a failure beside its name and cause. */
export function marksOf({ unnamed, heartbeat }: Outcome): Pick<Outcome, "unnamed" | "heartbeat"> {
  return {
    ...(unnamed === undefined ? {} : { unnamed }),
    ...(heartbeat === undefined ? {} : { heartbeat }),
  };
}
