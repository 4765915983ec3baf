// Claims routed and reachedOnly: an order was seen at every hop it should reach, and at no other of a set.
import type { JsonObject } from "../../journal/line.ts";
import { ClaimArgsError, listArg, ordersArg } from "../args.ts";
import type { ClaimType, Fold } from "../claim.ts";
import type { OrderFacts } from "../facts.ts";
import { concerns, HOLDS, type Judgement, rulePerOrder, unknownBecause, unprovenAbsence } from "../ruling.ts";
import { anySightingAt, firstSeenAt, hopsSeen, sendSeqs } from "../sightings.ts";
import type { World } from "../world.ts";

export const routedType: ClaimType = {
  name: "routed",
  open: (args) => fold(args, hopsArg(args, "to"), []),
};

export const reachedOnlyType: ClaimType = {
  name: "reachedOnly",
  open(args) {
    const to = hopsArg(args, "to", { orNone: true });
    return fold(
      args,
      to,
      hopsArg(args, "among").filter((hop) => !to.includes(hop)),
    );
  },
};

/** Hops that a claim must name: one that names none claims nothing and would always hold. */
function hopsArg(args: JsonObject, name: string, { orNone = false } = {}): readonly string[] {
  const hops = listArg(args, name);
  if (hops !== undefined && (hops.length > 0 || orNone)) return hops;
  throw new ClaimArgsError(`its argument ${name} names no hop`);
}

function fold(args: JsonObject, to: readonly string[], forbidden: readonly string[]): Fold {
  ordersArg(args);
  return {
    ruling: (world) => rulePerOrder(args, world, (facts) => judge(facts, to, forbidden, world)),
    signSeen: (order, world) => {
      const facts = world.orders.get(order);
      if (!concerns(args.order, order) || facts === undefined) return true;
      return to.every((hop) => firstSeenAt(facts, hop, world) !== undefined);
    },
  };
}

function judge(
  facts: OrderFacts,
  to: readonly string[],
  forbidden: readonly string[],
  world: World,
): Judgement {
  const intruder = forbidden
    .map((hop) => anySightingAt(facts, hop))
    .find((sighting) => sighting !== undefined);
  if (intruder !== undefined) {
    const expected = to.length === 0 ? "at none of these hops" : `only at ${to.join(", ")}`;
    return {
      outcome: "violated",
      finding: { expected, seen: `at ${intruder.hop}`, evidence: [...sendSeqs(facts), intruder.seq] },
    };
  }
  const missing = to.filter((hop) => firstSeenAt(facts, hop, world) === undefined);
  const [hop] = missing;
  const silent = missing.length > 0 ? missing : forbidden;
  const unproven = silent.map((one) => unprovenAbsence(facts, one, world)).find((why) => why !== undefined);
  if (hop === undefined) return unproven === undefined ? HOLDS : unknownBecause(unproven);
  if (unproven !== undefined) return unknownBecause(`${facts.id} was not seen at ${hop}, but ${unproven}`);
  return {
    outcome: "violated",
    finding: {
      expected: `at ${to.join(", ")}`,
      seen: `never at ${missing.join(", ")}`,
      nearest: hopsSeen(facts),
      evidence: sendSeqs(facts),
    },
  };
}
