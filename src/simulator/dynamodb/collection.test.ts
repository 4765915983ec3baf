// Room simulator/dynamodb, tests: rows in their order against a plain list: what is put, replaced and taken out is found by every query and
// in one segment of every scan, page by page.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Collection, type Row, segmentOf } from "./collection.ts";
import type { RangeCondition } from "./expression/key-condition.ts";

const KEYS = { hash: { name: "h", type: "S" }, range: { name: "r", type: "N" } } as const;
const HASHES = ["a", "b", "c", "d", "e"] as const;

interface Change {
  readonly key: string;
  /** Undefined takes it out; without `r` it is in no index. */
  readonly to: { readonly h: string; readonly r: number | undefined } | undefined;
}

const change: fc.Arbitrary<Change> = fc.record({
  key: fc.constantFrom("k1", "k2", "k3", "k4", "k5", "k6"),
  to: fc.option(
    fc.record({
      h: fc.constantFrom(...HASHES),
      r: fc.option(fc.integer({ min: -2, max: 12 }), { nil: undefined }),
    }),
    { nil: undefined, freq: 3 },
  ),
});

const rowOf = ({ key, to }: Change): Row | undefined =>
  to === undefined
    ? undefined
    : { key, bytes: 1, item: { h: { S: to.h }, ...(to.r === undefined ? {} : { r: { N: String(to.r) } }) } };

function filled(changes: readonly Change[]) {
  const collection = new Collection(KEYS);
  const rows = new Map<string, Row>();
  for (const one of changes) {
    const [before, after] = [rows.get(one.key), rowOf(one)];
    if (before === undefined && after !== undefined) collection.add(after);
    if (before !== undefined && after === undefined) collection.remove(before);
    if (before !== undefined && after !== undefined) collection.replace(before, after);
    if (after === undefined) rows.delete(one.key);
    else rows.set(one.key, after);
  }
  const there = [...rows.values()].filter(({ item }) => item["r"] !== undefined);
  return { collection, there };
}

const rOf = ({ item }: Row): number => Number((item["r"] as { readonly N: string }).N); // rows that are there have one
const hOf = ({ item }: Row): string => (item["h"] as { readonly S: string }).S; // as above

const range: fc.Arbitrary<readonly [RangeCondition | undefined, (r: number) => boolean]> = fc
  .tuple(
    fc.constantFrom("=", "<", "<=", ">", ">=", "between", undefined),
    fc.integer({ min: -2, max: 12 }),
    fc.nat({ max: 5 }),
  )
  .map(([by, low, more]) => {
    if (by === undefined) return [undefined, () => true];
    if (by === "between")
      return [{ by, value: `:${low}`, high: `:${low + more}` }, (r) => r >= low && r <= low + more];
    const tests = {
      "=": (r: number) => r === low,
      "<": (r: number) => r < low,
      "<=": (r: number) => r <= low,
      ">": (r: number) => r > low,
      ">=": (r: number) => r >= low,
    };
    return [{ by, value: `:${low}` }, tests[by]];
  });
const VALUES = new Map(Array.from({ length: 30 }, (_, n) => [`:${n - 5}`, { N: String(n - 5) }]));

it("a query finds what a plain list has, in order, forward and backward, from any place on", () => {
  const parts = fc.record({
    changes: fc.array(change, { maxLength: 30 }),
    range,
    isForward: fc.boolean(),
    skip: fc.nat({ max: 4 }),
  });
  fc.assert(
    fc.property(parts, ({ changes, range: [condition, isIn], isForward, skip }) => {
      const { collection, there } = filled(changes);
      const wanted = there
        .filter((row) => hOf(row) === "a" && isIn(rOf(row)))
        .toSorted((one, other) => rOf(one) - rOf(other) || (one.key < other.key ? -1 : 1));
      const inOrder = isForward ? wanted : wanted.toReversed();
      const all = [...collection.query("a", condition, VALUES, isForward, undefined)];
      const rest = [...collection.query("a", condition, VALUES, isForward, inOrder[skip])];
      expect([all, rest]).toEqual([inOrder, inOrder[skip] === undefined ? inOrder : inOrder.slice(skip + 1)]);
    }),
    { numRuns: 500 },
  );
});

it("each row is in one segment of a scan, and a scan goes on after any row", () => {
  const parts = fc.record({
    changes: fc.array(change, { maxLength: 30 }),
    segments: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(parts, ({ changes, segments }) => {
      const { collection, there } = filled(changes);
      const found: string[] = [];
      for (let segment = 0; segment < segments; segment += 1) {
        const rows = [...collection.scan(segment, segments, undefined)];
        found.push(...rows.map(({ key }) => key));
        for (const [index, row] of rows.entries()) {
          expect(segmentOf(hOf(row), segments)).toBe(segment);
          expect([...collection.scan(segment, segments, row)]).toEqual(rows.slice(index + 1));
        }
      }
      expect([found.toSorted(), collection.count]).toEqual([
        there.map(({ key }) => key).toSorted(),
        there.length,
      ]);
    }),
    { numRuns: 500 },
  );
});
