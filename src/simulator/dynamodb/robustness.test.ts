// Room simulator/dynamodb, tests: whatever stands on the wire gets AWS's kind of answer, and the service goes on.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { item, world } from "./world.fixture.ts";

const TableName = "orders";
const PREFIX = "com.amazonaws.dynamodb.v20120810#";

it.each<readonly [string, string, string | Uint8Array, string]>([
  ["no JSON", "PutItem", "{", `${PREFIX}SerializationException`],
  ["a list", "PutItem", "[]", `${PREFIX}SerializationException`],
  ["no UTF-8", "PutItem", new Uint8Array([0x7b, 0xff, 0x7d]), `${PREFIX}SerializationException`],
  [
    "an item that is a text",
    "PutItem",
    '{"TableName":"orders","Item":"x"}',
    "com.amazon.coral.service#SerializationException",
  ],
  [
    "a number that is no text",
    "PutItem",
    '{"TableName":"orders","Item":{"id":{"S":"a"},"n":{"N":1}}}',
    "com.amazon.coral.service#SerializationException",
  ],
  [
    "base64 that is none",
    "PutItem",
    '{"TableName":"orders","Item":{"id":{"S":"a"},"b":{"B":"%%%%"}}}',
    "com.amazon.coral.service#SerializationException",
  ],
  ["nothing", "PutItem", "", "com.amazon.coral.validate#ValidationException"],
])("%s is refused", async (_, operation, body, type) => {
  const { raw, table } = world();
  await table(TableName, ["id"]);
  const { status, text } = await raw(operation, body);
  expect([status, (JSON.parse(text) as { __type: string }).__type]).toEqual([400, type]);
});

it.each([
  "ExecuteStatement",
  "ExecuteTransaction",
  "BatchExecuteStatement",
  "CreateBackup",
  "CreateGlobalTable",
  "MakeCoffee",
])("%s is 501 by name", async (operation) => {
  const { raw } = world();
  const { status, text } = await raw(operation, "{}");
  expect([status, JSON.parse(text)]).toEqual([
    501,
    {
      __type: `${PREFIX}NotImplemented`,
      message: `dynamodb ${operation} is not implemented by this simulator`,
    },
  ]);
});

it("attributes with names of objects are attributes like any other", async () => {
  const { raw, table } = world();
  await table(TableName, ["id"]);
  const Item = '{"id":{"S":"a"},"__proto__":{"N":"1"},"constructor":{"M":{"__proto__":{"S":"x"}}}}';
  await raw("PutItem", `{"TableName":"orders","Item":${Item}}`);
  const update = {
    TableName,
    Key: item({ id: "a" }),
    UpdateExpression: "SET #p = #p + :one",
    ExpressionAttributeNames: { "#p": "__proto__" },
    ExpressionAttributeValues: { ":one": { N: "1" } },
    ReturnValues: "ALL_NEW",
  };
  const { text } = await raw("UpdateItem", JSON.stringify(update));
  expect(text).toBe(
    '{"Attributes":{"id":{"S":"a"},"__proto__":{"N":"2"},"constructor":{"M":{"__proto__":{"S":"x"}}}}}',
  );
  expect(({} as Record<string, unknown>)["N"]).toBeUndefined();
});

it("a deep or long expression is refused, and no stack overflows", async () => {
  const { raw, table } = world();
  await table(TableName, ["id"]);
  for (const ConditionExpression of [
    "(".repeat(4000),
    "NOT ".repeat(1000),
    `${"(NOT ".repeat(500)}attribute_exists(id)${")".repeat(500)}`,
    Array.from({ length: 302 }, () => "a < b").join(" OR "),
    "x".repeat(5000),
  ]) {
    const { status } = await raw(
      "DeleteItem",
      JSON.stringify({ TableName, Key: item({ id: "a" }), ConditionExpression }),
    );
    expect([ConditionExpression.slice(0, 10), status]).toEqual([ConditionExpression.slice(0, 10), 400]);
  }
});

const OPERATIONS = [
  "PutItem",
  "GetItem",
  "UpdateItem",
  "DeleteItem",
  "Query",
  "Scan",
  "BatchGetItem",
  "BatchWriteItem",
  "TransactWriteItems",
  "TransactGetItems",
  "CreateTable",
  "UpdateTable",
  "DescribeTable",
  "UpdateTimeToLive",
  "TagResource",
  "ListTables",
];
const WORDS = [
  "a",
  "#a",
  ":v",
  "=",
  "<>",
  "<",
  "(",
  ")",
  ",",
  "AND",
  "OR",
  "NOT",
  "IN",
  "BETWEEN",
  "SET",
  "REMOVE",
  "ADD",
  "+",
  "size",
  "contains",
  "[0]",
  ".",
];
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(" "));
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  text,
  fc.constantFrom<unknown>(
    TableName,
    "",
    -1,
    1e308,
    "x".repeat(300),
    { "": "" },
    { S: "a" },
    { id: { S: "a" } },
    { N: "1" },
    { ":v": { N: "1" } },
    { "#a": "a" },
  ),
);
const NAMES = [
  "TableName",
  "Item",
  "Key",
  "ConditionExpression",
  "UpdateExpression",
  "KeyConditionExpression",
  "FilterExpression",
  "ProjectionExpression",
  "ExpressionAttributeNames",
  "ExpressionAttributeValues",
  "RequestItems",
  "TransactItems",
  "ExclusiveStartKey",
  "Limit",
  "KeySchema",
  "AttributeDefinitions",
  "GlobalSecondaryIndexUpdates",
  "TimeToLiveSpecification",
  "ReturnValues",
  "Tags",
];

it("any members at all are answered, never with a fault of ours", async () => {
  const call = fc.record({
    operation: fc.constantFrom(...OPERATIONS),
    members: fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 8 }), async (calls) => {
      const { raw, table } = world();
      await table(TableName, ["id"]);
      for (const { operation, members } of calls) {
        const asked = JSON.stringify({ TableName, ...members });
        const answer = await raw(operation, asked);
        expect([
          operation,
          asked,
          answer.status < 500 || answer.text.includes("NotImplemented") ? "answered" : answer.text,
        ]).toEqual([operation, asked, "answered"]);
      }
    }),
    { numRuns: 300 },
  );
});

it("streams: any members at all are answered", async () => {
  const { simulator } = world();
  for (const operation of ["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"])
    for (const body of [
      "{}",
      '{"ShardIterator":"x|1|e30"}',
      '{"ShardIterator":""}',
      '{"StreamArn":"x","ShardId":"y","ShardIteratorType":"LATEST"}',
      '{"Limit":-1}',
    ]) {
      const request = {
        method: "POST",
        path: "/",
        query: "",
        headers: { "x-amz-target": `DynamoDBStreams_20120810.${operation}` },
        body: new TextEncoder().encode(body),
      };
      const { status } = await simulator.handle(request, { baseUrl: "http://streams.test" });
      expect([operation, body, status < 500]).toEqual([operation, body, true]);
    }
});
