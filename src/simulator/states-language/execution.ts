// Room states-language: an execution as its events left it, and evolve, the only function that changes it. Threads are the root and every
// branch or iteration under way; the history itself stays in the events, only its length is kept.
import type { Machine, State } from "./definition.ts";
import type { HistoryEvent } from "./history.ts";
import type { Json, JsonObject } from "./json.ts";

export interface ExecutionInfo {
  readonly executionArn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  /** Everything random of this execution is hashed from it. */
  readonly seed: string;
  readonly redriveCount?: number;
  readonly region?: string;
  /** Standard executions end at 25,000; Express executions keep no such history. */
  readonly historyMaxEvents?: number;
}

export type Status = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

export interface Execution {
  readonly machine: Machine;
  readonly info: ExecutionInfo;
  readonly status: Status | "NEW";
  readonly nowMs: number;
  readonly startedMs: number;
  readonly input: Json;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly historyLength: number;
  readonly threads: ReadonlyMap<string, Thread>;
}

export interface Thread {
  /** The parent's id, a dot and the index: `0.2`. */
  readonly id: string;
  /** The branch or item it works on. */
  readonly index: number;
  readonly machine: Machine;
  readonly variables: JsonObject;
  /** `$$.Map.Item` inside an iteration. */
  readonly item?: JsonObject;
  readonly lastEventId: number;
  /** Where it goes next, with what. */
  readonly input: Json;
  readonly next?: string;
  readonly current?: Current;
}

/** The state a thread is in. */
export interface Current {
  readonly state: State;
  readonly input: Json;
  readonly enteredId: number;
  readonly enteredMs: number;
  /** Attempts so far, all retriers together: `$$.State.RetryCount`. */
  readonly retryCount: number;
  /** Retries used, by the place of the retrier in its list (SFN-16). */
  readonly retries: readonly number[];
  readonly waiting?: Waiting;
  readonly fan?: Fan;
}

export type Waiting =
  | { readonly kind: "timer"; readonly timer: string; readonly why: "wait" | "retry" }
  | {
      readonly kind: "task";
      readonly task: string;
      readonly resource: string;
      readonly input: Json;
      readonly token?: string;
      readonly scheduled: boolean;
      readonly started: boolean;
      readonly timers: readonly string[];
      readonly timeoutS?: number;
      readonly heartbeatS?: number;
      readonly roleArn?: string;
    }
  | { readonly kind: "items"; readonly task: string };

/** Branches or items under way, and what came of them. */
export interface Fan {
  readonly kind: "Parallel" | "Map" | "MapRun";
  /** The branch's input, the raw item, or the input of a child execution. */
  readonly items: readonly Json[];
  readonly outcomes: readonly (Outcome | undefined)[];
  readonly started: number;
  readonly running: number;
  readonly failed: number;
  readonly limit: number;
  readonly mapRun?: MapRun;
}

export interface Outcome {
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  /** As in the failure it comes from. */
  readonly unnamed?: true;
  readonly heartbeat?: true;
}

export interface MapRun {
  readonly arn: string;
  readonly id: string;
  readonly label: string;
  readonly toleratedCount: number | undefined;
  readonly toleratedPercentage: number | undefined;
}

/** What happened; each carries the line of history it makes, if it makes one. */
export type StatesEvent = { readonly history?: HistoryEvent } & (
  | { readonly kind: "executionStarted"; readonly input: Json; readonly nowMs: number }
  | { readonly kind: "timePassed"; readonly nowMs: number }
  | { readonly kind: "noted"; readonly thread: string }
  | { readonly kind: "threadBegan"; readonly thread: Thread }
  | { readonly kind: "threadEnded"; readonly thread: string }
  | { readonly kind: "stateEntered"; readonly thread: string; readonly state: string; readonly input: Json }
  | {
      readonly kind: "stateExited";
      readonly thread: string;
      readonly output: Json;
      readonly assigned: JsonObject;
      readonly next: string | undefined;
    }
  | { readonly kind: "waiting"; readonly thread: string; readonly waiting: Waiting | undefined }
  | {
      readonly kind: "retryPlanned";
      readonly thread: string;
      readonly retrier: number;
      readonly timer: string;
    }
  | { readonly kind: "fanned"; readonly thread: string; readonly fan: Fan | undefined }
  | {
      readonly kind: "executionEnded";
      readonly status: Exclude<Status, "RUNNING">;
      readonly output?: Json;
      readonly error?: string;
      readonly cause?: string;
    }
);

export const ROOT = "0";

/** The id of the thread that a branch or iteration belongs to; the root has none. */
export function parentOf(id: string): string | undefined {
  const dot = id.lastIndexOf(".");
  return dot < 0 ? undefined : id.slice(0, dot);
}

export function newExecution(machine: Machine, info: ExecutionInfo): Execution {
  return {
    machine,
    info,
    status: "NEW",
    nowMs: 0,
    startedMs: 0,
    input: null,
    historyLength: 0,
    threads: new Map(),
  };
}

/** A fan's outcomes with one more. */
export function withOutcome(fan: Fan, index: number, outcome: Outcome): readonly (Outcome | undefined)[] {
  const outcomes = [...fan.outcomes];
  outcomes[index] = outcome;
  return outcomes;
}
