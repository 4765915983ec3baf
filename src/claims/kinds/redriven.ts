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
        return arrivalOf(facts, want, redriveSeq(world, want.from, facts)) !== undefined;
      },
    };
  },
};

function judge(facts: OrderFacts, want: Redriven, world: World): Judgement {
  const afterSeq = redriveSeq(world, want.from, facts);
  if (afterSeq === Number.POSITIVE_INFINITY) return unknownBecause(`${want.from} was not redriven`);
  const parked = facts.sightings.find((one) => one.hop === want.from);
  if (parked === undefined) return unknownBecause(`${facts.id} was never seen in ${want.from}`);
  const arrival = arrivalOf(facts, want, afterSeq);
  if (arrival === undefined) return notArrived(facts, want, parked, afterSeq, world);
  const left = leftOf(facts, want, parked, arrival, world);
  if (want.mayChange || arrival.bodySha === parked.bodySha) return left;
  if (parked.bodySha === "") return unknownBecause(`the body of ${facts.id} in ${want.from} was not seen`);
  const seen = `received with another body (sha256 ${arrival.bodySha.slice(0, 12)}, was ${parked.bodySha.slice(0, 12)})`;
  return violatedBy(want, seen, [parked.seq, arrival.seq]);
}

function violatedBy({ from, to }: Redriven, seen: string, evidence: readonly number[]): Judgement {
  const expected = `gone from ${from} and received at ${to} with the same body`;
  return { outcome: "violated", finding: { expected, seen, evidence } };
}

/** Each of its messages that lay there when it came back; that it may have been parked again since is no failure of the redrive. */
function leftOf(
  facts: OrderFacts,
  want: Redriven,
  parked: Sighting,
  arrival: Sighting,
  world: World,
): Judgement {
  const there = facts.sightings.filter((one) => one.hop === want.from && one.seq < arrival.seq);
  if (there.every((one) => hasLeft(facts, one))) return HOLDS;
  const unproven = unprovenAbsence(facts, want.from, world);
  const depth = world.depths.get(want.from);
  if (unproven !== undefined) return unknownBecause(`it was not seen to leave ${want.from}, and ${unproven}`);
  const count = depth === undefined ? 0 : depth.data.visible + depth.data.inflight;
  if (depth === undefined || count === 0) {
    return unknownBecause(`${facts.id} was not seen to leave ${want.from}, which is empty`);
  }
  if (count <= othersIn(want.from, facts, world)) {
    return unknownBecause(`${facts.id} was not seen to leave ${want.from}, where others lie`);
  }
  return violatedBy(want, `still in ${want.from}`, [parked.seq, arrival.seq, depth.seq]);
}

function hasLeft(facts: OrderFacts, seen: Sighting): boolean {
  return facts.departures.some(
    (gone) => gone.hop === seen.hop && gone.messageId === seen.messageId && gone.seq > seen.seq,
  );
}

/** Messages of other orders that were seen at a hop and not to leave it. */
function othersIn(hop: string, facts: OrderFacts, world: World): number {
  const ids = [...world.orders.values()]
    .filter((other) => other !== facts)
    .flatMap((other) => other.sightings.filter((one) => one.hop === hop && !hasLeft(other, one)))
    .map((one) => one.messageId);
  return new Set(ids).size;
}

/**
 * Under another MessageId, or under the same one once that was gone from the dead letter queue. A message of the order that came to
 * the queue before, and did not lie in the dead letter queue, is none that the redrive brought.
 */
function arrivalOf(facts: OrderFacts, want: Redriven, afterSeq: number): Sighting | undefined {
  return facts.sightings.find((one) => {
    if (one.hop !== want.to || one.by === "other" || one.seq < afterSeq) return false;
    const before = facts.sightings.filter(
      (other) => other.messageId === one.messageId && other.seq < one.seq,
    );
    if (!before.some((other) => other.hop === want.from)) {
      return !before.some((other) => other.hop === want.to && other.seq < afterSeq);
    }
    return facts.departures.some(
      (gone) => gone.hop === want.from && gone.messageId === one.messageId && gone.seq < one.seq,
    );
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
  return gone === undefined
    ? violatedBy(want, `still in ${want.from}`, [parked.seq, afterSeq])
    : violatedBy(want, `gone from ${want.from} and never received: lost on the way`, [
        parked.seq,
        afterSeq,
        gone.seq,
      ]);
}
