// Room states-language: one call of decide while it is made: the execution so far, the events and commands that came of it, and what is
// still to do. Work is queued, never called, so that no chain of states grows the stack.
import type { Command } from "./commands.ts";
import { evolve } from "./evolve.ts";
import {
  type Current,
  type Execution,
  parentOf,
  type Outcome,
  type StatesEvent,
  type Thread,
} from "./execution.ts";
import { type Failure, HistoryFull } from "./failure.ts";
import type { HistoryDetails, HistoryEvent } from "./history.ts";
import type { Json } from "./json.ts";
import { HISTORY_MAX_EVENTS } from "./limits.ts";

export type Work =
  /** Enter the thread's next state. */
  | { readonly do: "enter"; readonly thread: string }
  /** Do what the state is for, at first or in a retry. */
  | { readonly do: "begin"; readonly thread: string }
  /** The state has its result: make its output and go on. */
  | { readonly do: "finish"; readonly thread: string; readonly result: Json }
  | { readonly do: "fail"; readonly thread: string; readonly failure: Failure }
  /** A thread is over. */
  | { readonly do: "end"; readonly thread: string; readonly outcome: Outcome }
  /** Start as many branches or items as may run. */
  | { readonly do: "launch"; readonly thread: string };

export interface Step {
  execution: Execution;
  readonly events: StatesEvent[];
  readonly commands: Command[];
  readonly work: Work[];
}

export function beginStep(execution: Execution): Step {
  return { execution, events: [], commands: [], work: [] };
}

export function emit(step: Step, event: StatesEvent): void {
  step.execution = evolve(step.execution, event);
  step.events.push(event);
}

/** Next, before what other threads wait for. */
export function soon(step: Step, work: Work): void {
  step.work.unshift(work);
}

/** After what is waiting already, so that threads take turns. */
export function later(step: Step, work: Work): void {
  step.work.push(work);
}

export function threadOf(step: Step, id: string): Thread {
  const thread = step.execution.threads.get(id);
  if (thread === undefined) throw new Error(`no thread ${id}: work was queued for a thread that is over`);
  return thread;
}

export function currentOf(step: Step, id: string): Current {
  const { current } = threadOf(step, id);
  if (current === undefined) throw new Error(`thread ${id} is in no state`);
  return current;
}

export function historyLimit(step: Step): number {
  return step.execution.info.historyMaxEvents ?? HISTORY_MAX_EVENTS;
}

/** The next line of history on a thread. @throws HistoryFull before the line that AWS keeps for the end */
export function line(step: Step, thread: string, type: string, own?: HistoryDetails): HistoryEvent {
  const id = step.execution.historyLength + 1;
  if (id >= historyLimit(step)) throw new HistoryFull();
  return historyEvent(step, thread, type, own);
}

/** The line that ends the execution: it may be the last one there is room for. */
export function historyEvent(step: Step, thread: string, type: string, own?: HistoryDetails): HistoryEvent {
  const { execution } = step;
  const previousEventId =
    (execution.threads.get(thread) ?? execution.threads.get(parentOf(thread) ?? ""))?.lastEventId ?? 0;
  const event = { id: execution.historyLength + 1, previousEventId, timestampMs: execution.nowMs, type };
  return own === undefined ? event : { ...event, details: own };
}

/** A line of history that changes nothing else. */
export function note(step: Step, thread: string, type: string, own?: HistoryDetails): void {
  emit(step, { kind: "noted", thread, history: line(step, thread, type, own) });
}
