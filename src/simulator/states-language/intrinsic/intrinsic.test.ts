// Room states-language, intrinsic functions: each of the eighteen, and what they refuse.
import { expect, test } from "vitest";
import { chanceOf } from "../context.ts";
import { StateFailed } from "../failure.ts";
import type { Json } from "../json.ts";
import { evaluateIntrinsic } from "./evaluate.ts";
import { INTRINSICS } from "./functions.ts";

const INPUT = {
  list: [1, 2, 2, 3],
  text: "a.b,c",
  o: { x: 1, y: { z: [true, null] } },
  n: 2.5,
  deep: { k: "v" },
};

function call(text: string, seed = "s"): Json {
  return evaluateIntrinsic(text, {
    input: INPUT,
    context: { State: { Name: "S" } },
    variables: { v: [7] },
    chance: chanceOf(seed),
    nowMs: 0,
  });
}

test.each([
  ["States.Array(1, 'two', $.n, null, true, $$.State.Name, $v[0])", [1, "two", 2.5, null, true, "S", 7]],
  ["States.Array()", []],
  ["States.ArrayPartition($.list, 3)", [[1, 2, 2], [3]]],
  ["States.ArrayContains($.list, 3)", true],
  ["States.ArrayRange(5, 1, -2)", [5, 3, 1]],
  ["States.ArrayRange(1, 0, 1)", []],
  ["States.ArrayGetItem($.list, 1)", 2],
  ["States.ArrayLength($.list)", 4],
  ["States.ArrayUnique($.list)", [1, 2, 3]],
  ["States.Base64Encode('ü')", "w7w="],
  ["States.Base64Decode('w7w=')", "ü"],
  ["States.Hash('abc', 'SHA-1')", "a9993e364706816aba3e25717850c26c9cd0d89d"],
  ["States.Hash($.o, 'MD5')", "d69129c8e1fbc7b2455cee8ba18878b3"],
  ["States.JsonMerge($.o, $.deep, false)", { x: 1, y: { z: [true, null] }, k: "v" }],
  ["States.StringToJson('{\"a\": 1}')", { a: 1 }],
  ["States.JsonToString($.o)", '{"x":1,"y":{"z":[true,null]}}'],
  ["States.MathAdd(1, -1.5)", 0],
  ["States.StringSplit($.text, '.,')", ["a", "b", "c"]],
  ["States.Format('{} is {} \\{\\} it\\'s', $.n, $.o)", "2.5 is {x=1, y={z=[true, null]}} {} it's"],
  ["States.Format('{}', States.Format('{}!', 'nested'))", "nested!"],
])("%s", (text, expected) => {
  expect(call(text)).toEqual(expected);
});

test("there are eighteen", () => {
  expect(INTRINSICS.size).toBe(18);
});

test("what is random is the same for the same seed, within its bounds", () => {
  expect(call("States.UUID()")).toBe(call("States.UUID()"));
  expect(call("States.UUID()")).not.toBe(call("States.UUID()", "other"));
  expect(call("States.UUID()")).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect([5, 6, 7]).toContain(call("States.MathRandom(5, 8)"));
  // As java.util.Random(42) answers nextInt(10) and nextInt(100), run with a JDK.
  expect([call("States.MathRandom(0, 10, 42)"), call("States.MathRandom(0, 100, 42)")]).toEqual([0, 30]);
});

test.each([
  ["States.ArrayGetItem($.list, 9)", "States.IntrinsicFailure", "the index 9 is out of bounds for length 4"],
  ["States.ArrayRange(0, 1000, 1)", "States.IntrinsicFailure", "a range has at most 1000 elements"],
  ["States.ArrayRange(0, 1, 0)", "States.IntrinsicFailure", "the step must not be zero"],
  ["States.ArrayLength(1)", "States.IntrinsicFailure", "expected an array, but received 1"],
  ["States.Hash('a', 'SHA-3')", "States.IntrinsicFailure", "no hash algorithm is named SHA-3"],
  ["States.JsonMerge($.o, $.o, true)", "States.IntrinsicFailure", "only a shallow merge is supported"],
  ["States.Format('{} {}', 1)", "States.IntrinsicFailure", "number of arguments"],
  ["States.StringToJson('[1, \\'a\\']')", "States.IntrinsicFailure", "is not JSON"],
  ["States.Nope()", "States.IntrinsicFailure", "no function is named States.Nope"],
  [
    "States.Array(States.ArrayLength($.missing))",
    "States.Runtime",
    "The JsonPath argument for the field '$.missing' could not be found in the input",
  ],
])("%s fails with %s", (text, error, part) => {
  let failure: unknown;
  try {
    call(text);
  } catch (caught) {
    failure = caught instanceof StateFailed ? caught.failure : caught;
  }
  expect(failure).toEqual({
    error,
    cause: expect.stringContaining(part) as unknown,
    introduced: true,
    evaluation: false,
  });
});
