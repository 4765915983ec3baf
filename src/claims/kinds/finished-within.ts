// Claim finishedWithin: from the first send to the last effect, on the journal's one clock. An effect is learned up to one
// period of its probe late, so a time over the limit by less than that is unknown.
import { numberArg, ordersArg } from "../args.ts";
import type { ClaimType } from "../claim.ts";
import type { OrderFacts } from "../facts.ts";
import { concerns, HOLDS, type Judgement, rulePerOrder, unknownBecause, unprovenAbsence } from "../ruling.ts";
import { hopsSeen, sendSeqs } from "../sightings.ts";
import type { World } from "../world.ts";

export const finishedWithinType: ClaimType = {
  name: "finishedWithin",
  open(args) {
    ordersArg(args);
    const limitMs = numberArg(args, "ms");
    return {
      ruling: (world) => rulePerOrder(args, world, (facts) => judge(facts, limitMs, world)),
      signSeen: (order, world) =>
        !concerns(args.order, order) || (world.orders.get(order)?.effects.length ?? 0) > 0,
    };
  },
};

function judge(facts: OrderFacts, limitMs: number, world: World): Judgement {
  const expected = `its last effect within ${limitMs} ms of its first send`;
  const last = facts.effects.findLast((effect) => !effect.deduplicated);
  // A send that was refused was no order of the system's yet.
  const sent = facts.sendings.find((sending) => sending.state !== "failed") ?? facts.sendings[0];
  if (sent === undefined) return unknownBecause(`${facts.id} was never sent`);
  if (last === undefined) return neverFinished(facts, expected, world);
  const tookMs = last.atMs - sent.invokedAtMs;
  const lateMs = world.probes.everyMsAt(last.sink);
  if (tookMs > limitMs + lateMs) {
    return {
      outcome: "violated",
      finding: { expected, seen: `after ${tookMs} ms`, evidence: [sent.invokedSeq, last.seq] },
    };
  }
  if (tookMs > limitMs) {
    return unknownBecause(
      `${facts.id} took ${tookMs} ms at most, learned up to ${lateMs} ms late: too near the limit`,
    );
  }
  const unproven = unprovenAbsence(facts, last.sink, world);
  return unproven === undefined
    ? HOLDS
    : unknownBecause(`no later effect of ${facts.id} was seen, but ${unproven}`);
}

function neverFinished(facts: OrderFacts, expected: string, world: World): Judgement {
  const sinks = world.system?.sinks ?? [];
  if (sinks.length === 0) return unknownBecause("the journal describes no sink");
  const unproven = sinks
    .map((sink) => unprovenAbsence(facts, sink.sink, world))
    .find((why) => why !== undefined);
  if (unproven !== undefined) return unknownBecause(`${facts.id} took no effect, but ${unproven}`);
  const evidence = sendSeqs(facts);
  return {
    outcome: "violated",
    finding: { expected, seen: "no effect", nearest: hopsSeen(facts), evidence },
  };
}
