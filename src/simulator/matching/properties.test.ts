// Any pattern, any event: the fast matcher says what the slow, obvious one says, an index of rules says what each rule alone says, and
// hostile text ends in AWS's error or in a pattern, in time.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  FilterPolicyError,
  PatternError,
  compileFilterPolicy,
  compilePattern,
  compileRules,
} from "./index.ts";
import type { JsonObject } from "./index.ts";
import { slowMatches } from "./match.reference.ts";

const name = fc.constantFrom("a", "a", "a", "b", "b", "a.b", "toString");
const text = fc.constantFrom("", "x", "X", "xy", "yx", "xyx", "XY", "a*b");
const number = fc.constantFrom(-1, 0, 0.5, 1, 2, 300, 5e9, 6e9);
const scalar = fc.oneof(text, number, fc.constantFrom(true, false, null));
const glob = fc.constantFrom("", "*", "x*", "*x", "*y*", "x*x", "x*y*x", "xy");
const operatorOn = (...operators: string[]) =>
  fc.tuple(fc.constantFrom(...operators), text).map(([operator, operand]) => ({ [operator]: operand }));
const caselessEnd = fc
  .tuple(fc.constantFrom("prefix", "suffix"), text)
  .map(([operator, operand]) => ({ [operator]: { "equals-ignore-case": operand } }));
const numeric = fc.oneof(
  fc.tuple(fc.constantFrom("=", "<", "<=", ">", ">="), fc.constantFrom(-1, 0, 0.5, 1, 2, 300, 5e9)),
  fc.tuple(
    fc.constantFrom(">", ">="),
    fc.constantFrom(-1, 0, 0.5),
    fc.constantFrom("<", "<="),
    fc.constantFrom(1, 2, 300),
  ),
);
const filled = fc.constantFrom("x", "X", "xy", "yx");
const anythingBut = fc.oneof(
  text,
  fc.array(text, { minLength: 1, maxLength: 3 }),
  fc.array(fc.constantFrom(0, 1, 300), { minLength: 1, maxLength: 3 }),
  fc.oneof(filled, fc.array(filled, { minLength: 1, maxLength: 2 })).map((prefix) => ({ prefix })),
  fc.oneof(filled, fc.array(filled, { minLength: 1, maxLength: 2 })).map((suffix) => ({ suffix })),
  filled.map((operand) => ({ "equals-ignore-case": operand })),
  fc.array(glob, { minLength: 1, maxLength: 2 }).map((wildcard) => ({ wildcard })),
);
const condition = fc.oneof(
  scalar,
  operatorOn("prefix", "suffix", "equals-ignore-case"),
  glob.map((wildcard) => ({ wildcard })),
  caselessEnd,
  numeric.map((operand) => ({ numeric: operand })),
  anythingBut.map((operand) => ({ "anything-but": operand })),
  fc.boolean().map((exists) => ({ exists })),
);
const conditions = fc.array(condition, { minLength: 1, maxLength: 3 });

const { pattern } = fc.letrec<{ pattern: JsonObject }>((tie) => ({
  pattern: fc
    .tuple(
      fc.dictionary(name, fc.oneof({ maxDepth: 2 }, conditions, tie("pattern")), { minKeys: 1, maxKeys: 2 }),
      fc.option(
        fc.array(fc.dictionary(name, conditions, { minKeys: 1, maxKeys: 2 }), { minLength: 2, maxLength: 3 }),
      ),
    )
    .map(([members, or]) => (or === null ? members : { ...members, $or: or }) as JsonObject),
}));
const { event } = fc.letrec<{ node: JsonObject[string]; event: JsonObject }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    tie("event"),
    fc.array(fc.oneof(scalar, tie("event"), tie("node")), { maxLength: 3 }),
  ),
  event: fc.dictionary(name, tie("node"), { minKeys: 1, maxKeys: 3 }),
}));
function takenOrUndefined(one: JsonObject) {
  try {
    return compilePattern(one);
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

test("any pattern on any event: as the slow, obvious matcher", () => {
  fc.assert(
    fc.property(pattern, fc.array(event, { minLength: 5, maxLength: 5 }), (onePattern, events) => {
      const compiled = takenOrUndefined(onePattern);
      fc.pre(compiled !== undefined);
      expect(events.map((one) => compiled.matches(one))).toEqual(
        events.map((one) => slowMatches(onePattern, one)),
      );
    }),
    { numRuns: 120 },
  );
});

test("any rules on any event: the index names those that match alone", () => {
  fc.assert(
    fc.property(
      fc.array(pattern, { maxLength: 8 }),
      fc.array(event, { maxLength: 4 }),
      (patterns, events) => {
        const rules = patterns
          .map((one) => takenOrUndefined(one))
          .filter((one) => one !== undefined)
          .map((one, at) => ({ name: at, pattern: one }));
        const index = compileRules(rules);
        for (const one of events) {
          const alone = rules.filter((rule) => rule.pattern.matches(one)).map((rule) => rule.name);
          expect(index.matching(one)).toEqual(alone);
        }
      },
    ),
    { numRuns: 60 },
  );
});

const fragment = fc.oneof(
  fc.constantFrom(
    ...'{}[],:*\\"0123'.split(""),
    '"a":[',
    '{"prefix":"',
    '{"anything-but":',
    '{"numeric":[">",',
    '{"wildcard":"*a*b',
    '"$or":[{',
    '{"cidr":"10.0.0.0/',
    "null",
    "-1e99",
    "\\u00",
  ),
  fc.string({ maxLength: 5 }),
);

test("any text: AWS's error, or a pattern that answers", () => {
  const hostile = fc.oneof(
    fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join("")),
    fc.array(fragment, { maxLength: 40 }).map((parts) => `{"a":[${parts.join("")}]}`),
    fc.json(),
    pattern.map((one) => JSON.stringify(one)),
  );
  fc.assert(
    fc.property(hostile, event, (one, oneEvent) => {
      expect(["taken", "InvalidEventPatternException"]).toContain(
        outcome(PatternError, () => compilePattern(one).matches(oneEvent)),
      );
      expect(["taken", "InvalidParameter"]).toContain(
        outcome(FilterPolicyError, () =>
          compileFilterPolicy(one, "MessageBody").matchesBody(JSON.stringify(oneEvent)),
        ),
      );
    }),
    { numRuns: 150 },
  );
});

/** The refusal's code; any other error is the test's failure. */
function outcome(refusal: typeof PatternError | typeof FilterPolicyError, attempt: () => boolean): string {
  try {
    attempt();
    return "taken";
  } catch (error) {
    if (error instanceof refusal) return error.code;
    throw error;
  }
}
