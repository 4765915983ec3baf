// Claim redriven: after the redrive the order was received at its queue as a new message (MOV-08) with the same body, and is
// gone from the dead letter queue.
import { ordersArg, textArg } from "../args.ts";
import type { ClaimType } from "../claim.ts";
import type { OrderFacts, Sighting } from "../facts.ts";
import { concerns, HOLDS, type Judgement, rulePerOrder, unknownBecause, unprovenAbsence } from "../ruling.ts";
import { redriveSeq } from "../sightings.ts";
import type { World } from "../world.ts";

interface Redriven {
  readonly from: string;
  readonly to: string;
  readonly mayChange: boolean;
}

export const redrivenType: ClaimType = {
  name: "redriven",
  open(args) {
    ordersArg(args);
    const want = { from: textArg(args, "from"), to: textArg(args, "to"), mayChange: args.body === "changed" };
    return {
      ruling: (world) => rulePerOrder(args, world, (facts) => judge(facts, want, world)),
      signSeen: (order, world) => {
        const facts = world.orders.get(order);
        if (!concerns(args.order, order) || facts === undefined) return true;
        return arrivalOf(facts, want, redriveSeq(world, want.from)) !== undefined;
      },
    };
  },
};

function judge(facts: OrderFacts, want: Redriven, world: World): Judgement {
  const afterSeq = redriveSeq(world, want.from);
  if (afterSeq === Number.POSITIVE_INFINITY) return unknownBecause(`${want.from} was not redriven`);
  const parked = facts.sightings.find((one) => one.hop === want.from);
  if (parked === undefined) return unknownBecause(`${facts.id} was never seen in ${want.from}`);
  const expected = `gone from ${want.from} and received at ${want.to} with the same body`;
  const arrival = arrivalOf(facts, want, afterSeq);
  if (arrival === undefined) return notArrived(facts, want, parked, afterSeq, world);
  if (!want.mayChange && arrival.bodySha !== parked.bodySha) {
    const seen = `received with another body (sha256 ${arrival.bodySha.slice(0, 12)}, was ${parked.bodySha.slice(0, 12)})`;
    return { outcome: "violated", finding: { expected, seen, evidence: [parked.seq, arrival.seq] } };
  }
  return leftOf(facts, want, expected, [parked.seq, arrival.seq], world);
}

function leftOf(
  facts: OrderFacts,
  want: Redriven,
  expected: string,
  evidence: number[],
  world: World,
): Judgement {
  const last = facts.sightings.findLast((one) => one.hop === want.from);
  const gone = facts.departures.findLast((one) => one.hop === want.from);
  if (gone !== undefined && last !== undefined && gone.seq > last.seq) return HOLDS;
  const unproven = unprovenAbsence(facts, want.from, world);
  const depth = world.depths.get(want.from);
  if (unproven !== undefined) return unknownBecause(`it was not seen to leave ${want.from}, and ${unproven}`);
  if (depth === undefined || depth.data.visible + depth.data.inflight === 0) {
    return unknownBecause(`${facts.id} was not seen to leave ${want.from}, which is empty`);
  }
  const seen = `still in ${want.from}`;
  return { outcome: "violated", finding: { expected, seen, evidence: [...evidence, depth.seq] } };
}

/** Under another MessageId, or under the same one once it was gone from the dead letter queue. */
function arrivalOf(facts: OrderFacts, want: Redriven, afterSeq: number): Sighting | undefined {
  const parkedIds = new Set(
    facts.sightings.filter((one) => one.hop === want.from).map((one) => one.messageId),
  );
  return facts.sightings.find((one) => {
    if (one.hop !== want.to || one.seq < afterSeq) return false;
    if (!parkedIds.has(one.messageId)) return true;
    return facts.departures.some((gone) => gone.hop === want.from && gone.seq < one.seq);
  });
}

function notArrived(
  facts: OrderFacts,
  want: Redriven,
  parked: Sighting,
  afterSeq: number,
  world: World,
): Judgement {
  const unproven = unprovenAbsence(facts, want.to, world);
  if (unproven !== undefined)
    return unknownBecause(`${facts.id} was not received at ${want.to} again, but ${unproven}`);
  const gone = facts.departures.find((one) => one.hop === want.from && one.seq > afterSeq);
  return {
    outcome: "violated",
    finding: {
      expected: `received at ${want.to} after the redrive`,
      seen:
        gone === undefined
          ? `still in ${want.from}`
          : `gone from ${want.from} and never received: lost on the way`,
      evidence: gone === undefined ? [parked.seq, afterSeq] : [parked.seq, afterSeq, gone.seq],
    },
  };
}
