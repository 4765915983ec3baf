// Room claims: where an order was seen. At a hop with a consumer the consumer's own line counts (or the simulator's log), at one
// without any probe's (CONTRACTS 9, routed).
import type { OrderFacts, Sighting } from "./facts.ts";
import type { World } from "./world.ts";

/** The first sighting that counts at `hop`. */
export function firstSeenAt(facts: OrderFacts, hop: string, world: World): Sighting | undefined {
  const needsConsumer = world.consumerOf(hop) !== undefined;
  return facts.sightings.find(
    (sighting) => sighting.hop === hop && (!needsConsumer || sighting.by !== "probe"),
  );
}

/** Where the order was seen at all, for the nearest miss. */
export function hopsSeen(facts: OrderFacts): string {
  const hops = [...new Set(facts.sightings.map((sighting) => sighting.hop))];
  return hops.length === 0 ? "seen at no hop" : `seen at ${hops.join(", ")}`;
}

/** `seq` of the sends of an order: the evidence that it should have been somewhere. */
export function sendSeqs(facts: OrderFacts): number[] {
  return facts.sendings.map((sending) => sending.invokedSeq);
}

/** The first redrive of a dead letter queue, as `seq`; Infinity while there was none. */
export function redriveSeq(world: World, dlq: string): number {
  return world.redrives.find((redrive) => redrive.hop === dlq)?.seq ?? Number.POSITIVE_INFINITY;
}
