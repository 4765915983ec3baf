// Room simulator/lambda/mapping: what takes records from a source and gives them to a function, while its mapping is enabled.
import type { Clock } from "../../../box/clock.ts";
import type { InternalCalls } from "../../internal.ts";
import { isActive } from "../answer.ts";
import type { Invoked } from "../invocation.ts";
import type { Telling } from "../destinations.ts";
import type { Condition } from "../events.ts";
import type { Invoker } from "../invoker.ts";
import type { OnRecords } from "../ports.ts";
import { qualified, split, versionOf } from "../names.ts";
import type { LambdaFunction, LambdaState, Mapping } from "../state.ts";

export interface Poller {
  /** Something may be there. */
  wake(): void;
  /** Takes nothing more; what it has taken ends as it ends. */
  stop(): void;
}

export interface PollerParts {
  readonly clock: Clock;
  readonly seed: string;
  readonly internal: InternalCalls;
  readonly state: LambdaState;
  readonly invoker: Invoker;
  /** As it stands now; undefined when it is gone. */
  readonly mapping: () => Mapping | undefined;
  /** What the last batch came to, for LastProcessingResult. */
  readonly result: (words: string) => void;
  readonly tell: Telling;
  /** A stream's batch was given up. */
  readonly gaveUp: (over: GivenUp) => void;
  /** How far a stream was read; outlives a poller, since a mapping may be disabled and enabled again. */
  readonly position: Position;
  readonly onRecords: OnRecords;
}

export interface Position {
  since: "horizon" | "latest" | { readonly at: string } | { readonly after: string } | undefined;
}

export interface GivenUp {
  readonly fn: LambdaFunction;
  readonly requestId: string;
  readonly condition: Condition;
  readonly to: string | undefined;
  /** Why it was not told. */
  readonly problem: string | undefined;
}

/** `lambda:OrderWorker`: who polls. */
export function actorOf({ settings }: Mapping): string {
  const [, , , , , , name = ""] = settings.functionArn.split(":");
  return `lambda:${name}`;
}

export function sleep(clock: Clock, ms: number, actor: string, what: string): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, { actor, foreground: true, what }, resolve));
}

export interface Batch {
  readonly payload: string;
  readonly id: string;
}

/** Invokes the mapping's function as soon as it is active; undefined where it is gone. */
export async function invokeFor(
  { clock, state, invoker, mapping }: PollerParts,
  { payload, id }: Batch,
  isRepeat = false,
): Promise<Invoked | undefined> {
  const now = mapping();
  if (now === undefined) return undefined;
  const [base, qualifier] = split(now.settings.functionArn);
  for (;;) {
    const fn = state.functions.get(base);
    const version = fn === undefined ? undefined : versionOf(fn, qualifier);
    if (fn === undefined || version === undefined) return undefined;
    if (!isActive(version, clock.nowMs())) {
      await sleep(clock, version.activeAtMs - clock.nowMs(), actorOf(now), `${fn.name} becoming active`);
      continue;
    }
    return invoker.invoke({
      fn,
      version,
      arn: qualified(base, qualifier),
      payload,
      requestId: invoker.nextRequestId(),
      source: now.sourceArn,
      batch: id,
      isRepeat,
    });
  }
}
