// What stands in the order of a number: whatever the order in which it was pushed, and whatever was taken off before, it is read least
// first, and of equal ones the older.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Ranked } from "./ranked.ts";

interface Item {
  readonly key: number;
  readonly order: number;
}

const openRanked = () =>
  new Ranked<Item>({ keyOf: ({ key }) => key, isBefore: (one, other) => one.order < other.order });

const inOrder = (items: readonly Item[]) =>
  items.toSorted((one, other) => one.key - other.key || one.order - other.order);

/** Mostly rising, as messages come: by so much before or after the one that came before. */
const steps = fc.array(
  fc.oneof(
    { arbitrary: fc.constant(1), weight: 6 },
    { arbitrary: fc.integer({ min: -30, max: 30 }), weight: 2 },
    { arbitrary: fc.constant("take" as const), weight: 2 },
  ),
  { maxLength: 80 },
);

test("read in order, it is sorted, and reading takes nothing out", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const ranked = openRanked();
      let left: Item[] = [];
      let key = 0;
      for (const [order, step] of all.entries()) {
        if (step === "take") {
          ranked.shift();
          left = left.slice(1);
        } else {
          key += step;
          ranked.push({ key, order });
          left = inOrder([...left, { key, order }]);
        }
        expect(ranked.first).toEqual(left[0]);
        expect([...ranked.inOrder()]).toEqual(left);
        expect(ranked.length).toBe(left.length);
      }
    }),
  );
});
