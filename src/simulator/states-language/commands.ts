// Room states-language: what the interpreter asks of the world, and what the world tells it. The world has the clock, the services and
// the child executions; every answer carries the time it came.
import type { Machine } from "./definition.ts";
import type { Integration } from "./integrations/resource.ts";
import type { Json } from "./json.ts";

export type Command =
  | {
      readonly kind: "startTask";
      readonly task: string;
      readonly resource: string;
      readonly integration: Integration;
      readonly input: Json;
      /** What SendTaskSuccess must name, for `.waitForTaskToken`. */
      readonly token?: string;
      readonly timeoutS?: number;
      readonly heartbeatS?: number;
      readonly roleArn?: string;
    }
  | { readonly kind: "cancelTask"; readonly task: string }
  | { readonly kind: "startTimer"; readonly timer: string; readonly untilMs: number }
  | { readonly kind: "cancelTimer"; readonly timer: string }
  | {
      readonly kind: "readItems";
      readonly task: string;
      readonly resource: string;
      readonly input: Json;
    }
  | {
      readonly kind: "startChild";
      readonly child: ChildRef;
      readonly name: string;
      readonly machine: Machine;
      readonly input: Json;
      readonly executionType: "STANDARD" | "EXPRESS";
    }
  | { readonly kind: "cancelChild"; readonly child: ChildRef }
  | {
      readonly kind: "writeResults";
      readonly resource: string;
      readonly input: Json;
      readonly results: Json;
    };

/** One child execution of a distributed Map. */
export interface ChildRef {
  readonly thread: string;
  readonly mapRunArn: string;
  readonly index: number;
}

export type Input = { readonly nowMs: number } & (
  | { readonly kind: "started"; readonly input: Json }
  /** The task was taken; any later answer about it says so too. */
  | { readonly kind: "taskScheduled"; readonly task: string }
  | { readonly kind: "taskStarted"; readonly task: string }
  | { readonly kind: "taskSubmitted"; readonly task: string; readonly output: Json }
  | { readonly kind: "taskSucceeded"; readonly task: string; readonly output: Json }
  | { readonly kind: "taskFailed"; readonly task: string; readonly error?: string; readonly cause?: string }
  | { readonly kind: "taskTimedOut"; readonly task: string }
  | { readonly kind: "taskHeartbeat"; readonly task: string }
  /** The task could not even be scheduled: no such activity, no permission. */
  | { readonly kind: "taskRefused"; readonly task: string; readonly cause: string }
  | { readonly kind: "timerFired"; readonly timer: string }
  | { readonly kind: "itemsRead"; readonly task: string; readonly content: Json }
  | { readonly kind: "itemsUnreadable"; readonly task: string; readonly cause: string }
  | { readonly kind: "childSucceeded"; readonly child: ChildRef; readonly output: Json }
  | {
      readonly kind: "childFailed";
      readonly child: ChildRef;
      readonly error?: string;
      readonly cause?: string;
    }
  | { readonly kind: "stopped"; readonly error?: string; readonly cause?: string }
);
