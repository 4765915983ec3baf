// Room simulator/lambda: a change of $LATEST, of its code or its settings.
import type { Call, Decision } from "../wire/index.ts";
import { configurationOf, isActive, isUpdating } from "./answer.ts";
import { conflict } from "./errors.ts";
import type { LambdaEvent } from "./events.ts";
import { UPDATE_MS } from "./limits.ts";
import { revisionOf } from "./revision.ts";
import type { LambdaFunction, LambdaState, Version } from "./state.ts";

export type Change = Partial<Pick<Version, "config" | "code">>;

export interface Update {
  readonly fn: LambdaFunction;
  readonly change: Change;
  readonly publish: boolean;
}

/** Refused while the last change is still on its way, as in AWS: whoever changes twice waits in between. */
export function update(
  state: LambdaState,
  { fn, change, publish }: Update,
  call: Call,
): Decision<LambdaEvent, unknown> {
  checkSettled(fn, call);
  const latest: Version = {
    ...fn.latest,
    ...change,
    revisionId: revisionOf(state, call),
    modifiedMs: call.nowMs,
    updatedAtMs: call.nowMs + UPDATE_MS,
  };
  const at = { functionArn: fn.arn, atMs: call.nowMs };
  const updated = { kind: "lambda.function-updated", latest, ...at } as const;
  if (!publish) return { events: [updated], answer: configurationOf(fn, latest, call) };
  const version = { ...latest, version: String(fn.versionsMade + 1), revisionId: revisionOf(state, call, 1) };
  return {
    events: [updated, { kind: "lambda.version-published", version, ...at }],
    answer: configurationOf(fn, version, call, version.version),
  };
}

export function checkSettled({ arn, latest }: LambdaFunction, { nowMs }: Pick<Call, "nowMs">): void {
  if (!isActive(latest, nowMs))
    throw conflict(
      `The operation cannot be performed at this time. The function is currently in the following state: Pending`,
    );
  if (isUpdating(latest, nowMs))
    throw conflict(
      `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
    );
}
