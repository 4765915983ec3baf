// Room simulator/wire, tests: a body that may be handed on as it came is read just as one that must be copied.
import { expect, it } from "vitest";
import { readJson } from "./read-json.ts";
import type { Members } from "./shape.ts";

const SHAPE: Members = {
  Name: "string",
  Count: "integer",
  Tags: { map: "string" },
  Entries: { list: { members: { Id: "string", Body: "string" } } },
};

it.each([
  [
    "as the shape says",
    '{"Name":"a","Count":1,"Entries":[{"Id":"1"}]}',
    '{"Name":"a","Count":1,"Entries":[{"Id":"1"}]}',
  ],
  ["in another order", '{"Count":1,"Name":"a"}', '{"Name":"a","Count":1}'],
  [
    "with a member that is unknown",
    '{"Name":"a","Entries":[{"Id":"1","x":2}]}',
    '{"Name":"a","Entries":[{"Id":"1"}]}',
  ],
  ["with a member of another prototype", '{"Name":"a","__proto__":{"Count":1}}', '{"Name":"a"}'],
  ["with a name that objects have", '{"constructor":{"list":"string"}}', "{}"],
  ["with nulls", '{"Name":null,"Entries":[null,{"Id":null}]}', '{"Entries":[{}]}'],
  ["with a number that is not whole", '{"Count":1.5}', '{"Count":1}'],
])("members %s", (_what, body, read) => {
  expect(JSON.stringify(readJson(Buffer.from(body), SHAPE))).toBe(read);
});

it.each([
  ["a number for a string", '{"Name":1}', "NUMBER_VALUE can not be converted to a String"],
  ["a string for a list", '{"Entries":"a"}', "STRING_VALUE can not be converted to a List"],
  ["a list for members", '{"Entries":[[]]}', "START_ARRAY can not be converted to a Map"],
])("%s is refused", (_what, body, message) => {
  expect(() => readJson(Buffer.from(body), SHAPE)).toThrow(message);
});

it("a map inherits nothing", () => {
  const { Tags } = readJson(Buffer.from('{"Tags":{"a":"b"}}'), SHAPE);
  expect(Object.getPrototypeOf(Tags)).toBeNull();
});
