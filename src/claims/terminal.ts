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
  if (facts.sightings.length + facts.effects.length === 0) return "lost";
  const queued = facts.sightings.filter((one) => one.messageId !== "");
  if (queued.some((one) => !isSettled(one, facts, world))) return "flying";
  const dead = queued.filter((one) => world.isDlq(one.hop) && !isGoneFromDlq(one, facts));
  if (isParkedTwice(dead)) return "parked-twice";
  if (folds.some((fold) => fold.signSeen?.(facts.id, world) === false)) return "unfinished";
  return dead.length > 0 ? "dead" : "done";
}

/** Two of its messages in one dead letter queue; one in each of two branches is one end of each branch. */
function isParkedTwice(dead: readonly Sighting[]): boolean {
  return dead.some((one) => dead.some((other) => other.hop === one.hop && other.messageId !== one.messageId));
}

/** A dead letter queue is where a message may rest. */
function isSettled(seen: Sighting, facts: OrderFacts, world: World): boolean {
  if (world.isDlq(seen.hop)) return true;
  const dlq = world.dlqOf(seen.hop);
  if (isGone(seen, facts, dlq)) return true;
  return dlq !== undefined && facts.sightings.some((one) => one.hop === dlq && isParked(seen, one, facts));
}

/**
 * Gone there, and not come back from the dead letter queue under the same id since. Whether the departure or the sighting was learned
 * first says nothing: two workers may have received it, and the one's line comes after the other's deletion.
 */
function isGone(seen: Sighting, facts: OrderFacts, dlq: string | undefined): boolean {
  const { messageId, hop, seq } = seen;
  const backSeq =
    facts.departures.findLast((one) => one.hop === dlq && one.messageId === messageId && one.seq < seq)
      ?.seq ?? 0;
  return facts.departures.some((one) => one.hop === hop && one.messageId === messageId && one.seq > backSeq);
}

/** A move keeps the MessageId (DLQ-03); an id that never was in the queue is of a message that its worker put there. */
function isParked(seen: Sighting, inDlq: Sighting, facts: OrderFacts): boolean {
  if (inDlq.seq < seen.seq) return false;
  if (inDlq.messageId === seen.messageId) return true;
  return !facts.sightings.some((one) => one.hop === seen.hop && one.messageId === inDlq.messageId);
}

function isGoneFromDlq(seen: Sighting, facts: OrderFacts): boolean {
  return facts.departures.some(
    (one) => one.hop === seen.hop && one.messageId === seen.messageId && one.seq > seen.seq,
  );
}
