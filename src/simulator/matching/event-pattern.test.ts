// EventBridge patterns: what matches, what AWS refuses and in which words, and what hostile input costs.
import { describe, expect, test } from "vitest";
import { compilePattern, MatchBudgetError, type Json, type JsonObject } from "./index.ts";

function verdict(pattern: string, event: JsonObject): boolean {
  return compilePattern(pattern).matches(event);
}

describe("a value meets a condition", () => {
  test.each<[condition: string, matching: readonly Json[], others: readonly Json[]]>([
    ['"x"', ["x", ["y", "x"]], ["X", "", null, [], {}]],
    ["300", [300, 3.0e2], ["300", 300.5, null]],
    ["999999999999", [999_999_999_999], [999_999_999_998]],
    ["true", [true], ["true", false, 1]],
    ["null", [null, [null]], ["null", "", []]],
    ['""', [""], [null, " "]],
    ['{"exactly":"x"}', ["x"], ["y"]],
    ['{"prefix":"ab"}', ["ab", "abc"], ["a", "Ab", 12]],
    ['{"suffix":"bc"}', ["bc", "abc"], ["c", "ABC"]],
    ['{"prefix":{"equals-ignore-case":"aB"}}', ["Abc", "ab"], ["a", "xab"]],
    ['{"suffix":{"equals-ignore-case":".pNg"}}', ["a.PNG", ".png"], ["png", "a.png.bak"]],
    ['{"equals-ignore-case":"straße"}', ["STRASSE", "Straße"], ["strasse ", "STRASE"]],
    ['{"wildcard":"a*c"}', ["ac", "abc", "abcc"], ["abcd", "xabc"]],
    ['{"wildcard":"*"}', ["", "x"], [1, null]],
    ['{"wildcard":"a\\\\*\\\\\\\\*"}', ["a*\\", "a*\\b"], ["ab\\"]],
    ['{"wildcard":"ab*ba"}', ["abba", "ab.ba"], ["aba"]],
    ['{"wildcard":"a*b*b"}', ["abb", "a.b.b"], ["ab", "aXb"]],
    ['{"numeric":[">=",1000]}', [1000, 1000.01, [5, 1000], 5e9], [999.99, "1000", null, 6e9]],
    ['{"numeric":[">",0,"<=",5]}', [0.000001, 5], [0, 5.000001]],
    ['{"numeric":["<",0]}', [-1, -5e9], [0, -6e9]],
    ['{"numeric":["=",3.018e2]}', [301.8], [301.800001]],
    ['{"exists":true}', [null, "", 0, ["x"]], [[], {}, { b: 1 }]],
    ['{"exists":false}', [[], {}, { b: 1 }], [null, "", 0]],
    ['{"anything-but":"x"}', ["y", 1, null, ["x", "y"]], ["x", ["x"], []]],
    ['{"anything-but":[1,2]}', [3, "1", null], [1, 2.0]],
    ['{"anything-but":{"prefix":"x"}}', ["y", 1], ["xy"]],
    ['{"anything-but":{"suffix":["a","b"]}}', ["ac"], ["xa", "b"]],
    ['{"anything-but":{"equals-ignore-case":["Ab","c"]}}', ["abc"], ["aB", "C"]],
    ['{"anything-but":{"wildcard":"a*c"}}', ["ab", 1], ["abc"]],
    ['{"cidr":"10.0.0.5/24"}', ["10.0.0.0", "10.0.0.255"], ["10.0.1.0", "10.0.0.256", "::a00:1"]],
    ['{"cidr":"2001:db8::/32"}', ["2001:db8::1", "2001:0DB8:0:0:0:0:0:1"], ["2001:db9::", "1:2"]],
    ['"::1"', ["0:0:0:0:0:0:0:1"], ["::2"]],
  ])("%s", (condition, matching, others) => {
    const pattern = compilePattern(`{"a":[${condition}]}`);
    expect(matching.map((a) => pattern.matches({ a }))).toEqual(matching.map(() => true));
    expect(others.map((a) => pattern.matches({ a }))).toEqual(others.map(() => false));
  });
});

