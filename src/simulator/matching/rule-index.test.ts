// The index of a bus: thresholds at their ends, values beyond the bound, and rules that need a second look.
import { expect, test } from "vitest";
import { compilePattern, compileRules, type Json } from "./index.ts";

const indexOf = (patterns: Readonly<Record<string, string>>) =>
  compileRules(
    Object.entries(patterns).map(([name, pattern]) => ({ name, pattern: compilePattern(pattern) })),
  );

const thresholds = indexOf({
  over1: '{"a":[{"numeric":[">",1]}]}',
  from1: '{"a":[{"numeric":[">=",1]}]}',
  from2: '{"a":[{"numeric":[">=",2]}]}',
  from1to2: '{"a":[{"numeric":[">=",1,"<",2]}]}',
  upTo1: '{"a":[{"numeric":["<=",1]}]}',
  is1: '{"a":[1]}',
  x: '{"a":["x",{"prefix":"x"},{"exists":true}]}',
  none: '{"a":[{"exists":false}]}',
});

test.each<[event: Json, names: readonly string[]]>([
  [{ a: 1 }, ["from1", "from1to2", "upTo1", "is1", "x"]],
  [{ a: 1.5 }, ["over1", "from1", "from1to2", "x"]],
  [{ a: 2 }, ["over1", "from1", "from2", "x"]],
  [{ a: [0, 2] }, ["over1", "from1", "from2", "upTo1", "x"]],
  [{ a: 6e9 }, ["x"]],
  [{ a: 1.000_000_1 }, ["x"]],
  [{ a: "x" }, ["x"]],
  [{ a: [{ b: 1 }] }, ["none"]],
  [{}, ["none"]],
  ["x", []],
])("%j meets %j", (event, names) => {
  expect(thresholds.matching(event)).toEqual(names);
});

test("inside arrays of objects each rule is asked itself", () => {
  const index = indexOf({
    sameElement: '{"a":{"b":["x"],"c":["y"]}}',
    absentThere: '{"a":{"b":["x"],"d":[{"exists":false}]}}',
    either: '{"$or":[{"a":{"b":["z"]}},{"a":{"c":["y"]}}]}',
  });
  expect(index.matching({ a: [{ b: "x" }, { c: "y", d: 1 }] })).toEqual(["absentThere", "either"]);
});

test("an index without rules names none", () => {
  expect(compileRules([]).matching({ a: 1 })).toEqual([]);
});
