// Room states-language, JSONPath: Jayway's answers, and its words where a definite path finds nothing.
import { expect, test } from "vitest";
import { parsePath } from "./parse.ts";
import { isReferencePath, PathInvalid } from "./path.ts";
import { PathMissing, readPath } from "./read.ts";
import { PathBlocked, writePath } from "./write.ts";

const STORE = {
  "delivery-partner": "UQS",
  items: [
    { id: 1, price: 5, tags: ["a", "b"] },
    { id: 2, price: 15, tags: [] },
    { id: 3, price: 25 },
  ],
  nested: { deep: { id: 9 } },
  empty: null,
};

test.each([
  ["$", STORE],
  ["$.delivery-partner", "UQS"],
  ["$['delivery-partner']", "UQS"],
  ["$.items[0].id", 1],
  ["$.items[-1].id", 3],
  ["$.items[*].id", [1, 2, 3]],
  ["$.items[0,2].id", [1, 3]],
  ["$.items[1:].id", [2, 3]],
  ["$.items[:-1].id", [1, 2]],
  ["$..id", [1, 2, 3, 9]],
  ["$.items[?(@.price > 10)].id", [2, 3]],
  ["$.items[?(@.price > 10 && @.id != 3)].id", [2]],
  ["$.items[?(@.tags)].id", [1, 2]],
  ["$.items[?(!@.tags)].id", [3]],
  ["$.items[?(@.tags contains 'b')].id", [1]],
  ["$.items[?(@.id in [1, 3])].id", [1, 3]],
  ["$.items[?(@.id == $.nested.deep.id)]", []],
  ["$.items.length()", 3],
  ["$.items[*].price.sum()", 45],
  ["$.nested['deep','missing']", [{ deep: { id: 9 } }]],
  ["$.missing[*].id", []],
  ["$.missing[1:]", []],
  ["$.empty", null],
])("%s", (path, expected) => {
  expect(readPath(parsePath(path), STORE)).toEqual(expected);
});

test.each([
  ["$.no", "No results for path: $['no']"],
  ["$.no.such", "Missing property in path $['no']"],
  ["$.nested.no.such", "Missing property in path $['nested']['no']"],
  ["$.items[7]", "No results for path: $['items'][7]"],
  ["$.nested.deep[0].id", `Filter: [0]['id'] can only be applied to arrays. Current context is: {"id":9}`],
  ["$.empty[1]", "Filter: [1] can only be applied to arrays. Current context is: null"],
  [
    "$.items.id",
    "Expected to find an object with property ['id'] in path $['items'] but found 'com.fasterxml.jackson.databind.node.ArrayNode'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'.",
  ],
  [
    "$.empty.id",
    "Expected to find an object with property ['id'] in path $['empty'] but found 'com.fasterxml.jackson.databind.node.NullNode'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'.",
  ],
])("%s finds nothing: %s", (path, message) => {
  expect(() => readPath(parsePath(path), STORE)).toThrow(new PathMissing(message));
});

test.each(["", "items", "$.", "$[", "$['a]", "$.a[?(", "$.a[b]", "$.a b", "$.f()"])(
  "%s is no path",
  (path) => {
    expect(() => parsePath(path)).toThrow(PathInvalid);
  },
);

test.each([
  ["$.a.b", true],
  ["$['a'][0]", true],
  ["$.a[*]", false],
  ["$..a", false],
  ["$.a[0,1]", false],
  ["$.a.length()", false],
])("%s is a reference path: %s", (path, expected) => {
  expect(isReferencePath(parsePath(path))).toBe(expected);
});

test.each([
  ["$.a", { x: 1 }, { x: 1, a: "new" }],
  ["$.a.b.c", { a: { d: 1 } }, { a: { d: 1, b: { c: "new" } } }],
  ["$.list[1]", { list: [1, 2] }, { list: [1, "new"] }],
  ["$['__proto__']", {}, JSON.parse('{"__proto__":"new"}')],
])("writes to %s", (path, input, expected) => {
  const frozen = structuredClone(input);
  expect(writePath(parsePath(path), input, "new")).toEqual(expected);
  expect(input).toEqual(frozen);
});

test.each([
  ["$.a.b", { a: 1 }],
  ["$.list[2]", { list: [1] }],
  ["$.a", 5],
])("cannot write to %s of %j", (path, input) => {
  expect(() => writePath(parsePath(path), input, "new")).toThrow(PathBlocked);
});
