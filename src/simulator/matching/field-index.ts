// Room simulator/matching: many rules' conditions on one path, arranged so that a value finds those it meets without trying each:
// plain values by look-up, numeric thresholds in order, the rest one by one.
import type { Condition, NumericRange, Scalar } from "./condition.ts";
import { FIVE_BILLION, isComparable } from "./number.ts";
import { isPlain, valueTest, type ValueTest } from "./value-test.ts";

/** What follows for a rule whose condition is met. */
export interface Follower<Next> {
  readonly conditions: readonly Condition[];
  readonly next: Next;
}

/** Takes the first `count` of a list: thousands follow from one value, so they are handed over together. */
export type Found<Next> = (list: readonly Next[], count: number) => void;

export interface FieldIndex<Next> {
  /** Hands over what follows from the value; the same more than once where several conditions are met. */
  readonly meet: (value: Scalar, found: Found<Next>) => void;
  /** What follows where the path names no value. */
  readonly absent: readonly Next[];
}

/** Ranges without a top, by rising bottom: those that a number is in are the first so many. */
interface Rising<Next> {
  readonly bottoms: readonly Bottom[];
  readonly next: readonly Next[];
}

type Bottom = Pick<NumericRange, "low" | "lowOpen">;

interface Tested<Next> {
  readonly test: ValueTest;
  readonly next: readonly Next[];
}

export function fieldIndexOf<Next>(followers: readonly Follower<Next>[]): FieldIndex<Next> {
  const plain = new Map<Scalar, Next[]>();
  const floors: { readonly range: NumericRange; readonly next: Next }[] = [];
  const tested: Tested<Next>[] = [];
  const absent: Next[] = [];
  for (const { conditions, next } of followers) {
    for (const condition of conditions) {
      if (isPlain(condition)) addTo(plain, condition.value, next);
      else if (isFloor(condition)) floors.push({ range: condition.range, next });
      else if (condition.op === "absent") absent.push(next);
      else tested.push({ test: valueTest([condition]), next: [next] });
    }
  }
  const rising = risingOf(floors);
  return {
    absent,
    meet(value, found) {
      const same = plain.get(value);
      if (same !== undefined) found(same, same.length);
      if (typeof value === "number" && floors.length > 0 && isComparable(value))
        found(rising.next, countBelow(rising.bottoms, value));
      for (const { test, next } of tested) if (test(value)) found(next, 1);
    },
  };
}

function addTo<Next>(plain: Map<Scalar, Next[]>, value: Scalar, next: Next): void {
  const list = plain.get(value) ?? [];
  list.push(next);
  plain.set(value, list);
}

function isFloor(condition: Condition): condition is Condition & { readonly op: "numeric" } {
  return (
    condition.op === "numeric" && condition.range.high === FIVE_BILLION.value && !condition.range.highOpen
  );
}

/** At one bottom, those that it belongs to stand before those that it does not. */
function risingOf<Next>(
  floors: readonly { readonly range: NumericRange; readonly next: Next }[],
): Rising<Next> {
  const sorted = floors.toSorted(
    (a, b) => a.range.low - b.range.low || Number(a.range.lowOpen) - Number(b.range.lowOpen),
  );
  return { bottoms: sorted.map(({ range }) => range), next: sorted.map(({ next }) => next) };
}

function countBelow(bottoms: readonly Bottom[], value: number): number {
  let from = 0;
  let to = bottoms.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const bottom = bottoms[middle];
    const isMet = bottom !== undefined && (bottom.lowOpen ? bottom.low < value : bottom.low <= value);
    if (isMet) from = middle + 1;
    else to = middle;
  }
  return from;
}
