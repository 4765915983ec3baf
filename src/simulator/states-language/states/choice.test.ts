// Room states-language, Choice: every operator on a value that matches and on values that do not, and the paths that name nothing.
import { expect, test } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import { run } from "../run.ts";
import { COMPARISONS, matchesWildcard, TYPE_TESTS } from "./comparisons.ts";

const decideOn = (rule: JsonObject, value: Json) =>
  run(
    {
      StartAt: "C",
      States: {
        C: { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" },
        Yes: { Type: "Pass", Result: true, End: true },
        No: { Type: "Pass", Result: false, End: true },
      },
    },
    { v: value, other: 10 },
  );

test.each<[operator: string, expected: Json, yes: Json, no: readonly Json[]]>([
  ["StringEquals", "b", "b", ["a", 1, null]],
  ["StringLessThan", "b", "a", ["b", "c", 1]],
  ["StringGreaterThan", "b", "c", ["b", "a"]],
  ["StringLessThanEquals", "b", "b", ["c"]],
  ["StringGreaterThanEquals", "b", "b", ["a"]],
  ["StringMatches", "log-*.txt", "log-1.txt", ["log-1.csv", 1]],
  ["NumericEquals", 10, 10, ["10", 11]],
  ["NumericLessThan", 10, 9.5, [10, "9"]],
  ["NumericGreaterThan", 10, 11, [10]],
  ["NumericLessThanEquals", 10, 10, [11]],
  ["NumericGreaterThanEquals", 10, 10, [9]],
  ["BooleanEquals", true, true, [false, "true"]],
  [
    "TimestampEquals",
    "2026-01-01T00:00:00Z",
    "2026-01-01T01:00:00+01:00",
    ["2026-01-01T00:00:01Z", "yesterday"],
  ],
  ["TimestampLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59.999Z", ["2026-01-01T00:00:00Z"]],
  [
    "TimestampGreaterThan",
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.000000001Z",
    ["2026-01-01T00:00:00Z"],
  ],
  ["TimestampLessThanEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", ["2026-01-02T00:00:00Z"]],
  ["TimestampGreaterThanEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", ["2025-01-02T00:00:00Z"]],
  ["IsNull", true, null, [0, ""]],
  ["IsNumeric", true, 1.5, ["1"]],
  ["IsString", true, "", [1]],
  ["IsBoolean", true, false, [null]],
  ["IsTimestamp", true, "2026-01-01T00:00:00Z", ["2026-01-01", 1]],
])("%s %j", async (operator, expected, yes, no) => {
  const rule = { Variable: "$.v", [operator]: expected };
  expect((await decideOn(rule, yes)).output).toBe(true);
  for (const value of no) expect((await decideOn(rule, value)).output).toBe(false);
});

test("the table names every operator there is", () => {
  expect([COMPARISONS.size, TYPE_TESTS.size]).toEqual([17, 5]);
});

test.each<[JsonObject, boolean]>([
  [{ Variable: "$.v", NumericEqualsPath: "$.other" }, true],
  [{ Variable: "$.missing", IsPresent: false }, true],
  [{ Variable: "$.v", IsPresent: false }, false],
  [{ Not: { Variable: "$.v", NumericLessThan: 10 } }, true],
  [
    {
      And: [
        { Variable: "$.v", IsNumeric: true },
        { Variable: "$.v", NumericGreaterThan: 10 },
      ],
    },
    false,
  ],
  [
    {
      Or: [
        { Variable: "$.v", IsNull: true },
        { Variable: "$.v", NumericEquals: 10 },
      ],
    },
    true,
  ],
])("%j", async (rule, expected) => {
  expect((await decideOn(rule, 10)).output).toBe(expected);
});

test.each([
  [{ Variable: "$.missing", NumericEquals: 1 }, "$.missing"],
  [{ Variable: "$.v", NumericEqualsPath: "$.gone" }, "$.gone"],
])("%j fails the execution, it does not go to Default", async (rule, path) => {
  const result = await decideOn(rule, 1);
  expect([result.error, result.cause]).toEqual([
    "States.Runtime",
    `An error occurred while executing the state 'C' (entered at the event id #2). Invalid path '${path}': The choice state's condition path references an invalid value.`,
  ]);
});

test("no rule and no Default: the state leads nowhere", async () => {
  const result = await run(
    {
      StartAt: "C",
      States: {
        C: { Type: "Choice", Choices: [{ Variable: "$.v", IsNull: true, Next: "Y" }] },
        Y: { Type: "Succeed" },
      },
    },
    { v: 1 },
  );
  expect([result.error, result.cause]).toEqual([
    "States.Runtime",
    "An error occurred while executing the state 'C' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.",
  ]);
});

test.each([
  ["", "*", true],
  ["aXbXc", "a*b*c", true],
  ["a*c", String.raw`a\*c`, true],
  ["abc", String.raw`a\*c`, false],
  ["a".repeat(20_000), `${"*a".repeat(500)}b`, false],
])("wildcards: %.10s", (text, pattern, expected) => {
  expect(matchesWildcard(text, pattern)).toBe(expected);
});
