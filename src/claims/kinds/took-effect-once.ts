// Claim tookEffectOnce: each step took effect exactly once in every sink that names it. Answers from the provider's memory of
// a key are no effects (E2E-02): deliveries may repeat, effects may not.
import { listArg, ordersArg } from "../args.ts";
import type { ClaimType } from "../claim.ts";
import type { Effect, OrderFacts } from "../facts.ts";
import {
  concerns,
  HOLDS,
  type Judgement,
  rulePerOrder,
  unknown,
  unknownBecause,
  unprovenAbsence,
} from "../ruling.ts";
import { hopsSeen, sendSeqs } from "../sightings.ts";
import type { World } from "../world.ts";

interface Cell {
  readonly sink: string;
  readonly step: string;
}

export const tookEffectOnceType: ClaimType = {
  name: "tookEffectOnce",
  open(args) {
    ordersArg(args);
    const steps = listArg(args, "steps");
    const sinks = listArg(args, "sinks");
    return {
      ruling(world) {
        const cells = cellsOf(world, steps, sinks);
        if (typeof cells === "string") return unknown(cells);
        return rulePerOrder(args, world, (facts) => judge(facts, cells, world));
      },
      signSeen(order, world) {
        const facts = world.orders.get(order);
        const cells = cellsOf(world, steps, sinks);
        if (!concerns(args.order, order) || facts === undefined || typeof cells === "string") return true;
        return cells.every((cell) => effectsIn(facts, cell).length > 0);
      },
    };
  },
};

/** Sink and step of every effect that is expected, or why that cannot be told. */
function cellsOf(
  world: World,
  steps: readonly string[] | undefined,
  sinks: readonly string[] | undefined,
): Cell[] | string {
  if (world.system === undefined) return "the journal does not describe the system";
  const asked = world.system.sinks.filter((sink) => sinks === undefined || sinks.includes(sink.sink));
  const missing = sinks?.find((name) => !asked.some((sink) => sink.sink === name));
  if (missing !== undefined) return `the system has no sink ${missing}`;
  const known = [...new Set(asked.flatMap((sink) => sink.steps))];
  if (steps === undefined && known.length > 1)
    return `the sinks have the steps ${known.join(", ")}: say which`;
  const wanted = steps ?? known;
  const strange = wanted.find((step) => !known.includes(step));
  if (strange !== undefined) return `no sink names the step ${strange}`;
  if (wanted.length === 0) return "the system has no sinks";
  return asked.flatMap((sink) =>
    wanted.filter((step) => sink.steps.includes(step)).map((step) => ({ sink: sink.sink, step })),
  );
}

function effectsIn(facts: OrderFacts, cell: Cell): readonly Effect[] {
  return facts.effects.filter((one) => one.sink === cell.sink && one.step === cell.step && !one.deduplicated);
}

function judge(facts: OrderFacts, cells: readonly Cell[], world: World): Judgement {
  const seen = cells.map((cell) => ({ cell, effects: effectsIn(facts, cell) }));
  const doubled = seen.find((one) => one.effects.length > 1);
  if (doubled !== undefined) {
    const ids = doubled.effects.map((one) => one.requestId).join(", ");
    return {
      outcome: "violated",
      finding: {
        expected: `${doubled.cell.step} once in ${doubled.cell.sink}`,
        seen: `${doubled.effects.length} times, by the requests ${ids}`,
        evidence: doubled.effects.map((one) => one.seq),
      },
    };
  }
  const missing = seen.find((one) => one.effects.length === 0);
  const rests = missing === undefined ? cells : [missing.cell];
  const unproven = rests
    .map(({ sink }) => unprovenAbsence(facts, sink, world))
    .find((why) => why !== undefined);
  if (missing === undefined) {
    return unproven === undefined
      ? HOLDS
      : unknownBecause(`no second effect of ${facts.id} was seen, but ${unproven}`);
  }
  if (unproven !== undefined)
    return unknownBecause(`${facts.id} has no ${missing.cell.step}, but ${unproven}`);
  return {
    outcome: "violated",
    finding: {
      expected: `${missing.cell.step} once in ${missing.cell.sink}`,
      seen: "no such effect",
      nearest: hopsSeen(facts),
      evidence: sendSeqs(facts),
    },
  };
}
