// Room simulator/sqs, tests: whatever stands on the wire gets AWS's kind of answer, and the service goes on.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { queueUrl, world } from "./world.fixture.ts";

const json = (operation: string) => ({
  "x-amz-target": `AmazonSQS.${operation}`,
  "content-type": "application/x-amz-json-1.0",
});

it.each([
  ["no JSON", "{", "com.amazonaws.sqs#SerializationException"],
  ["a list", "[]", "com.amazonaws.sqs#SerializationException"],
  ["a member of the wrong type", '{"QueueName":7}', "com.amazonaws.sqs#SerializationException"],
  [
    "a map of the wrong type",
    '{"QueueName":"q","Attributes":[]}',
    "com.amazonaws.sqs#SerializationException",
  ],
  ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), "com.amazonaws.sqs#SerializationException"],
  ["nothing", "", "com.amazonaws.sqs#MissingRequiredParameterException"],
])("%s is refused in AWS's words", async (_, body, type) => {
  const { raw } = world();
  const { status, text } = await raw(json("CreateQueue"), body);
  expect([status, (JSON.parse(text) as { __type: string }).__type]).toEqual([400, type]);
});

it("an operation that is not modelled is 501 by name", async () => {
  const { raw } = world();
  const { status, text } = await raw(json("MakeCoffee"), "{}");
  expect([status, JSON.parse(text)]).toEqual([
    501,
    {
      __type: "com.amazonaws.sqs#NotImplemented",
      message: "sqs MakeCoffee is not implemented by this simulator",
    },
  ]);
});

it("a service that is not modelled is 501 by name", async () => {
  const { raw } = world();
  const { status, text } = await raw({ "x-amz-target": "Kinesis_20131202.PutRecord" }, "{}");
  expect([status, text]).toEqual([
    501,
    expect.stringContaining("Kinesis_20131202 PutRecord is not implemented"),
  ]);
});

it("a request that names nothing is refused", async () => {
  const { raw } = world();
  expect((await raw({}, "", "/%00/../_x")).status).toBe(400);
});

it("keys with names of objects are names like any other", async () => {
  const { raw, sqs } = world();
  await sqs.createQueue({ QueueName: "q" });
  const tags = '{"__proto__":"a","constructor":"b"}';
  await raw(json("TagQueue"), `{"QueueUrl":"${queueUrl("q")}","Tags":${tags}}`);
  const { Tags = {} } = await sqs.listQueueTags({ QueueUrl: queueUrl("q") });
  expect(Object.entries(Tags)).toEqual([
    ["__proto__", "a"],
    ["constructor", "b"],
  ]);
  expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
});

const OPERATIONS = [
  "CreateQueue",
  "SendMessage",
  "ReceiveMessage",
  "SetQueueAttributes",
  "SendMessageBatch",
  "DeleteMessage",
];
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(queueUrl("q"), "q", "", -1, 1e308, "x".repeat(300), { "": "" }),
);
const NAMES = [
  "QueueUrl",
  "QueueName",
  "MessageBody",
  "Attributes",
  "Entries",
  "MaxNumberOfMessages",
  "ReceiptHandle",
  "DelaySeconds",
];

it("any members at all are answered, never with a fault of ours", async () => {
  const call = fc.record({
    operation: fc.constantFrom(...OPERATIONS),
    members: fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 8 }), async (calls) => {
      const { raw, sqs } = world();
      await sqs.createQueue({ QueueName: "q" });
      for (const { operation, members } of calls) {
        const { status, text } = await raw(json(operation), JSON.stringify(members));
        expect([status, text]).toEqual([expect.toSatisfy((code: number) => code < 500), expect.any(String)]);
      }
    }),
    { numRuns: 150 },
  );
});
