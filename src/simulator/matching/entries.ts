// Room simulator/matching: the thorough way: every value that a path names, with the array elements it stands in. Without recursion,
// so the depth of an event does not matter.
import { isScalar, type Scalar } from "./condition.ts";

/** In element `index` of the array at `array`, for each array on the way down, outermost first. */
export type Membership = readonly Seat[];

export interface Seat {
  readonly array: string;
  readonly index: number;
}

export interface Entry {
  readonly value: Scalar;
  readonly membership: Membership;
}

/** Deeper arrays are not looked into: AWS's reader takes no document of more levels (Jackson, StreamReadConstraints). */
const MAX_LEVELS = 1_000;

interface Visit {
  readonly node: unknown;
  /** How much of the path is used up. */
  readonly from: number;
  /** Where the node stands in the event: the arrays' names. */
  readonly place: string;
  readonly chair: Chair | undefined;
}

interface Chair {
  readonly seat: Seat;
  readonly outer: Chair | undefined;
  readonly level: number;
}

/** All entries of the path. */
export function entriesAt(path: string, event: object): readonly Entry[] {
  const entries: Entry[] = [];
  const visits: Visit[] = [{ node: event, from: 0, place: "", chair: undefined }];
  for (let visit = visits.pop(); visit !== undefined; visit = visits.pop()) {
    const { node, from, chair } = visit;
    if (isScalar(node)) {
      if (from > path.length) entries.push({ value: node, membership: membershipOf(chair) });
    } else if (Array.isArray(node)) {
      pushElements(visits, node, visit);
    } else if (typeof node === "object" && node !== null && from <= path.length) {
      pushMembers(visits, node, path, visit);
    }
  }
  return entries;
}

/** A scalar element belongs to the array as a whole; only what has parts of its own takes a seat. */
function pushElements(visits: Visit[], elements: readonly unknown[], { from, place, chair }: Visit): void {
  const level = (chair?.level ?? 0) + 1;
  if (level > MAX_LEVELS) return;
  for (const [index, node] of elements.entries()) {
    if (isScalar(node)) visits.push({ node, from, place, chair });
    else {
      const seated = { seat: { array: place, index }, outer: chair, level };
      visits.push({ node, from, place: `${place}\u0000${index}`, chair: seated });
    }
  }
}

function pushMembers(visits: Visit[], node: object, path: string, { from, place, chair }: Visit): void {
  for (const [name, child] of Object.entries(node)) {
    const end = from + name.length;
    const isNext = path.startsWith(name, from) && (end === path.length || path[end] === ".");
    if (isNext) visits.push({ node: child, from: end + 1, place: `${place}\u0001${name}`, chair });
  }
}

function membershipOf(chair: Chair | undefined): Membership {
  const seats: Seat[] = [];
  for (let at = chair; at !== undefined; at = at.outer) seats.push(at.seat);
  return seats.toReversed();
}
