// Room states-language: decide: what follows from one input, as events and commands. Pure but for promise jobs, which JSONata needs: no
// clock, no timers, no chance of its own, so the same execution and input always answer the same.
import type { Command, Input } from "./commands.ts";
import type { StateType } from "./definition.ts";
import { type Execution, ROOT, type StatesEvent, type Thread, type Waiting } from "./execution.ts";
import { fail } from "./fail.ts";
import { HistoryFull, StateFailed } from "./failure.ts";
import { end, launch } from "./fan.ts";
import { endFailed, enter, errorDetails, stopAll } from "./flow.ts";
import { details, inputDetails } from "./history.ts";
import { isTooDeep } from "./json.ts";
import { childEnded, itemsRead, itemsUnreadable } from "./map-run.ts";
import { choice } from "./states/choice.ts";
import { failState, succeed } from "./states/end.ts";
import { map } from "./states/map.ts";
import { parallel } from "./states/parallel.ts";
import { pass } from "./states/pass.ts";
import * as tasks from "./states/task.ts";
import { wait, waited } from "./states/wait.ts";
import {
  beginStep,
  currentOf,
  emit,
  historyEvent,
  historyLimit,
  soon,
  type Step,
  type Work,
} from "./step.ts";

export interface Decision {
  readonly events: readonly StatesEvent[];
  readonly commands: readonly Command[];
}

const STATES: Readonly<Record<StateType, (step: Step, id: string) => Promise<void>>> = {
  Pass: pass,
  Task: tasks.task,
  Choice: choice,
  Wait: wait,
  Succeed: succeed,
  Fail: failState,
  Parallel: parallel,
  Map: map,
};

/**
 * What follows from an input: apply the events with `evolve`, carry out the commands in the world.
 *
 * @example
 * const { events, commands } = await decide(execution, { kind: "started", nowMs: 0, input: {} });
 * const next = events.reduce(evolve, execution);
 */
export async function decide(execution: Execution, input: Input): Promise<Decision> {
  const step = beginStep(execution);
  const isNew = execution.status === "NEW";
  if (isNew !== (input.kind === "started")) return step;
  if (!isNew && execution.status !== "RUNNING") return step;
  if (input.nowMs > execution.nowMs) emit(step, { kind: "timePassed", nowMs: input.nowMs });
  try {
    await guarded(step, () => receive(step, bounded(input)));
    for (let work = step.work.shift(); work !== undefined && isRunning(step); work = step.work.shift()) {
      const next = work;
      await guarded(step, () => perform(step, next), next.thread);
    }
  } catch (error) {
    if (!(error instanceof HistoryFull)) throw error;
    // AWS: "The execution reached the maximum number of history events"; the event that says so is the last (SFN-06).
    const cause = `The execution reached the maximum number of history events (${historyLimit(step)}).`;
    endFailed(step, { error: "States.Runtime", cause });
  }
  return { events: step.events, commands: step.commands };
}

/** What is too deep to be written down is no payload: the answer that carries it fails. */
function bounded(input: Input): Input {
  const { nowMs } = input;
  const failed = { nowMs, error: "States.DataLimitExceeded", cause: "The payload is nested too deep." };
  if (input.kind === "taskSucceeded" && isTooDeep(input.output))
    return { ...failed, kind: "taskFailed", task: input.task };
  if (input.kind === "childSucceeded" && isTooDeep(input.output))
    return { ...failed, kind: "childFailed", child: input.child };
  return input.kind === "taskSubmitted" && isTooDeep(input.output) ? { ...input, output: {} } : input;
}

function isRunning(step: Step): boolean {
  return step.execution.status === "RUNNING";
}

/** A state that fails while it is worked on fails as a state, wherever the work stands. */
async function guarded(step: Step, body: () => void | Promise<void>, thread?: string): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof StateFailed) || thread === undefined) throw error;
    soon(step, { do: "fail", thread, failure: error.failure });
  }
}

async function perform(step: Step, work: Work): Promise<void> {
  if (step.execution.threads.get(work.thread) === undefined) return;
  switch (work.do) {
    case "enter":
      return enter(step, work.thread);
    case "begin":
      return STATES[currentOf(step, work.thread).state.type](step, work.thread);
    case "finish":
      return tasks.finish(step, work.thread, work.result);
    case "fail":
      return fail(step, work.thread, work.failure);
    case "end":
      return end(step, work.thread, work.outcome);
    case "launch":
      return launch(step, work.thread);
  }
}

function receive(step: Step, input: Input): void | Promise<void> {
  switch (input.kind) {
    case "started":
      return start(step, input);
    case "stopped":
      return stop(step, input.error, input.cause);
    case "timerFired":
      return fire(step, input.timer);
    case "childSucceeded":
      return childEnded(step, input.child, { output: input.output });
    case "childFailed":
      return childEnded(step, input.child, errorDetails(input.error, input.cause));
    case "itemsRead":
    case "itemsUnreadable":
      return receiveItems(step, input);
    default:
      return receiveTask(step, input);
  }
}

