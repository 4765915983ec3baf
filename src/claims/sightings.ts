// Room claims: where an order was seen. At a hop with a consumer the consumer's own line counts (or the simulator's log), at one
// without any probe's (CONTRACTS 9, routed).
import type { OrderFacts, Sighting } from "./facts.ts";
import type { World } from "./world.ts";

type Seen = Pick<Sighting, "hop" | "seq">;

/** The first sighting that counts at `hop`; a sink sees what it is asked to do. */
export function firstSeenAt(facts: OrderFacts, hop: string, world: World): Seen | undefined {
  const needsConsumer = world.consumerOf(hop) !== undefined;
  const sighting = facts.sightings.find((one) => one.hop === hop && (!needsConsumer || one.by !== "probe"));
  return sighting ?? inSink(facts, hop);
}

/** The first sighting at `hop` by whomever: that it was there is proof, though its consumer never had it. */
export function anySightingAt(facts: OrderFacts, hop: string): Seen | undefined {
  return facts.sightings.find((one) => one.hop === hop) ?? inSink(facts, hop);
}

function inSink(facts: OrderFacts, hop: string): Seen | undefined {
  const effect = facts.effects.find((one) => one.sink === hop);
  return effect === undefined ? undefined : { hop, seq: effect.seq };
}

/** Where the order was seen at all, for the nearest miss. */
export function hopsSeen(facts: OrderFacts): string {
  const hops = [
    ...new Set([...facts.sightings.map((one) => one.hop), ...facts.effects.map((one) => one.sink)]),
  ];
  return hops.length === 0 ? "seen at no hop" : `seen at ${hops.join(", ")}`;
}

/** `seq` of the sends of an order: the evidence that it should have been somewhere. */
export function sendSeqs(facts: OrderFacts): number[] {
  return facts.sendings.map((sending) => sending.invokedSeq);
}

/**
 * When the redrive that may have moved this order began, as `seq`; Infinity while there was none. One that began before the order's
 * last receive on its way into the dead letter queue moved others.
 */
export function redriveSeq(world: World, dlq: string, facts: OrderFacts): number {
  const isSource = (hop: string) => (world.isDlq(dlq) ? world.dlqOf(hop) === dlq : hop !== dlq);
  const parkedSeq = facts.sightings.find((one) => one.hop === dlq)?.seq ?? 0;
  const isBefore = (one: Sighting) => isReceive(one) && isSource(one.hop) && one.seq < parkedSeq;
  const receivedSeq = facts.sightings.findLast(isBefore)?.seq ?? 0;
  const first = world.redrives.find((redrive) => redrive.hop === dlq && redrive.seq > receivedSeq);
  return first?.seq ?? Number.POSITIVE_INFINITY;
}

/** Whether a consumer received it: its own line, or the simulator's log. */
export function isReceive(sighting: Sighting): boolean {
  return sighting.by === "consumer" || sighting.by === "log";
}
