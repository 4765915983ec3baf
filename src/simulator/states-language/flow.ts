// Room states-language: how a thread moves: into a state, out of it, and to its end.
import type { Outgoing } from "./data-flow.ts";
import { ROOT, type Outcome } from "./execution.ts";
import { assignedDetails, details, inputDetails, outputDetails } from "./history.ts";
import { textOf } from "./json.ts";
import { currentOf, emit, historyEvent, later, line, note, soon, type Step, threadOf } from "./step.ts";

/** Enters the thread's next state. */
export function enter(step: Step, id: string): void {
  const thread = threadOf(step, id);
  const name = thread.next ?? "";
  const state = thread.machine.states.get(name);
  if (state === undefined) throw new Error(`no state is named ${name}: the definition was not validated`);
  const own = details("stateEntered", { name, ...inputDetails(thread.input) });
  const history = line(step, id, `${state.type}StateEntered`, own);
  emit(step, { kind: "stateEntered", thread: id, state: name, input: thread.input, history });
  soon(step, { do: "begin", thread: id });
}

/** Leaves the state by its own Next or End. */
export function exit(step: Step, id: string, made: Outgoing): void {
  exitTo(step, id, made, textOf(currentOf(step, id).state.fields, "Next"));
}

/** Leaves the state for `next`; without one the thread is over. */
export function exitTo(step: Step, id: string, made: Outgoing, next: string | undefined): void {
  const { state } = currentOf(step, id);
  const own = { name: state.name, ...outputDetails(made.output), ...assignedDetails(made.assigned) };
  const history = line(step, id, `${state.type}StateExited`, details("stateExited", own));
  emit(step, { kind: "stateExited", thread: id, ...made, next, history });
  if (next === undefined) soon(step, { do: "end", thread: id, outcome: { output: made.output } });
  else later(step, { do: "enter", thread: id });
}

/** The root's end is the execution's. */
export function endRoot(step: Step, outcome: Outcome): void {
  if ("output" in outcome) endSucceeded(step, outcome);
  else endFailed(step, outcome);
}

function endSucceeded(step: Step, outcome: Outcome): void {
  const output = outcome.output ?? null;
  const history = line(
    step,
    ROOT,
    "ExecutionSucceeded",
    details("executionSucceeded", outputDetails(output)),
  );
  emit(step, { kind: "executionEnded", status: "SUCCEEDED", output, history });
}

/** ExecutionFailed may be the last line there is room for. */
export function endFailed(step: Step, { error, cause }: Outcome): void {
  const own = errorDetails(error, cause);
  stopAll(step);
  const history = historyEvent(step, ROOT, "ExecutionFailed", details("executionFailed", own));
  emit(step, { kind: "executionEnded", status: "FAILED", ...own, history });
}

export function errorDetails(error: string | undefined, cause: string | undefined) {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}

/** Tells the world to forget what threads wait for. */
export function stopAll(step: Step): void {
  for (const id of step.execution.threads.keys()) release(step, id);
}

/** Cancels what one thread waits for. */
export function release(step: Step, id: string): void {
  const current = step.execution.threads.get(id)?.current;
  const waiting = current?.waiting;
  if (waiting?.kind === "timer") step.commands.push({ kind: "cancelTimer", timer: waiting.timer });
  if (waiting?.kind === "items") step.commands.push({ kind: "cancelTask", task: waiting.task });
  if (waiting?.kind === "task") {
    for (const timer of waiting.timers) step.commands.push({ kind: "cancelTimer", timer });
    step.commands.push({ kind: "cancelTask", task: waiting.task });
  }
  releaseChildren(step, id);
}

function releaseChildren(step: Step, id: string): void {
  const fan = step.execution.threads.get(id)?.current?.fan;
  if (fan?.mapRun === undefined) return;
  const { arn } = fan.mapRun;
  for (let index = 0; index < fan.started; index += 1) {
    if (fan.outcomes[index] !== undefined) continue;
    step.commands.push({ kind: "cancelChild", child: { thread: id, mapRunArn: arn, index } });
  }
}

const ABORTABLE = new Set(["Task", "Wait", "Map", "Parallel"]);

/** Ends every thread below `id`, deepest first, with the lines AWS writes for states that were stopped. */
export function abortBelow(step: Step, id: string): void {
  const below = [...step.execution.threads.keys()].filter((one) => one.startsWith(`${id}.`));
  for (const one of below.toSorted((a, b) => b.length - a.length)) abortThread(step, one);
}

function abortThread(step: Step, id: string): void {
  release(step, id);
  abortState(step, id);
  const fan = fanAbove(step, id);
  if (fan?.kind !== "Map") return emit(step, { kind: "threadEnded", thread: id });
  const history = line(step, id, "MapIterationAborted", iterationDetails(step, id, "Aborted"));
  emit(step, { kind: "threadEnded", thread: id, history });
}

/** `TaskStateAborted` and its like; a Fail or a Choice cannot be stopped half-way. */
export function abortState(step: Step, id: string): void {
  const state = step.execution.threads.get(id)?.current?.state;
  if (state !== undefined && ABORTABLE.has(state.type)) note(step, id, `${state.type}StateAborted`);
}

export function fanAbove(step: Step, id: string) {
  return step.execution.threads.get(id.slice(0, Math.max(0, id.lastIndexOf("."))))?.current?.fan;
}

export function iterationDetails(step: Step, id: string, what: string) {
  const parent = threadOf(step, id.slice(0, Math.max(0, id.lastIndexOf("."))));
  const index = Number(id.slice(id.lastIndexOf(".") + 1));
  return details(`mapIteration${what}`, { name: parent.current?.state.name ?? "", index });
}