const EXECUTION_TIMER = "execution/timeout";

function start(step: Step, input: Input & { readonly kind: "started" }): void {
  const { info, machine } = step.execution;
  // StartExecution refuses such an input; where it was handed in all the same, it is not kept.
  const isPayload = !isTooDeep(input.input);
  const given = isPayload ? input.input : null;
  const own = details("executionStarted", { ...inputDetails(given), roleArn: info.roleArn });
  emit(step, { kind: "timePassed", nowMs: input.nowMs });
  const history = historyEvent(step, ROOT, "ExecutionStarted", own);
  emit(step, { kind: "executionStarted", input: given, nowMs: input.nowMs, history });
  if (!isPayload)
    return endFailed(step, { error: "States.DataLimitExceeded", cause: "The input is nested too deep." });
  if (machine.timeoutS !== undefined) {
    step.commands.push({
      kind: "startTimer",
      timer: EXECUTION_TIMER,
      untilMs: input.nowMs + machine.timeoutS * 1000,
    });
  }
  soon(step, { do: "enter", thread: ROOT });
}

/** StopExecution: no Catch runs (SFN-31). */
function stop(step: Step, error: string | undefined, cause: string | undefined): void {
  const own = errorDetails(error, cause);
  stopAll(step);
  const history = historyEvent(step, ROOT, "ExecutionAborted", details("executionAborted", own));
  emit(step, { kind: "executionEnded", status: "ABORTED", ...own, history });
}

/** Only the event names the error, and it follows no other (floci-io/floci#2782, measured on AWS: DescribeExecution tells none). */
function timeOut(step: Step): void {
  stopAll(step);
  const own = details("executionTimedOut", { error: "States.Timeout" });
  const history = { ...historyEvent(step, ROOT, "ExecutionTimedOut", own), previousEventId: 0 };
  emit(step, { kind: "executionEnded", status: "TIMED_OUT", history });
}

function fire(step: Step, timer: string): void | Promise<void> {
  if (timer === EXECUTION_TIMER) return timeOut(step);
  const thread = threadWaiting(step, (waiting) =>
    waiting.kind === "timer"
      ? waiting.timer === timer
      : waiting.kind === "task" && waiting.timers.includes(timer),
  );
  const waiting = thread?.current?.waiting;
  if (thread === undefined || waiting === undefined) return undefined;
  if (waiting.kind === "task") {
    return tasks.taskTimedOut(step, thread.id, waiting, timer.endsWith("/heartbeat") || undefined);
  }
  if (waiting.kind === "timer" && waiting.why === "wait")
    return guarded(step, () => waited(step, thread.id), thread.id);
  emit(step, { kind: "waiting", thread: thread.id, waiting: undefined });
  return soon(step, { do: "begin", thread: thread.id });
}

function receiveItems(
  step: Step,
  input: Input & { readonly kind: "itemsRead" | "itemsUnreadable" },
): void | Promise<void> {
  const thread = threadWaiting(step, (waiting) => waiting.kind === "items" && waiting.task === input.task);
  if (thread === undefined) return undefined;
  if (input.kind === "itemsUnreadable") {
    emit(step, { kind: "waiting", thread: thread.id, waiting: undefined });
    return itemsUnreadable(step, thread.id, input.cause);
  }
  return guarded(step, () => itemsRead(step, thread.id, input.content), thread.id);
}

type TaskInput = Exclude<
  Input,
  {
    readonly kind:
      | "started"
      | "stopped"
      | "timerFired"
      | "childSucceeded"
      | "childFailed"
      | "itemsRead"
      | "itemsUnreadable";
  }
>;

function receiveTask(step: Step, input: TaskInput): void {
  const thread = threadWaiting(step, (waiting) => waiting.kind === "task" && waiting.task === input.task);
  const found = thread?.current?.waiting;
  if (thread === undefined || found?.kind !== "task") return;
  if (input.kind === "taskRefused") return tasks.taskRefused(step, thread.id, input.cause);
  const waiting = tasks.taskScheduled(step, thread.id, found);
  switch (input.kind) {
    case "taskScheduled":
      return;
    case "taskStarted":
      return tasks.taskStarted(step, thread.id, waiting);
    case "taskSubmitted":
      return tasks.taskSubmitted(step, thread.id, waiting, input.output);
    case "taskSucceeded":
      return tasks.taskSucceeded(step, thread.id, waiting, input.output);
    case "taskFailed":
      return tasks.taskFailed(step, thread.id, waiting, input.error, input.cause);
    case "taskTimedOut":
      return tasks.taskTimedOut(step, thread.id, waiting);
    case "taskHeartbeat":
      return tasks.taskHeartbeat(step, waiting);
  }
}

function threadWaiting(step: Step, isIt: (waiting: Waiting) => boolean): Thread | undefined {
  for (const thread of step.execution.threads.values()) {
    const waiting = thread.current?.waiting;
    if (waiting !== undefined && isIt(waiting)) return thread;
  }
  return undefined;
}
