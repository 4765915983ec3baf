// Room states-language: the context object and the scope of a state, and chance: every draw is a hash of the execution's seed and the
// place of the draw, so that one draw more elsewhere changes nothing here.
import { createHash } from "node:crypto";
import type { Current, Execution, Thread } from "./execution.ts";
import { type Json, type JsonObject, objectFrom } from "./json.ts";
import type { Chance, Scope } from "./scope.ts";
import { currentOf, type Step, threadOf } from "./step.ts";

export interface ScopeExtras {
  readonly input?: Json;
  readonly result?: Json;
  readonly errorOutput?: Json;
  readonly token?: string;
  readonly item?: JsonObject;
}

/** What the state's expressions see; `phase` keeps the draws of its fields apart. */
export function scopeOf(step: Step, id: string, phase: string, extras: ScopeExtras = {}): Scope {
  const thread = threadOf(step, id);
  const current = currentOf(step, id);
  const { result, errorOutput, input = current.input } = extras;
  return {
    input,
    context: contextOf(step.execution, thread, current, extras),
    variables: thread.variables,
    chance: chanceOf(`${step.execution.info.seed}|${id}|${current.enteredId}|${current.retryCount}|${phase}`),
    nowMs: step.execution.nowMs,
    ...(result === undefined ? {} : { result }),
    ...(errorOutput === undefined ? {} : { errorOutput }),
  };
}

function contextOf(execution: Execution, thread: Thread, current: Current, extras: ScopeExtras): JsonObject {
  const { info } = execution;
  const item = extras.item ?? thread.item;
  return objectFrom([
    [
      "Execution",
      {
        Id: info.executionArn,
        Input: execution.input,
        StartTime: new Date(execution.startedMs).toISOString(),
        Name: info.name,
        RoleArn: info.roleArn,
        RedriveCount: info.redriveCount ?? 0,
      },
    ],
    ["StateMachine", { Id: info.stateMachineArn, Name: info.stateMachineName }],
    ["State", stateContext(current)],
    ["Map", item === undefined ? undefined : { Item: item }],
    ["Task", extras.token === undefined ? undefined : { Token: extras.token }],
  ]);
}

/** Only states that can be retried count their retries (recorded: BASE_PATHS has none for Pass). */
function stateContext({ state, enteredMs, retryCount }: Current): JsonObject {
  const context = { Name: state.name, EnteredTime: new Date(enteredMs).toISOString() };
  const isRetried = state.type === "Task" || state.type === "Map" || state.type === "Parallel";
  return isRetried ? { ...context, RetryCount: retryCount } : context;
}

export function chanceOf(key: string): Chance {
  let draws = 0;
  const bytes = () => {
    draws += 1;
    return createHash("sha256").update(`${key}|${draws}`).digest();
  };
  return { random: () => bytes().readUIntBE(0, 6) / 2 ** 48, uuid: () => uuidOf(bytes()) };
}

/** A version 4 UUID of given bytes. */
export function uuidOf(bytes: Buffer): string {
  const own = Buffer.from(bytes.subarray(0, 16));
  own[6] = ((own[6] ?? 0) & 0x0f) | 0x40;
  own[8] = ((own[8] ?? 0) & 0x3f) | 0x80;
  const hex = own.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
