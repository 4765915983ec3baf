// Room states-language, JSONata: AWS's own functions, the execution's time and chance, and the words of what fails.
import { describe, expect, test } from "vitest";
import { chanceOf } from "../context.ts";
import { StateFailed } from "../failure.ts";
import type { Json } from "../json.ts";
import { evaluateField } from "./evaluate.ts";

const NOW_MS = Date.UTC(2026, 10, 24, 1, 2, 3, 456);

const scope = (seed: string) => ({
  input: { list: [1, 2, 3], one: [[0]], text: "a,b", o: { b: 1, a: null } },
  context: { State: { Name: "S" } },
  variables: { v: { x: [5] } },
  chance: chanceOf(seed),
  nowMs: NOW_MS,
});

const evaluate = (template: Json, seed = "s") => evaluateField(template, "Output", scope(seed));

async function causeOf(template: Json): Promise<string | undefined> {
  const failed: unknown = await evaluate(template).catch((error: unknown) => error);
  return failed instanceof StateFailed ? failed.failure.cause : undefined;
}

test.each<[Json, Json]>([
  ["{% $states.input.list %}", [1, 2, 3]],
  ["{% $states.input.one %}", [[0]]],
  ["{% $states.input.o %}", { b: 1, a: null }],
  ["{% $states.context.State.Name & '!' %}", "S!"],
  ["{% $v.x[0] %}", 5],
  ["{% $partition([1..5], 2) %}", [[1, 2], [3, 4], [5]]],
  ["{% $partition([], 2) %}", []],
  ["{% $range(1, 9, 4) %}", [1, 5, 9]],
  ["{% $range(6, 0, -2) %}", [6, 4, 2, 0]],
  ["{% $range(-1.7, 2, 1) %}", [-1, 0, 1, 2]],
  ["{% $count($range(1, 200000, 1)) %}", 200_000],
  ["{% $random(42) %}", 0.727_563_680_032_868_1],
  ["{% $hash('abc', 'MD5') %}", "900150983cd24fb0d6963f7d28e17f72"],
  ["{% $parse('{\"a\": [1]}') %}", { a: [1] }],
  ["{% $now() %}", "2026-11-24T01:02:03.456Z"],
  ["{% $now('[Y0001]-[M01]-[D01]') %}", "2026-11-24"],
  ["{% $millis() %}", NOW_MS],
  ["{% $map([1, 2], function($n) { $n * 2 }) %}", [2, 4]],
  [
    { a: ["{% 1 + 1 %}", "plain", { b: "{% $v.x %}" }], c: null },
    { a: [2, "plain", { b: [5] }], c: null },
  ],
  ["{%%", "{%%"],
])("%j", async (template, expected) => {
  expect(await evaluate(template)).toEqual(expected);
});

test.each(["{% $random() %}", "{% $random(7) %}", "{% $uuid() %}", "{% $shuffle([1..20]) %}"])(
  "%s is the same for the same seed",
  async (template) => {
    expect(await evaluate(template)).toEqual(await evaluate(template));
  },
);

test("what is drawn differs by seed, unless the expression gives its own", async () => {
  expect(await evaluate("{% $uuid() %}", "a")).not.toBe(await evaluate("{% $uuid() %}", "b"));
  expect(await evaluate("{% $random(7) %}", "a")).toBe(await evaluate("{% $random(7) %}", "b"));
});

test.each([
  ["$range(1, 500000, 1)", "Expression evaluation memory limit exceeded"],
  ["$range(1, 5, 0.5)", "returned nothing (undefined)"],
  ["$range(1, $v.none, 1)", "returned nothing (undefined)"],
  ["$partition([1, 2], -1)", "the size must not be less than zero"],
  ["$partition([1, 2], 0)", "returned nothing (undefined)"],
  ["$partition($v.none, 2)", "returned nothing (undefined)"],
  ["$hash($v.none, 'MD5')", "returned nothing (undefined)"],
  ["$parse($v.none)", "returned nothing (undefined)"],
  ["$shuffle($v.none)", "returned nothing (undefined)"],
  ["$pad($v.none, 5)", "returned nothing (undefined)"],
])("%s fails the state", async (expression, words) => {
  expect(await causeOf(`{% ${expression} %}`)).toContain(words);
});

test("an expression may be as deep as on AWS: a hundred levels", async () => {
  expect(await evaluate(`{% ${"1+".repeat(99)}1 %}`)).toBe(100);
});

describe("what would take long", () => {
  test.each([
    ["$count($distinct([1..30000].{'a': $}))", 30_000],
    [
      "$distinct(['a', 'b', 'a', {'x': 1, 'y': 2}, {'y': 2, 'x': 1}, 1, '1', null])",
      ["a", "b", { x: 1, y: 2 }, 1, "1", null],
    ],
    ["$distinct([{'a': 1}, {'a': 1}].a)", 1],
    ["$distinct(5)", 5],
    ["$count($distinct([$sum, $sum, $max]))", 2],
  ])("%s is answered soon", async (expression, expected) => {
    expect(await evaluate(`{% ${expression} %}`)).toEqual(expected);
  });

  test.each(["[1..100000][$ in [1..100000]]", "($all := [1..100000]; [1..1000].($all[$ = 5]))"])(
    "%s goes beyond the budget",
    async (expression) => {
      expect(await causeOf(`{% ${expression} %}`)).toMatch(/memory limit exceeded|evaluation timeout/);
    },
  );
});

describe("what fails names the expression and the field", () => {
  test.each<[Json, string]>([
    [
      { a: "{% $eval('1') %}" },
      "The JSONata expression '$eval('1')' specified for the field 'Output/a' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    ],
    [
      ["{% $sum('a') %}"],
      "The JSONata expression '$sum('a')' specified for the field 'Output[0]' threw an error during evaluation. T0412: Argument 1 of function \"sum\" must be an array of \"numbers\"",
    ],
    [
      "{% $nothing %}",
      "The JSONata expression '$nothing' specified for the field 'Output' returned nothing (undefined).",
    ],
    [
      "{% function($x) { $x } %}",
      "The JSONata expression 'function($x) { $x }' specified for the field 'Output' returned an unsupported result type.",
    ],
    [
      `{% ${"1+".repeat(200)}1 %}`,
      `The JSONata expression '${"1+".repeat(200)}1' specified for the field 'Output' threw an error during evaluation: Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive`,
    ],
    [
      "{% [1..900000] ~> $count() %}",
      "The JSONata expression '[1..900000] ~> $count()' specified for the field 'Output' threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage",
    ],
    [
      "{% ($f := function($n) { $f($n) }; $f(1)) %}",
      "The JSONata expression '($f := function($n) { $f($n) }; $f(1))' specified for the field 'Output' threw an error during evaluation: Expression evaluation timeout: Check for infinite loop",
    ],
    [
      "{% $hash('a', 'CRC') %}",
      "The JSONata expression '$hash('a', 'CRC')' specified for the field 'Output' threw an error during evaluation: no hash algorithm is named CRC",
    ],
  ])("%j", async (template, cause) => {
    expect(await causeOf(template)).toBe(cause);
  });
});
