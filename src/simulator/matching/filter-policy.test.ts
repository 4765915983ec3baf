// SNS filter policies: attributes and bodies, what SNS bounds, and its words in both calls.
import { describe, expect, test } from "vitest";
import { compileFilterPolicy, type FilterScope, type MessageAttributes } from "./index.ts";

const text = (StringValue: string) => ({ DataType: "String", StringValue });
const number = (StringValue: string) => ({ DataType: "Number", StringValue });
const list = (StringValue: string) => ({ DataType: "String.Array", StringValue });

describe("attributes", () => {
  test.each<[policy: string, attributes: MessageAttributes, isDelivered: boolean]>([
    ['{"v":[{"numeric":[">=",1000]}]}', { v: number("1000") }, true],
    ['{"v":[{"numeric":[">=",1000]}]}', { v: text("1000") }, false],
    ['{"v":[1000]}', { v: number("1e3") }, true],
    ['{"v":["1000"]}', { v: number("1000") }, false],
    ['{"v":["x"]}', { v: list('["y","x"]') }, true],
    ['{"v":[null]}', { v: list('["y",null]') }, true],
    ['{"v":[{"anything-but":["x"]}]}', { v: list('["x","y"]') }, true],
    ['{"v":["x"]}', { v: list("x") }, false],
    ['{"v":[{"exists":false}]}', { v: { DataType: "Binary", BinaryValue: "eA==" } }, true],
    ['{"v":[1]}', { v: { DataType: "Number.int", StringValue: "1" } }, true],
    ['{"a.b":["x"]}', { "a.b": text("x") }, true],
    ['{"toString":[{"exists":false}]}', { v: text("x") }, true],
    ['{"v":[{"exists":false}]}', {}, false],
    ['{"$or":[{"a":["x"]},{"b":["y"]}]}', { b: text("y") }, true],
    ['{"$or":["x"]}', { $or: text("x") }, true],
    ['{"a":["x"],"b":["y"]}', { a: text("x") }, false],
  ])("%s on %j", (policy, attributes, isDelivered) => {
    expect(compileFilterPolicy(policy).matchesAttributes(attributes)).toBe(isDelivered);
  });
});

test.each<[body: string, isDelivered: boolean]>([
  ['{"a":{"b":"x"}}', true],
  ['{"a.b":"x"}', true],
  ['{"a":[{"b":"y"},{"b":"x"}]}', true],
  ['{"a":{"b":"y"}}', false],
  ['["x"]', false],
  ['"x"', false],
  ["not JSON", false],
])("body %s", (body, isDelivered) => {
  expect(compileFilterPolicy('{"a":{"b":["x"]}}', "MessageBody").matchesBody(body)).toBe(isDelivered);
});

const names = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, ["x"]])));
const values = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`);

describe("what SNS bounds", () => {
  test.each<[what: string, policy: string, scope: FilterScope, reason: string]>([
    ["names", names(6), "MessageAttributes", "FilterPolicy: Filter policy can not have more than 5 keys"],
    [
      "nesting",
      '{"a":{"b":["x"]}}',
      "MessageAttributes",
      "Filter policy scope MessageAttributes does not support nested filter policy",
    ],
    [
      "nesting in $or",
      '{"$or":[{"a":["x"]},{"b":{"c":["x"]}}]}',
      "MessageAttributes",
      "Filter policy scope MessageAttributes does not support nested filter policy",
    ],
    [
      "combinations",
      JSON.stringify({ a: values(151) }),
      "MessageAttributes",
      "FilterPolicy: Filter policy is too complex",
    ],
    [
      "combinations by depth",
      JSON.stringify({ a: { b: { c: values(4) } }, d: { e: values(3) }, f: values(3) }),
      "MessageBody",
      "FilterPolicy: Filter policy is too complex",
    ],
    [
      "alternatives",
      JSON.stringify({ $or: [{ a: values(75) }, { b: values(76) }] }),
      "MessageBody",
      "FilterPolicy: Filter policy is too complex",
    ],
    [
      "wildcard",
      '{"a":[{"wildcard":"x*"}]}',
      "MessageBody",
      "FilterPolicy: Unrecognized match type wildcard",
    ],
    [
      "prefix without case",
      '{"a":[{"prefix":{"equals-ignore-case":"x"}}]}',
      "MessageBody",
      "FilterPolicy: prefix match pattern must be a string",
    ],
    [
      "numbers",
      '{"a":[{"numeric":["<",2e9]}]}',
      "MessageBody",
      "FilterPolicy: Value must be between -1.0E9 and 1.0E9, inclusive",
    ],
    [
      "JSON",
      "{'a':1}",
      "MessageBody",
      "FilterPolicy: failed to parse JSON. Unexpected character (''' (code 39)): was expecting double-quote to start field name",
    ],
  ])("%s", (_, policy, scope, reason) => {
    const refusal = (message: string) =>
      expect.objectContaining({ code: "InvalidParameter", message }) as Error;
    expect(() => compileFilterPolicy(policy, scope)).toThrow(
      refusal(`Invalid parameter: Attributes Reason: ${reason}`),
    );
    expect(() => compileFilterPolicy(policy, scope, "SetSubscriptionAttributes")).toThrow(
      refusal(`Invalid parameter: ${reason}`),
    );
  });

  test.each<[what: string, policy: string, scope: FilterScope]>([
    ["five names", names(5), "MessageAttributes"],
    [
      "only names at the top count",
      '{"a":{"b":["x"],"c":["x"],"d":["x"],"e":["x"],"f":["x"],"g":["x"]}}',
      "MessageBody",
    ],
    ["150 combinations", JSON.stringify({ a: values(15), b: values(10) }), "MessageAttributes"],
    ["72 by depth", JSON.stringify({ a: { b: { c: values(4) } }, d: { e: values(3) } }), "MessageBody"],
    [
      "150 in alternatives",
      JSON.stringify({ $or: [{ a: values(75) }, { b: values(75) }] }),
      "MessageAttributes",
    ],
  ])("takes %s", (_, policy, scope) => {
    expect(() => compileFilterPolicy(policy, scope)).not.toThrow();
  });
});
