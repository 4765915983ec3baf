// Room simulator/lambda/mapping: the life of event source mappings: their changes take a moment, and while one is enabled it polls.
import type { LambdaEvent } from "../events.ts";
import type { Invoker } from "../invoker.ts";
import { MAPPING_MS } from "../limits.ts";
import type { LambdaPorts } from "../ports.ts";
import type { LambdaState, Mapping, MappingState } from "../state.ts";
import type { Telling } from "../destinations.ts";
import type { GivenUp, Poller, PollerParts, Position } from "./poller.ts";
import { createSqsPoller } from "./sqs-poller.ts";
import { createStreamPoller } from "./stream-poller.ts";

export interface Mappings {
  /** An event of this service was applied. */
  changed(event: LambdaEvent): void;
  /** Something happened at a source: a queue, a stream. */
  stirred(sourceArn: string): void;
}

/** What a change ends in, once it is through. */
const NEXT: Readonly<Partial<Record<MappingState, MappingState>>> = {
  Creating: "Enabled",
  Enabling: "Enabled",
  Updating: "Enabled",
  Disabling: "Disabled",
};

const POLLING: ReadonlySet<MappingState> = new Set(["Enabled", "Updating", "Disabling"]);

export interface MappingParts {
  readonly ports: LambdaPorts;
  readonly state: LambdaState;
  readonly invoker: Invoker;
  readonly tell: Telling;
  readonly record: (event: LambdaEvent) => void;
}

export function createMappings({ ports, state, invoker, tell, record }: MappingParts): Mappings {
  const { clock, seed, internal } = ports;
  const pollers = new Map<string, Poller>();
  const positions = new Map<string, Position>();

  function changed(event: LambdaEvent): void {
    switch (event.kind) {
      case "lambda.mapping-created":
      case "lambda.mapping-updated":
      case "lambda.mapping-state":
        return settle(event.uuid);
      case "lambda.function-created":
        // A mapping whose function was gone goes on.
        for (const poller of pollers.values()) poller.wake();
        return;
      case "lambda.mapping-deleted":
        positions.delete(event.uuid);
        return stop(event.uuid);
      default:
        return;
    }
  }

  function settle(uuid: string): void {
    const mapping = state.mappings.get(uuid);
    if (mapping === undefined) return;
    if (POLLING.has(mapping.state)) start(mapping);
    else stop(uuid);
    const next = NEXT[mapping.state];
    if (next === undefined && mapping.state !== "Deleting") return;
    const spec = { actor: "lambda", foreground: true, what: `${mapping.state} of mapping ${uuid}` };
    clock.after(MAPPING_MS, spec, () => {
      // A later change has its own timer.
      if (state.mappings.get(uuid)?.modifiedMs !== mapping.modifiedMs) return;
      const atMs = clock.nowMs();
      if (next === undefined) record({ kind: "lambda.mapping-deleted", uuid, atMs });
      else record({ kind: "lambda.mapping-state", uuid, state: next, atMs });
    });
  }

  function start({ uuid, settings }: Mapping): void {
    const standing = pollers.get(uuid);
    if (standing !== undefined) return standing.wake();
    const parts: PollerParts = {
      clock,
      seed,
      internal,
      state,
      invoker,
      tell,
      position: positionOf(uuid),
      onRecords: ports.onRecords ?? (() => () => {}),
      mapping: () => state.mappings.get(uuid),
      gaveUp: noteGivenUp,
      result(result) {
        if (state.mappings.get(uuid)?.lastResult === result) return;
        record({ kind: "lambda.mapping-result", uuid, result, atMs: clock.nowMs() });
      },
    };
    const poller = settings.stream === undefined ? createSqsPoller(parts) : createStreamPoller(parts);
    pollers.set(uuid, poller);
    poller.wake();
  }

  function positionOf(uuid: string): Position {
    const position = positions.get(uuid) ?? { since: undefined };
    positions.set(uuid, position);
    return position;
  }

  function noteGivenUp({ fn, requestId, condition, to, problem }: GivenUp): void {
    const at = { functionArn: fn.arn, atMs: clock.nowMs(), requestId, condition };
    if (to === undefined || problem !== undefined)
      record({ kind: "lambda.lost", reason: problem ?? "no destination", ...at });
    else record({ kind: "lambda.told", to, as: "destination", ...at });
  }

  function stop(uuid: string): void {
    pollers.get(uuid)?.stop();
    pollers.delete(uuid);
  }

  return {
    changed,
    stirred(sourceArn) {
      for (const [uuid, poller] of pollers)
        if (state.mappings.get(uuid)?.sourceArn === sourceArn) poller.wake();
    },
  };
}
