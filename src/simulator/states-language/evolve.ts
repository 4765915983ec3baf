// Room states-language: evolve applies one event to an execution. Pure: replaying the events of a log gives the same execution.
import type { Current, Execution, StatesEvent, Thread } from "./execution.ts";
import { parentOf, ROOT } from "./execution.ts";

/** The execution after an event. */
export function evolve(execution: Execution, event: StatesEvent): Execution {
  return countHistory(apply(execution, event), event);
}

function apply(execution: Execution, event: StatesEvent): Execution {
  switch (event.kind) {
    case "executionStarted":
      return started(execution, event);
    case "timePassed":
      return { ...execution, nowMs: event.nowMs };
    case "noted":
      return execution;
    case "threadBegan":
      return withThread(execution, event.thread);
    case "threadEnded":
      return withoutThread(execution, event.thread);
    case "stateEntered":
      return onThread(execution, event.thread, (thread) => entered(execution, thread, event));
    case "stateExited":
      return onThread(execution, event.thread, (thread) => exited(thread, event));
    case "waiting":
      return onCurrent(execution, event.thread, (current) => put(current, "waiting", event.waiting));
    case "retryPlanned":
      return onCurrent(execution, event.thread, (current) => retried(current, event));
    case "fanned":
      return onCurrent(execution, event.thread, (current) => put(current, "fan", event.fan));
    case "executionEnded":
      return ended(execution, event);
  }
}

type Of<K extends StatesEvent["kind"]> = Extract<StatesEvent, { readonly kind: K }>;

function started(execution: Execution, event: Of<"executionStarted">): Execution {
  const { machine } = execution;
  const root: Thread = {
    id: ROOT,
    index: 0,
    machine,
    variables: {},
    lastEventId: 0,
    input: event.input,
    next: machine.startAt,
  };
  return {
    ...execution,
    status: "RUNNING",
    input: event.input,
    nowMs: event.nowMs,
    startedMs: event.nowMs,
    threads: new Map([[ROOT, root]]),
  };
}

function entered(execution: Execution, thread: Thread, event: Of<"stateEntered">): Thread {
  const state = thread.machine.states.get(event.state);
  if (state === undefined) return thread;
  const { next: _, ...rest } = thread;
  const current: Current = {
    state,
    input: event.input,
    enteredId: execution.historyLength + 1,
    enteredMs: execution.nowMs,
    retryCount: 0,
    retries: [],
  };
  return { ...rest, current };
}

function exited(thread: Thread, event: Of<"stateExited">): Thread {
  const { current: _, ...rest } = thread;
  const variables = Object.fromEntries([
    ...Object.entries(thread.variables),
    ...Object.entries(event.assigned),
  ]);
  const moved = { ...rest, variables, input: event.output };
  return event.next === undefined ? moved : { ...moved, next: event.next };
}

function retried(current: Current, event: Of<"retryPlanned">): Current {
  const used = Array.from(
    { length: Math.max(current.retries.length, event.retrier + 1) },
    (_, at) => (current.retries[at] ?? 0) + (at === event.retrier ? 1 : 0),
  );
  const { fan: _, ...rest } = current;
  const waiting = { kind: "timer", timer: event.timer, why: "retry" } as const;
  return { ...rest, retries: used, retryCount: current.retryCount + 1, waiting };
}

function ended(execution: Execution, event: Of<"executionEnded">): Execution {
  const { kind: _, history: __, ...outcome } = event;
  return { ...execution, ...outcome, threads: new Map() };
}

/** The member with its new value, or without it. */
function put<K extends "waiting" | "fan">(current: Current, key: K, value: Current[K]): Current {
  const { [key]: _, ...rest } = current;
  return value === undefined ? (rest as Current) : { ...current, [key]: value }; // rest lacks only an optional member
}

function onThread(execution: Execution, id: string, change: (thread: Thread) => Thread): Execution {
  const thread = execution.threads.get(id);
  return thread === undefined ? execution : withThread(execution, change(thread));
}

function onCurrent(execution: Execution, id: string, change: (current: Current) => Current): Execution {
  return onThread(execution, id, (thread) =>
    thread.current === undefined ? thread : { ...thread, current: change(thread.current) },
  );
}

function withThread(execution: Execution, thread: Thread): Execution {
  return { ...execution, threads: new Map(execution.threads).set(thread.id, thread) };
}

function withoutThread(execution: Execution, id: string): Execution {
  const threads = new Map(execution.threads);
  threads.delete(id);
  return { ...execution, threads };
}

/** Counts the line of history and hangs it to its thread; a thread that ended hands its last line to its parent. */
function countHistory(execution: Execution, event: StatesEvent): Execution {
  const { history } = event;
  if (history === undefined) return execution;
  const counted = { ...execution, historyLength: history.id };
  if (!("thread" in event)) return counted;
  const id = typeof event.thread === "string" ? event.thread : event.thread.id;
  const target = counted.threads.has(id) ? id : (parentOf(id) ?? ROOT);
  return onThread(counted, target, (thread) => ({ ...thread, lastEventId: history.id }));
}
