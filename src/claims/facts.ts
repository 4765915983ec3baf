// Room claims: what the journal tells of one order, in the order of learning.
import type { Position } from "../journal/line.ts";

/** A call by which drive tried to bring the order in; redrives are not among them. */
export interface Sending {
  readonly hop: string | undefined;
  readonly invokedSeq: number;
  readonly invokedAtMs: number;
  readonly state: "open" | "ok" | "failed" | "unknown";
  readonly endedSeq: number;
}

/** A sighting at a queue or another hop. */
export interface Sighting {
  readonly hop: string;
  readonly seq: number;
  readonly by: "consumer" | "probe" | "log" | "other";
  readonly messageId: string;
  readonly receives: number;
  readonly bodySha: string;
}

export interface Departure {
  readonly hop: string;
  readonly seq: number;
  readonly messageId: string;
}

export interface Effect {
  readonly sink: string;
  readonly step: string;
  readonly seq: number;
  readonly atMs: number;
  readonly requestId: string;
  readonly deduplicated: boolean;
  readonly at: Position | undefined;
}

export interface OrderFacts {
  readonly id: string;
  readonly sendings: Sending[];
  readonly sightings: Sighting[];
  readonly departures: Departure[];
  readonly effects: Effect[];
  groupId: string | undefined;
  /** The body as first seen; undefined while unseen, null where its blob is missing. */
  body: string | null | undefined;
}

export function newOrderFacts(id: string): OrderFacts {
  return {
    id,
    sendings: [],
    sightings: [],
    departures: [],
    effects: [],
    groupId: undefined,
    body: undefined,
  };
}

/** Whether some sending was acknowledged: only then may the order be called lost. */
export function isAccepted(facts: OrderFacts): boolean {
  return facts.sendings.some((sending) => sending.state === "ok");
}

/** Whether a sending may or may not have arrived, and none surely did. */
export function isInDoubt(facts: OrderFacts): boolean {
  return (
    !isAccepted(facts) &&
    facts.sendings.some((sending) => sending.state === "unknown" || sending.state === "open")
  );
}

/** The last hop the order was seen at, as a reader wants it: `InventoryQueue, receive 3`. */
export function lastHopOf(facts: OrderFacts): string | undefined {
  const sighting = facts.sightings.at(-1);
  const effect = facts.effects.at(-1);
  if (effect !== undefined && effect.seq > (sighting?.seq ?? 0)) return `${effect.sink}, ${effect.step}`;
  if (sighting !== undefined) {
    return sighting.receives > 0 ? `${sighting.hop}, receive ${sighting.receives}` : sighting.hop;
  }
  const sending = facts.sendings.at(-1);
  return sending?.hop === undefined ? undefined : `${sending.hop}, sent`;
}
