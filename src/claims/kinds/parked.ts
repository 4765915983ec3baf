// Claim parked: consumers received the order exactly N times at its source, then it lay in the dead letter queue, and it had
// taken no effect before a redrive began. The receives are the consumers' own lines: the queue's counter counts the move too
// (DLQ-01, DLQ-03).
import { concerns, HOLDS, type Judgement, rulePerOrder, unknownBecause, unprovenAbsence } from "../ruling.ts";
import { numberArg, ordersArg, textArg } from "../args.ts";
import type { ClaimType } from "../claim.ts";
import type { OrderFacts, Sighting } from "../facts.ts";
import { isReceive, redriveSeq, sendSeqs } from "../sightings.ts";
import type { World } from "../world.ts";

export const parkedType: ClaimType = {
  name: "parked",
  open(args) {
    ordersArg(args);
    const dlq = textArg(args, "in");
    const afterReceives = numberArg(args, "afterReceives");
    return {
      ruling: (world) => rulePerOrder(args, world, (facts) => judge(facts, dlq, afterReceives, world)),
      signSeen: (order, world) =>
        !concerns(args.order, order) ||
        world.orders.get(order)?.sightings.some((one) => one.hop === dlq) === true,
    };
  },
};

function judge(facts: OrderFacts, dlq: string, afterReceives: number, world: World): Judgement {
  if (world.system === undefined) return unknownBecause("the journal does not describe the system");
  const beforeSeq = redriveSeq(world, dlq, facts);
  const inDlq = facts.sightings.find((one) => one.hop === dlq);
  const receives = receivesAtSource(facts, dlq, beforeSeq, inDlq, world);
  const evidence = receives.map((one) => one.seq);
  const expected = `in ${dlq} after ${afterReceives} receives, without effect`;
  const effect = facts.effects.find((one) => !one.deduplicated && one.seq < beforeSeq);
  if (effect !== undefined) {
    const seen = `it took effect: ${effect.step} in ${effect.sink}`;
    return { outcome: "violated", finding: { expected, seen, evidence: [...evidence, effect.seq] } };
  }
  // A receive whose line was lost with its worker still counts: the next one's number tells.
  const highest = Math.max(receives.length, ...receives.map((one) => one.receives));
  if (highest > afterReceives) {
    return { outcome: "violated", finding: { expected, seen: `${highest} receives`, evidence } };
  }
  if (inDlq === undefined) return absent(facts, dlq, receives, expected, world);
  if (receives.length < afterReceives) {
    return unknownBecause(
      `${facts.id} lies in ${dlq}, but only ${receives.length} of ${afterReceives} receives were seen`,
    );
  }
  const silent = sourcesOf(facts, dlq, world).map((hop) => unprovenAbsence(facts, hop, world));
  const unproven = silent.find((why) => why !== undefined);
  return unproven === undefined ? HOLDS : unknownBecause(`no further receive was seen, but ${unproven}`);
}

function absent(
  facts: OrderFacts,
  dlq: string,
  receives: readonly Sighting[],
  expected: string,
  world: World,
): Judgement {
  const unproven = unprovenAbsence(facts, dlq, world);
  if (unproven !== undefined) return unknownBecause(`${facts.id} was not seen in ${dlq}, but ${unproven}`);
  const evidence = [...sendSeqs(facts), ...receives.map((one) => one.seq)];
  const seen = `never in ${dlq}`;
  return {
    outcome: "violated",
    finding: { expected, seen, nearest: `${receives.length} receives by its consumers`, evidence },
  };
}

/** The queue whose dlq is `dlq`, else every hop where a consumer received the order. */
function sourcesOf(facts: OrderFacts, dlq: string, world: World): readonly string[] {
  const described = (world.system?.hops ?? []).filter((hop) => hop.dlq === dlq).map((hop) => hop.hop);
  if (described.length > 0) return described;
  return [
    ...new Set(facts.sightings.filter((one) => isReceive(one) && one.hop !== dlq).map((one) => one.hop)),
  ];
}

function receivesAtSource(
  facts: OrderFacts,
  dlq: string,
  beforeSeq: number,
  inDlq: Sighting | undefined,
  world: World,
): readonly Sighting[] {
  const sources = new Set(sourcesOf(facts, dlq, world));
  const all = facts.sightings.filter((one) => sources.has(one.hop) && isReceive(one) && one.seq < beforeSeq);
  // A move keeps the MessageId (DLQ-03): of an order that was sent twice, only the parked message's receives count. Where no queue
  // is described as the source, a receive anywhere is one more.
  if (!world.isDlq(dlq)) return all;
  const ofParked = all.filter((one) => one.messageId === inDlq?.messageId);
  return ofParked.length > 0 ? ofParked : all;
}
