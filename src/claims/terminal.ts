// Room claims: when an order is terminal (CONTRACTS 9): each of its messages seen at a queue is gone there or was later seen in
// that queue's dead letter queue, and every declared claim's expected sign of it was seen. An order seen at no hop is not
// terminal, and a depth of zero does not make a message gone.
import type { Fold } from "./claim.ts";
import type { OrderFacts, Sighting } from "./facts.ts";
import type { World } from "./world.ts";

/** What became of an order: `done` and `dead` are terminal. */
export type Fate = "done" | "dead" | "lost" | "unfinished" | "flying" | "parked-twice";

/** The fate of an accepted order as far as the journal tells. */
export function fateOf(facts: OrderFacts, world: World, folds: readonly Fold[]): Fate {
  if (facts.sightings.length === 0) return "lost";
  const queued = facts.sightings.filter((one) => one.messageId !== "");
  if (queued.some((one) => !isSettled(one, facts, world))) return "flying";
  const dead = queued.filter((one) => world.isDlq(one.hop) && !isGone(one, facts));
  if (new Set(dead.map((one) => `${one.hop} ${one.messageId}`)).size > 1) return "parked-twice";
  if (folds.some((fold) => fold.signSeen?.(facts.id, world) === false)) return "unfinished";
  return dead.length > 0 ? "dead" : "done";
}

/** A dead letter queue is where a message may rest. */
function isSettled(seen: Sighting, facts: OrderFacts, world: World): boolean {
  if (world.isDlq(seen.hop) || isGone(seen, facts)) return true;
  const dlq = world.dlqOf(seen.hop);
  return dlq !== undefined && facts.sightings.some((one) => one.hop === dlq && one.seq > seen.seq);
}

function isGone(seen: Sighting, facts: OrderFacts): boolean {
  return facts.departures.some((one) => one.hop === seen.hop && one.messageId === seen.messageId);
}
