// Room simulator/dynamodb, tests: expressions and numbers against slow, obvious ones: conditions are generated as trees, written as text
// and judged by the tree; numbers are added as whole numbers with all their zeros.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { addNumbers, compareNumbers, readNumber } from "./decimal.ts";
import { compileCondition } from "./expression/compile.ts";
import { holds } from "./expression/condition.ts";
import { compareText, type Item, type Value } from "./value.ts";

const RUNS = { numRuns: 1000 };
const ATTRIBUTES = ["a", "b", "c"] as const;

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom("", "x", "xy", "y").map((S) => ({ S })),
  fc.integer({ min: -3, max: 3 }).map((n) => ({ N: String(n === 0 ? 0 : n) })),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true } as const),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  scalar,
  fc.uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1 }).map((SS) => ({ SS })),
  fc.array(scalar, { maxLength: 3 }).map((L) => ({ L })),
  fc.dictionary(fc.constantFrom("k", "l"), scalar).map((M) => ({ M: { ...M } })),
);
const itemOf: fc.Arbitrary<Item> = fc
  .dictionary(fc.constantFrom(...ATTRIBUTES), value)
  .map((one) => ({ ...one }));

type Tree =
  | { readonly kind: "and" | "or"; readonly left: Tree; readonly right: Tree }
  | { readonly kind: "not"; readonly of: Tree }
  | { readonly kind: "compare"; readonly by: string; readonly path: string; readonly value: number }
  | { readonly kind: "exists"; readonly path: string }
  | { readonly kind: "between"; readonly path: string; readonly values: readonly [number, number] }
  | { readonly kind: "in"; readonly path: string; readonly values: readonly number[] }
  | { readonly kind: "contains"; readonly path: string; readonly value: number };

const path = fc.constantFrom(...ATTRIBUTES);
const index = fc.nat({ max: 4 });
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      kind: fc.constant("compare" as const),
      by: fc.constantFrom("=", "<>", "<", "<=", ">", ">="),
      path,
      value: index,
    }),
    fc.record({ kind: fc.constant("exists" as const), path }),
    fc.record({ kind: fc.constant("between" as const), path, values: fc.tuple(index, index) }),
    fc.record({
      kind: fc.constant("in" as const),
      path,
      values: fc.array(index, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("contains" as const), path, value: index }),
    fc.record({ kind: fc.constant("not" as const), of: tie("tree") }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      left: tie("tree"),
      right: tie("tree"),
    }),
  ),
}));

/** Parentheses around whatever would bind otherwise, and no others. */
function written(node: Tree): string {
  switch (node.kind) {
    case "and":
      return `${side(node.left, ["or"])} AND ${side(node.right, ["or", "and"])}`;
    case "or":
      return `${side(node.left, [])} OR ${side(node.right, ["or"])}`;
    case "not":
      return `NOT ${side(node.of, ["or", "and"])}`;
    case "compare":
      return `${node.path} ${node.by} :v${node.value}`;
    case "exists":
      return `attribute_exists(${node.path})`;
    case "between":
      return `${node.path} BETWEEN :v${node.values[0]} AND :v${node.values[1]}`;
    case "in":
      return `${node.path} IN (${node.values.map((n) => `:v${n}`).join(", ")})`;
    case "contains":
      return `contains(${node.path}, :v${node.value})`;
  }
}

const side = (node: Tree, wrapped: readonly string[]): string =>
  wrapped.includes(node.kind) ? `(${written(node)})` : written(node);

/** By JSON: members of a set and of a map in order. */
const shown = (one: Value): string =>
  JSON.stringify(
    "SS" in one
      ? { SS: one.SS.toSorted() }
      : "M" in one
        ? { M: Object.entries(one.M).toSorted(([a], [b]) => (a < b ? -1 : 1)) }
        : one,
  );

function order(left: Value, right: Value): number | undefined {
  if ("S" in left && "S" in right) return left.S === right.S ? 0 : left.S < right.S ? -1 : 1;
  if ("N" in left && "N" in right) return Number(left.N) - Number(right.N);
  return undefined;
}

function judged(node: Tree, item: Item, values: readonly Value[]): boolean {
  const of = (at: string) => item[at];
  const at = (n: number) => values[n] ?? { NULL: true as const };
  switch (node.kind) {
    case "and":
      return judged(node.left, item, values) && judged(node.right, item, values);
    case "or":
      return judged(node.left, item, values) || judged(node.right, item, values);
    case "not":
      return !judged(node.of, item, values);
    case "exists":
      return of(node.path) !== undefined;
    case "compare": {
      const [own, other] = [of(node.path), at(node.value)];
      const isSame = own !== undefined && shown(own) === shown(other);
      if (node.by === "=") return isSame;
      if (node.by === "<>") return !isSame;
      const by = own === undefined ? undefined : order(own, other);
      if (by === undefined) return false;
      return node.by === "<" ? by < 0 : node.by === "<=" ? by <= 0 : node.by === ">" ? by > 0 : by >= 0;
    }
    case "between": {
      const own = of(node.path);
      if (own === undefined) return false;
      const [low, high] = [order(own, at(node.values[0])), order(own, at(node.values[1]))];
      return low !== undefined && high !== undefined && low >= 0 && high <= 0;
    }
    case "in": {
      const own = of(node.path);
      return own !== undefined && node.values.some((n) => shown(at(n)) === shown(own));
    }
    case "contains": {
      const [own, part] = [of(node.path), at(node.value)];
      if (own === undefined) return false;
      if ("S" in own) return "S" in part && own.S.includes(part.S);
      if ("SS" in own) return "S" in part && own.SS.includes(part.S);
      return "L" in own && own.L.some((one) => shown(one) === shown(part));
    }
  }
}

it("a condition holds where the obvious evaluator says so", () => {
  const values = fc.array(value, { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(tree, itemOf, values, (node, item, given) => {
      const { body } = compileCondition("ConditionExpression", written(node), { names: new Map(), key: "" });
      const named = new Map(given.map((one, n) => [`:v${n}`, one]));
      expect(holds(body, item, named)).toBe(judged(node, item, given));
    }),
    RUNS,
  );
});

const SCALE = 40;
const decimal = fc
  .record({
    digits: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
    scale: fc.integer({ min: 0, max: 18 }),
  })
  .map(({ digits, scale }) => ({
    text: `${digits}e-${scale}`,
    whole: digits * 10n ** BigInt(SCALE - scale),
  }));

it("numbers are read, added and compared as whole numbers with all their zeros are", () => {
  fc.assert(
    fc.property(decimal, decimal, (left, right) => {
      const [a, b] = [readNumber(left.text), readNumber(right.text)];
      const sign = left.whole < right.whole ? -1 : left.whole > right.whole ? 1 : 0;
      const sum = readNumber(`${left.whole + right.whole}e-${SCALE}`);
      const difference = readNumber(`${left.whole - right.whole}e-${SCALE}`);
      expect([
        Math.sign(compareNumbers(a, b)),
        addNumbers(a, b, 1),
        addNumbers(a, b, -1),
        readNumber(a),
      ]).toEqual([sign, sum, difference, a]);
    }),
    RUNS,
  );
});

it("texts are in the order of their UTF-8 bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (left, right) => {
      expect(Math.sign(compareText(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
    }),
    { numRuns: 200 },
  );
});
