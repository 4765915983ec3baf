// Claim nothingLost: every accepted order reached exactly one terminal state (CONTRACTS 9, E2E-01). What is lost, in flight at
// the end, dead-lettered and parked twice is named apart; orders whose send is in doubt are counted apart.
import type { ClaimType, Fold } from "../claim.ts";
import { isAccepted, isInDoubt, lastHopOf, type OrderFacts } from "../facts.ts";
import { holds, unknown, violated } from "../ruling.ts";
import { hopsSeen, sendSeqs } from "../sightings.ts";
import { type Fate, fateOf } from "../terminal.ts";
import type { Finding, Ruling } from "../verdict.ts";
import type { World } from "../world.ts";

/** The other claims of the journal, whose signs make an order terminal; the judge gives them. */
export type OtherFolds = () => readonly Fold[];

/** nothingLost looks at the signs that the other claims expect. */
export function nothingLostType(others: OtherFolds): ClaimType {
  return { name: "nothingLost", open: () => ({ ruling: (world) => rule(world, others()) }) };
}

const WORDS: Record<Fate, string> = {
  done: "terminal",
  dead: "dead-lettered",
  lost: "lost",
  unfinished: "without its expected effects at the end",
  flying: "in flight at the end",
  "parked-twice": "parked twice",
};

function rule(world: World, others: readonly Fold[]): Ruling {
  if (world.system === undefined) return unknown("the journal does not describe the system");
  const sent = [...world.orders.values()].filter((facts) => facts.sendings.length > 0);
  const accepted = sent.filter(isAccepted);
  if (accepted.length === 0) return unknown("no order was accepted");
  const fates = accepted.map((facts) => ({ facts, fate: fateOf(facts, world, others) }));
  const bad = fates.filter(({ fate }) => fate !== "done" && fate !== "dead");
  const dead = fates.filter(({ fate }) => fate === "dead").length;
  const doubtful = sent.filter(isInDoubt).length;
  const counts = {
    attempted: sent.length,
    acknowledged: accepted.length,
    ok: accepted.length - bad.length,
    lost: fates.filter(({ fate }) => fate === "lost" || fate === "unfinished").length,
    duplicated: fates.filter(({ fate }) => fate === "parked-twice").length,
    recovered: accepted.filter((facts) => wasRedriven(facts, world)).length,
  };
  const apart = [
    ...(dead > 0 ? [`${dead} dead-lettered`] : []),
    ...(doubtful > 0 ? [`${doubtful} in doubt and not judged`] : []),
  ];
  const tail = apart.length > 0 ? `; ${apart.join(", ")}` : "";
  const blind = blindness(world);
  if (blind !== undefined) {
    return unknown(
      `${bad.length} of ${accepted.length} accepted orders are not terminal, but ${blind}${tail}`,
      counts,
    );
  }
  if (bad.length > 0) {
    const why = `${bad.length} of ${accepted.length} accepted orders are not terminal${tail}`;
    return violated(why, bad.slice(0, 20).map(finding), counts);
  }
  return holds(`${accepted.length} accepted orders are terminal${tail}`, counts);
}

function wasRedriven(facts: OrderFacts, world: World): boolean {
  const parked = facts.sightings.find((one) => world.isDlq(one.hop));
  return parked !== undefined && facts.effects.some((effect) => effect.seq > parked.seq);
}

/** Why silence anywhere proves nothing. */
function blindness(world: World): string | undefined {
  if (world.drain === undefined) return "the run did not drain";
  if (!world.drain.complete) return `the run did not drain (ended by ${world.drain.by})`;
  const queues = (world.system?.hops ?? []).filter((hop) => hop.type === "AWS::SQS::Queue");
  return queues
    .map((hop) => world.probes.blindAt(hop.hop, world.firstSendSeq))
    .find((why) => why !== undefined);
}

function finding({ facts, fate }: { facts: OrderFacts; fate: Fate }): Finding {
  const lastHop = lastHopOf(facts);
  return {
    order: facts.id,
    expected: "exactly one terminal state",
    seen: WORDS[fate],
    ...(lastHop === undefined ? {} : { lastHop }),
    nearest: hopsSeen(facts),
    evidence: [...sendSeqs(facts), ...facts.sightings.slice(-3).map((one) => one.seq)],
  };
}
