// Room simulator/matching: array consistency (EB-14, SNS-11): what matches inside an array of objects must match in one element. As
// AWS does, paths are taken in their sort order, and `exists: false` looks at the elements chosen by the paths before it.
import { entriesAt, type Entry, type Membership } from "./entries.ts";
import { MatchBudgetError } from "./errors.ts";
import type { Leaf } from "./leaf.ts";

/** What one event may cost; an event of 256 KB that is not made to hurt stays far below. */
const MAX_STEPS = 5_000_000;

interface Column {
  readonly leaf: Leaf;
  readonly entries: readonly Entry[];
  readonly arrays: ReadonlySet<string>;
}

interface Seats {
  readonly byIndex: ReadonlyMap<number, readonly Entry[]>;
  readonly elsewhere: readonly Entry[];
}

/** Whether all leaves match with one consistent choice of array elements. */
export function matchesConsistently(leaves: readonly Leaf[], event: object): boolean {
  const columns = leaves.toSorted(byPath).map((leaf) => columnOf(leaf, event));
  let states: readonly Membership[] = [[]];
  let steps = 0;
  for (const [at, column] of columns.entries()) {
    const needed = arraysOf(columns.slice(at + 1));
    const seatsOf = seatFinder(column);
    const next = new Map<string, Membership>();
    for (const state of states) {
      const candidates = candidatesFor(state, column, seatsOf);
      steps += candidates.length + 1;
      if (steps > MAX_STEPS) throw new MatchBudgetError(MAX_STEPS);
      for (const one of choices(state, column, candidates)) {
        const kept = one.filter((seat) => needed.has(seat.array));
        next.set(kept.map((seat) => `${seat.array}\u0002${seat.index}`).join("\u0003"), kept);
      }
    }
    if (next.size === 0) return false;
    states = [...next.values()];
  }
  return true;
}

/** UTF-16 order, which is Java's. */
function byPath(a: Leaf, b: Leaf): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}

function columnOf(leaf: Leaf, event: object): Column {
  const entries = entriesAt(leaf.path, event);
  const arrays = new Set(entries.flatMap((entry) => entry.membership.map((seat) => seat.array)));
  return { leaf, entries, arrays };
}

function arraysOf(columns: readonly Column[]): ReadonlySet<string> {
  return new Set(columns.flatMap((column) => [...column.arrays]));
}

/** The entries that can agree with a state, by the innermost array they share with it. */
function candidatesFor(
  state: Membership,
  { entries, arrays }: Column,
  seatsOf: (array: string) => Seats,
): readonly Entry[] {
  const shared = state.findLast((seat) => arrays.has(seat.array));
  if (shared === undefined) return entries;
  const { byIndex, elsewhere } = seatsOf(shared.array);
  const seated = byIndex.get(shared.index) ?? [];
  return elsewhere.length === 0 ? seated : [...seated, ...elsewhere];
}

function seatFinder({ entries }: Column): (array: string) => Seats {
  const known = new Map<string, Seats>();
  return (array) => {
    const seats = known.get(array) ?? seatsIn(array, entries);
    known.set(array, seats);
    return seats;
  };
}

function seatsIn(array: string, entries: readonly Entry[]): Seats {
  const byIndex = new Map<number, Entry[]>();
  const elsewhere: Entry[] = [];
  for (const entry of entries) {
    const seat = entry.membership.find((one) => one.array === array);
    const group = seat === undefined ? elsewhere : (byIndex.get(seat.index) ?? []);
    group.push(entry);
    if (seat !== undefined) byIndex.set(seat.index, group);
  }
  return { byIndex, elsewhere };
}

/** The states that the column allows after this one. */
function choices(state: Membership, { leaf }: Column, candidates: readonly Entry[]): readonly Membership[] {
  const agreeing = candidates
    .map((entry) => ({ entry, joined: join(state, entry.membership) }))
    .filter((one) => one.joined !== undefined);
  if (leaf.absent && agreeing.length === 0) return [state];
  return agreeing
    .filter((one) => leaf.test(one.entry.value))
    .map((one) => one.joined)
    .filter((joined) => joined !== undefined);
}

/** Both memberships together, or undefined where they sit in two elements of one array. */
function join(state: Membership, more: Membership): Membership | undefined {
  const added = more.filter((seat) => !state.some((one) => one.array === seat.array));
  const isTorn = more.some((seat) =>
    state.some((one) => one.array === seat.array && one.index !== seat.index),
  );
  if (isTorn) return undefined;
  return added.length === 0 ? state : [...state, ...added];
}