test.each<[what: string, pattern: string, event: JsonObject, isMatch: boolean]>([
  ["names are ANDed", '{"a":["x"],"b":["y"]}', { a: "x", b: "z" }, false],
  ["a name that stands twice keeps its last values", '{"a":["x"],"a":["y"]}', { a: "x" }, false],
  ["objects under one name are joined", '{"a":{"b":["x"]},"a":{"c":["y"]}}', { a: { b: "x" } }, false],
  ["what follows the object is not read", '{"a":["x"]} and more', { a: "x" }, true],
  ["an inherited name is no member", '{"toString":[{"exists":true}]}', { a: "x" }, false],
  ["an inherited object is not looked into", '{"__proto__.__proto__":[null]}', { a: "x" }, false],
  ["__proto__ is a name", '{"__proto__":["x"]}', JSON.parse('{"__proto__":"x"}') as JsonObject, true],
  ["a dotted name is every path", '{"a.b":{"c":["x"]}}', { a: { "b.c": "x" } }, true],
  [
    "one element of an array must hold both",
    '{"a":{"b":["x"],"c":["y"]}}',
    { a: [{ b: "x" }, { c: "y" }] },
    false,
  ],
  [
    "absence is of the element chosen before",
    '{"a":{"b":["x"],"c":[{"exists":false}]}}',
    { a: [{ b: "x" }, { c: 1 }] },
    true,
  ],
  [
    "one element of the outer array too",
    '{"a":{"i":{"x":[1],"y":[1]}}}',
    { a: [{ i: [{ x: 1, y: 2 }] }, { i: { y: 1 } }] },
    false,
  ],
  ["arrays in arrays are seen through", '{"a":["x"]}', { a: [["y"], ["x"]] }, true],
  [
    "$or within AND",
    '{"s":["o"],"$or":[{"a":["x"]},{"b":["y"],"c":["z"]}]}',
    { s: "o", b: "y", c: "z" },
    true,
  ],
  ["$or without any", '{"s":["o"],"$or":[{"a":["x"]},{"b":["y"]}]}', { s: "o", a: "y" }, false],
])("%s", (_, pattern, event, isMatch) => {
  expect(verdict(pattern, event)).toBe(isMatch);
});

// Found by the property test with 12,000 runs; aws/event-ruler 1.8.1 says the same.
test.each<[event: string, isMatch: boolean]>([
  ['{"a":[{"a":-1},[""],""]}', true],
  ['{"a":[{"a":-1},[""]]}', true],
  ['{"a":[{"a":-1},""]}', false],
  ['{"a":[""]}', true],
])(
  "a value in an inner array of %s chooses that element, where the other name is absent",
  (event, isMatch) => {
    expect(verdict('{"a.a":[{"exists":false}],"a":[{"exists":true}]}', JSON.parse(event) as JsonObject)).toBe(
      isMatch,
    );
  },
);

