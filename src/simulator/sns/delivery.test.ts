// Room simulator/sns: what arrives where: envelope and raw, filters, queues that refuse or fail, people and devices.
import {
  CreateTopicCommand,
  PublishCommand,
  type PublishCommandInput,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { expect, test } from "vitest";
import { retryAfterMs } from "./retry.ts";
import { queueArn, topicArn, world } from "./world.fixture.ts";

const TopicArn = topicArn("orders");

/** A topic with one subscription for each queue, which has the attributes given. */
async function fanOut(
  queues: Readonly<Record<string, Record<string, string>>>,
  made = world(Object.keys(queues)),
) {
  const { sns } = made;
  await sns.send(new CreateTopicCommand({ Name: "orders" }));
  const arns: (string | undefined)[] = [];
  for (const [name, Attributes] of Object.entries(queues)) {
    const asked = { TopicArn, Protocol: "sqs", Endpoint: queueArn(name), Attributes };
    arns.push((await sns.send(new SubscribeCommand(asked))).SubscriptionArn);
  }
  const publish = (asked: Partial<PublishCommandInput>) =>
    sns.send(new PublishCommand({ TopicArn, Message: "hello", ...asked }));
  const bodies = (name: string) => (made.queues.get(queueArn(name)) ?? []).map(({ body }) => body);
  return { ...made, publish, bodies, arns };
}

const RAW = { RawMessageDelivery: "true" };
const STORE = { store: { DataType: "Binary", BinaryValue: new Uint8Array([2, 3, 4]) } };

test("SNS-17: the envelope is AWS's, member by member", async () => {
  const { publish, bodies, clock, arns } = await fanOut({ stock: {} });
  clock.advance(1_500);
  const { MessageId } = await publish({
    Subject: "news",
    MessageAttributes: { attr1: { DataType: "Number", StringValue: "99.12" }, ...STORE },
  });
  clock.advance(0);
  const [body = ""] = bodies("stock");
  const envelope = JSON.parse(body) as Record<string, unknown>;
  expect(Object.keys(envelope)).toEqual([
    "Type",
    "MessageId",
    "TopicArn",
    "Subject",
    "Message",
    "Timestamp",
    "SignatureVersion",
    "Signature",
    "SigningCertURL",
    "UnsubscribeURL",
    "MessageAttributes",
  ]);
  expect(envelope).toMatchObject({
    Type: "Notification",
    MessageId,
    TopicArn: "arn:aws:sns:us-east-1:000000000000:orders",
    Subject: "news",
    Message: "hello",
    Timestamp: "2026-01-01T00:00:01.500Z",
    SignatureVersion: "1",
    UnsubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arns[0]}`,
    MessageAttributes: {
      attr1: { Type: "Number", Value: "99.12" },
      store: { Type: "Binary", Value: "AgME" },
    },
  });
  expect(body.split("\n").slice(0, 2)).toEqual(["{", '  "Type" : "Notification",']);
});

test("SNS-17: raw delivery hands on the body and the attributes as they were sent", async () => {
  const { publish, queues, clock, senders } = await fanOut({ stock: RAW });
  await publish({ Message: 'ö§a1"_!?,. £$-', MessageAttributes: STORE });
  clock.advance(0);
  expect(queues.get(queueArn("stock"))).toEqual([
    {
      body: 'ö§a1"_!?,. £$-',
      attributes: { store: { DataType: "Binary", BinaryValue: "AgME" } },
      groupId: undefined,
      deduplicationId: undefined,
      traceHeader: undefined,
    },
  ]);
  expect(senders).toEqual([{ service: "sns.amazonaws.com", sourceArn: TopicArn, account: "000000000000" }]);
});

test("publishing is answered before anything is delivered", async () => {
  const { publish, bodies, clock } = await fanOut({ stock: RAW });
  await publish({});
  expect(bodies("stock")).toEqual([]);
  clock.advance(0);
  expect(bodies("stock")).toEqual(["hello"]);
});

test("SNS-01, SNS-03, SNS-04: every subscriber whose filter takes it gets the message", async () => {
  const { publish, bodies, clock } = await fanOut({
    all: RAW,
    created: { ...RAW, FilterPolicy: '{"event_type":["order_created"]}' },
    rich: { ...RAW, FilterPolicy: '{"total":[{"numeric":[">=",1000]}]}', FilterPolicyScope: "MessageBody" },
  });
  const event_type = { DataType: "String", StringValue: "order_created" };
  await publish({ Message: '{"total":999.99}', MessageAttributes: { event_type } });
  await publish({ Message: '{"total":1000}' });
  await publish({ Message: "no JSON" });
  clock.advance(0);
  expect([bodies("all"), bodies("created"), bodies("rich")]).toEqual([
    ['{"total":999.99}', '{"total":1000}', "no JSON"],
    ['{"total":999.99}'],
    ['{"total":1000}'],
  ]);
});

test.each([
  ["String", "1000", []],
  ["Number", "999.99", []],
  ["Number", "1000", ["hello"]],
  ["Number", "1000.00", ["hello"]],
])("SNS-06, E2E-10: numeric matches a Number: %s %s", async (DataType, StringValue, expected) => {
  const filter = { ...RAW, FilterPolicy: '{"order_value":[{"numeric":[">=",1000]}]}' };
  const { publish, bodies, clock } = await fanOut({ high: filter });
  await publish({ MessageAttributes: { order_value: { DataType, StringValue } } });
  clock.advance(0);
  expect(bodies("high")).toEqual(expected);
});

test("SNS-18: raw delivery carries ten attributes, not eleven; the envelope carries them all", async () => {
  const { publish, bodies, clock, events } = await fanOut({ raw: RAW, wrapped: {} });
  const attributes = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [`a${n}`, { DataType: "String", StringValue: "v" }]),
    );
  await publish({ Message: "ten", MessageAttributes: attributes(10) });
  await publish({ Message: "eleven", MessageAttributes: attributes(11) });
  clock.advance(0);
  expect([bodies("raw"), bodies("wrapped").length]).toEqual([["ten"], 2]);
  const lost = events.filter((event) => event.kind === "sns.lost");
  expect(lost.map(({ reason }) => reason)).toEqual(["raw delivery carries at most 10 attributes"]);
});

test("SNS-21: each protocol gets its own text, else the default", async () => {
  const { publish, bodies, clock } = await fanOut({ stock: RAW });
  const MessageStructure = "json";
  await publish({ MessageStructure, Message: '{"default":"d","sqs":"{\\"field\\": \\"value\\"}"}' });
  await publish({ MessageStructure, Message: '{"default":"d","sms":"s","sqs":7}' });
  clock.advance(0);
  expect(bodies("stock")).toEqual(['{"field": "value"}', "d"]);
});

test("SNS-25: a queue that refuses gets nothing, the publisher hears nothing, and it is not tried again", async () => {
  const { publish, bodies, clock, troubles, events } = await fanOut({ stock: RAW });
  troubles.set(queueArn("stock"), [{ kind: "refused", reason: "denied by the queue's policy" }]);
  const { MessageId } = await publish({});
  clock.advance(30 * 24 * 3600 * 1000);
  expect(MessageId).toBeDefined();
  expect(bodies("stock")).toEqual([]);
  expect(events.slice(-2)).toMatchObject([
    {
      kind: "sns.delivery-failed",
      attempt: 1,
      reason: "denied by the queue's policy",
      retryAfterMs: undefined,
    },
    { kind: "sns.lost", reason: "denied by the queue's policy" },
  ]);
});

const redrive = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("dlq") }) };

test.each([
  ["raw", { ...RAW, ...redrive }, /^hello$/],
  ["in its envelope", redrive, /^\{\n {2}"Type" : "Notification"/],
])(
  "SNS-23: the dead letter queue gets what the subscriber would have got, %s",
  async (_, attributes, expected) => {
    const made = world(["stock", "dlq"]);
    const { publish, bodies, clock } = await fanOut({ stock: attributes }, made);
    made.queues.delete(queueArn("stock"));
    await publish({});
    clock.advance(0);
    expect(bodies("dlq")).toEqual([expect.stringMatching(expected)]);
  },
);

test("SNS-24: a dead letter queue that refuses loses the message", async () => {
  const { publish, clock, events, queues } = await fanOut({ stock: { ...RAW, ...redrive } });
  queues.clear();
  await publish({});
  clock.advance(0);
  expect(events.at(-1)).toMatchObject({
    kind: "sns.lost",
    reason: "dead letter queue arn:aws:sqs:us-east-1:000000000000:dlq: the queue does not exist",
  });
});

test("SNS-22: a server-side error is tried again, at once, after seconds, then further apart", async () => {
  const { publish, bodies, clock, troubles, events } = await fanOut({ stock: RAW });
  const failure = { kind: "failed", reason: "500" } as const;
  troubles.set(
    queueArn("stock"),
    Array.from({ length: 17 }, () => failure),
  );
  await publish({});
  clock.advance(24 * 3600 * 1000);
  const waits = events.flatMap((event) => (event.kind === "sns.delivery-failed" ? [event.retryAfterMs] : []));
  expect(waits).toEqual([
    0, 0, 0, 1000, 1000, 1000, 1395, 1946, 2714, 3786, 5282, 7368, 10278, 14337, 20000, 20000, 20000,
  ]);
  expect(bodies("stock")).toEqual(["hello"]);
});

test("SNS-22: after 100,015 retries and 23 days SNS gives up", () => {
  let sumMs = 0;
  let attempt = 1;
  for (let ms = retryAfterMs(1); ms !== undefined; ms = retryAfterMs(attempt)) {
    sumMs += ms;
    attempt += 1;
  }
  expect([attempt - 1, Math.floor(sumMs / (24 * 3600 * 1000))]).toEqual([100_015, 23]);
});

test("a filter set later counts from then on", async () => {
  const { sns, publish, bodies, clock, arns } = await fanOut({ stock: RAW });
  const AttributeValue = '{"a":["b"]}';
  await publish({ Message: "before" });
  await sns.send(
    new SetSubscriptionAttributesCommand({
      SubscriptionArn: arns[0],
      AttributeName: "FilterPolicy",
      AttributeValue,
    }),
  );
  await publish({ Message: "after" });
  clock.advance(0);
  expect(bodies("stock")).toEqual(["before"]);
});

test("who is unsubscribed gets nothing more", async () => {
  const { sns, publish, bodies, clock, arns } = await fanOut({ stock: RAW });
  await sns.send(new UnsubscribeCommand({ SubscriptionArn: arns[0] }));
  await publish({});
  clock.advance(0);
  expect(bodies("stock")).toEqual([]);
});

test("people get theirs in the outbox, each by protocol", async () => {
  const { sns, publish, clock, outbox } = await fanOut({});
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sms", Endpoint: "+15551234567" }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "shop@example.test" }));
  const { MessageId } = await publish({ Subject: "news", Message: "hello" });
  const direct = await sns.send(new PublishCommand({ PhoneNumber: "+15557654321", Message: "hi" }));
  clock.advance(0);
  expect(outbox().slice(1)).toEqual([
    {
      kind: "sns.outbox",
      channel: "sms",
      to: "+15557654321",
      body: "hi",
      messageId: direct.MessageId,
      atMs: 0,
    },
    {
      kind: "sns.outbox",
      channel: "sms",
      to: "+15551234567",
      body: "hello",
      messageId: MessageId,
      topicArn: TopicArn,
      atMs: 0,
    },
  ]);
});
