// Checks: generated calls on one item: conditions, updates and projections over values of every type, right and wrong ones. The same seed
// gives the same cases.
import * as fc from "fast-check";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Value = { readonly [type: string]: Json };

export interface Case {
  readonly kind: "condition" | "update" | "projection" | "filter" | "key";
  readonly item: Readonly<Record<string, Value>>;
  readonly expression: string;
  readonly values: Readonly<Record<string, Value>>;
}

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom("", "x", "xy", "y", "X").map((S) => ({ S })),
  fc
    .constantFrom("0", "1", "2", "-1", "1.5", "1.50", "10", "1e2", "12345678901234567890")
    .map((N) => ({ N })),
  fc.constantFrom("", "eA==", "eHk=").map((B) => ({ B })),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true }),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(fc.constantFrom("x", "y", "xy"), { minLength: 1 }).map((SS) => ({ SS })),
  },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(fc.constantFrom("1", "2", "10"), { minLength: 1 }).map((NS) => ({ NS })),
  },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }).map((L) => ({ L })) },
  {
    weight: 1,
    arbitrary: fc
      .dictionary(fc.constantFrom("k", "j"), scalar, { noNullPrototype: true })
      .map((M) => ({ M })),
  },
);

const item = fc.dictionary(fc.constantFrom("a", "b", "c"), value, { noNullPrototype: true });
const values = fc.tuple(value, value, value).map(([v, w, u]) => ({ ":v": v, ":w": w, ":u": u }));
const path = fc.constantFrom("a", "b", "c", "a.k", "b.k", "a[0]", "b[1]", "z", "a.k.j", "b[0].k");
const placeholder = fc.constantFrom(":v", ":w", ":u");
const operand = fc.oneof(
  { weight: 4, arbitrary: path },
  { weight: 4, arbitrary: placeholder },
  { weight: 1, arbitrary: path.map((one) => `size(${one})`) },
);

const comparison = fc
  .tuple(operand, fc.constantFrom("=", "<>", "<", "<=", ">", ">="), operand)
  .map((parts) => parts.join(" "));
const called = fc.oneof(
  fc
    .tuple(fc.constantFrom("attribute_exists", "attribute_not_exists"), path)
    .map(([name, one]) => `${name}(${one})`),
  fc
    .tuple(fc.constantFrom("begins_with", "contains"), path, operand)
    .map(([name, one, two]) => `${name}(${one}, ${two})`),
);
const between = fc
  .tuple(path, operand, operand)
  .map(([one, low, high]) => `${one} BETWEEN ${low} AND ${high}`);
const among = fc
  .tuple(path, fc.array(operand, { minLength: 1, maxLength: 3 }))
  .map(([one, some]) => `${one} IN (${some.join(", ")})`);
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: comparison },
    { weight: 3, arbitrary: called },
    { weight: 1, arbitrary: between },
    { weight: 1, arbitrary: among },
    { weight: 1, arbitrary: tie("condition").map((one) => `NOT (${one})`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie("condition"), fc.constantFrom("AND", "OR", "and"), tie("condition"))
        .map(([one, by, other]) => `(${one}) ${by} ${other}`),
    },
  ),
}));

const assigned = fc.oneof(
  placeholder,
  path,
  fc
    .tuple(fc.oneof(path, placeholder), fc.constantFrom("+", "-"), fc.oneof(path, placeholder))
    .map((parts) => parts.join(" ")),
  fc.tuple(path, fc.oneof(path, placeholder)).map(([one, other]) => `if_not_exists(${one}, ${other})`),
  fc.tuple(fc.oneof(path, placeholder), placeholder).map(([one, other]) => `list_append(${one}, ${other})`),
);
const section = (word: string, action: fc.Arbitrary<string>) =>
  fc.array(action, { minLength: 1, maxLength: 2 }).map((actions) => `${word} ${actions.join(", ")}`);
const update = fc
  .tuple(
    fc.option(
      section(
        "SET",
        fc.tuple(path, assigned).map(([one, to]) => `${one} = ${to}`),
      ),
      { nil: "" },
    ),
    fc.option(section("REMOVE", path), { nil: "", freq: 1 }),
    fc.option(
      section(
        "ADD",
        fc.tuple(path, placeholder).map((parts) => parts.join(" ")),
      ),
      { nil: "", freq: 1 },
    ),
    fc.option(
      section(
        "DELETE",
        fc.tuple(path, placeholder).map((parts) => parts.join(" ")),
      ),
      { nil: "", freq: 1 },
    ),
  )
  .map((sections) => sections.filter((one) => one !== "").join(" "))
  .filter((text) => text !== "");
const projection = fc.array(path, { minLength: 1, maxLength: 3 }).map((paths) => paths.join(", "));
const key = fc
  .tuple(fc.constantFrom("=", "<", "<=", ">", ">=", "<>"), fc.boolean(), placeholder)
  .map(([by, isFirst, other]) =>
    isFirst ? `id = :id AND sort ${by} ${other}` : `sort ${by} ${other} AND id = :id`,
  );
const bounds = fc
  .tuple(placeholder, placeholder)
  .map(([low, high]) => `id = :id AND sort BETWEEN ${low} AND ${high}`);
const begins = placeholder.map((one) => `id = :id AND begins_with(sort, ${one})`);

/** A word too many, or one too few. */
const broken = fc
  .tuple(condition, fc.nat(), fc.constantFrom("", "AND", ")", "(", "= =", "name", ":nope"))
  .map(([text, at, word]) => {
    const words = text.split(" ");
    words.splice(at % (words.length + 1), word === "" ? 1 : 0, ...(word === "" ? [] : [word]));
    return words.join(" ");
  })
  .filter((text) => text.trim() !== "");

const anyCase: fc.Arbitrary<Omit<Case, "values"> & { readonly values: Readonly<Record<string, Value>> }> = fc
  .record({
    expressed: fc.oneof(
      { weight: 4, arbitrary: condition.map((expression) => ({ kind: "condition" as const, expression })) },
      { weight: 4, arbitrary: update.map((expression) => ({ kind: "update" as const, expression })) },
      { weight: 2, arbitrary: condition.map((expression) => ({ kind: "filter" as const, expression })) },
      { weight: 1, arbitrary: projection.map((expression) => ({ kind: "projection" as const, expression })) },
      { weight: 1, arbitrary: broken.map((expression) => ({ kind: "condition" as const, expression })) },
      {
        weight: 2,
        arbitrary: fc.oneof(key, bounds, begins).map((expression) => ({ kind: "key" as const, expression })),
      },
    ),
    item,
    values,
  })
  .map(({ expressed, item: found, values: given }) => ({
    ...expressed,
    item: found,
    values: usedIn(expressed.expression, given),
  }));

/** Unused values are refused by themselves. */
function usedIn(expression: string, given: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => new RegExp(`${name}\\b`).test(expression)),
  );
}

export const casesOf = (seed: number, count: number): readonly Case[] =>
  fc.sample(anyCase, { seed, numRuns: count });