test("only a JSON object is an event", () => {
  const pattern = compilePattern('{"a":[{"exists":false}]}');
  expect([null, [], "a", 1, undefined].map((event) => pattern.matches(event))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

const or = (count: number, at: string) =>
  `[${Array.from({ length: count }, (_, i) => `{"${at}":[${i}]}`).join(",")}]`;

describe("AWS's words", () => {
  test.each<[pattern: string, reason: string]>([
    ["", "Filter is not an object"],
    ['["a"]', "Filter is not an object"],
    ["{}", "Empty objects are not allowed"],
    ['{"a":[]}', "Empty arrays are not allowed"],
    ['{"a":1}', '"a" must be an object or an array'],
    ['{"a":[["x"]]}', "Match value must be String, number, true, false, or null"],
    ['{"a":[{}]}', "Match expression name not found"],
    ['{"a":[{"prefix":"x","suffix":"y"}]}', "Only one key allowed in match expression"],
    ['{"a":[{"prefix":{"suffix":"x"}}]}', "Unsupported prefix pattern: suffix"],
    ['{"a":[{"prefix":{"equals-ignore-case":1}}]}', "equals-ignore-case match pattern must be a string"],
    ['{"a":[{"exists":1}]}', "exists match pattern must be either true or false."],
    [
      '{"a":[{"anything-but":null}]}',
      "Value of anything-but must be an array or single string/number value.",
    ],
    ['{"a":[{"anything-but":[null]}]}', "Inside anything but list, start|null|boolean is not supported."],
    [
      '{"a":[{"anything-but":["x",1]}]}',
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    ],
    ['{"a":[{"anything-but":{"numeric":["=",1]}}]}', "Unsupported anything-but pattern: numeric"],
    ['{"a":[{"numeric":["~",1]}]}', "Unrecognized numeric range operator: ~"],
    ['{"a":[{"numeric":["=","1"]}]}', "Value of equals must be numeric"],
    ['{"a":[{"numeric":["<",1,">",2]}]}', "Too many elements in numeric expression"],
    ['{"a":[{"numeric":[">",1,">",2]}]}', "Bad numeric range operator: >"],
    ['{"a":[{"numeric":[">",6e9]}]}', "Value must be between -5.0E9 and 5.0E9, inclusive"],
    ['{"a":[{"cidr":"10.0.0.0"}]}', "Malformed CIDR, one '/' required"],
    ['{"a":[{"cidr":"10.0.0.0/x"}]}', "Malformed CIDR, mask bits must be an integer"],
    ['{"a":[{"cidr":"10.0.0.0/32"}]}', "IPv4 mask bits must be < 32"],
    ['{"a":[{"wildcard":"a\\\\b"}]}', "Invalid escape character at pos 2"],
    ['{"a":[{"wildcard":"é**"}]}', "Consecutive wildcard characters at pos 3"],
    ['{"$or":{"a":["x"]}}', "It must be an Array followed with $or."],
    ['{"$or":[{"a":["x"]}]}', "There must have at least 2 Objects in $or relationship."],
    ['{"$or":[{"a":["x"]},1]}', "Only JSON object is allowed in array of $or relationship."],
    [
      '{"$or":[{"a":["x"]},{"prefix":["y"]}]}',
      "prefix is Ruler reserved fieldName which cannot be used inside $or.",
    ],
    ['{"a":["x"],}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name"],
    ['{"a":["x"', "Unexpected end-of-input: expected close marker for Array"],
    [
      '{"a":["x" "y"]}',
      "Unexpected character ('\"' (code 34)): was expecting comma to separate Array entries",
    ],
    [
      `{"$or":${or(11, "a")},"b":{"$or":${or(10, "b")}},"c":{"$or":${or(10, "c")}}}`,
      "Rule is too complex - $or makes more than 1000 combinations",
    ],
    [`{"a":["${"x".repeat(2_048)}"]}`, "Event pattern is longer than 2048 characters"],
  ])("%s", (pattern, reason) => {
    expect(() => compilePattern(pattern)).toThrow(
      expect.objectContaining({
        code: "InvalidEventPatternException",
        message: `Event pattern is not valid. Reason: ${reason}`,
      }),
    );
  });

  test("the place is where the reader stood", () => {
    const attempt = () => compilePattern('{\n "a": [{"no": 1}]}');
    expect(attempt).toThrow(
      expect.objectContaining({ code: "InvalidEventPatternException", place: { line: 2, column: 13 } }),
    );
  });

  test("wildcards that keep too many beginnings alive", () => {
    const on =
      (...globs: string[]) =>
      () =>
        compilePattern({ a: globs.map((wildcard) => ({ wildcard })) });
    expect(on("*/d/*.bif", "*/d/*.tif", "*/d/*.tiff", "*/d/*.svs")).toThrow(
      /Rule is too complex - try using fewer/,
    );
    expect(on(`*${"a".repeat(20)}`)).toThrow(/Rule is too complex - try using fewer/);
    expect(on("*.bif", "*.tif", "*.tiff", "*.svs")).not.toThrow();
    expect(on("arn:aws:events:us-east-1:*:event-bus/*")).not.toThrow();
  });
});

describe("hostile input", () => {
  test("a pattern of many levels is refused, not recursed into", () => {
    const deep = `${'{"a":'.repeat(2_000)}1`;
    expect(() => compilePattern(deep, { maxCharacters: 1e6 })).toThrow(/nesting depth \(1001\) exceeds/);
  });

  test("an event of many levels is answered", () => {
    const arrays = JSON.parse(`{"a":${"[".repeat(50_000)}"x"${"]".repeat(50_000)}}`) as JsonObject;
    const objects = JSON.parse(`${'{"a":'.repeat(50_000)}"x"${"}".repeat(50_000)}`) as JsonObject;
    const dotted = compilePattern({ [Array(1_000).fill("a").join(".")]: ["x"] });
    expect([
      verdict('{"a":["x"]}', arrays),
      verdict('{"a":["x"]}', objects),
      dotted.matches(objects),
    ]).toEqual([false, false, false]);
  });

  test("a wildcard never goes back", () => {
    const pattern = compilePattern('{"a":[{"wildcard":"*a*b*c*"}]}');
    expect(pattern.matches({ a: "ab".repeat(500_000) })).toBe(false);
  });

  test("arrays that share no element cost their sum, not their product", () => {
    const many = (name: string) => Array.from({ length: 2_000 }, (_, at) => ({ [name]: at }));
    const event = { a: many("x"), b: many("x"), c: many("x"), d: many("x") };
    const pattern = compilePattern(
      '{"a":{"x":[{"numeric":[">=",0]}]},"b":{"x":[{"numeric":[">=",0]}]},"c":{"x":[{"numeric":[">=",0]}]},"d":{"x":[-1]}}',
    );
    expect(pattern.matches(event)).toBe(false);
  });

  test("an event made to take too long is said to be one", () => {
    const many = (x: string, y: string) => Array.from({ length: 3_000 }, (_, at) => ({ [x]: at, [y]: at }));
    const event = {
      a: { b: many("c.x", "c.y"), "b.c": many("x", "y") },
      "a.b": many("c.x", "c.y"),
      "a.b.c": many("x", "y"),
    };
    const pattern = compilePattern('{"a":{"b":{"c":{"x":[{"exists":true}],"y":[-1]}}}}');
    expect(() => pattern.matches(event)).toThrow(MatchBudgetError);
  });
});
