// Room simulator/sns: FIFO topics: deduplication, order, and what goes along to which kind of queue (SNS-26 to SNS-28, SNS-31).
import {
  CreateTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { expect, test } from "vitest";
import { queueArn, topicArn, world } from "./world.fixture.ts";

const FIVE_MINUTES = 5 * 60 * 1000;

async function fifo(
  attributes: Readonly<Record<string, string>> = {},
  queues: readonly string[] = ["q.fifo"],
) {
  const made = world(queues);
  const TopicArn = topicArn("orders.fifo");
  const Attributes = { FifoTopic: "true", ...attributes };
  await made.sns.send(new CreateTopicCommand({ Name: "orders.fifo", Attributes }));
  for (const name of queues) {
    const asked = {
      TopicArn,
      Protocol: "sqs",
      Endpoint: queueArn(name),
      Attributes: { RawMessageDelivery: "true" },
    };
    await made.sns.send(new SubscribeCommand(asked));
  }
  const publish = (asked: Partial<PublishCommandInput>) =>
    made.sns.send(new PublishCommand({ TopicArn, Message: "m", MessageGroupId: "g", ...asked }));
  const bodies = (name = "q.fifo") => (made.queues.get(queueArn(name)) ?? []).map(({ body }) => body);
  return { ...made, TopicArn, publish, bodies };
}

test("SNS-28: group and deduplication id go along to a FIFO queue; sequence numbers rise", async () => {
  const { publish, clock, queues } = await fifo();
  const first = await publish({ MessageDeduplicationId: "d1" });
  const second = await publish({ MessageDeduplicationId: "d2" });
  clock.advance(0);
  expect([first.SequenceNumber, second.SequenceNumber]).toEqual([
    "10000000000000001000",
    "10000000000000002000",
  ]);
  expect(queues.get(queueArn("q.fifo"))).toMatchObject([
    { body: "m", groupId: "g", deduplicationId: "d1" },
    { body: "m", groupId: "g", deduplicationId: "d2" },
  ]);
});

test("content-based deduplication is the SHA-256 of the body, whatever the attributes", async () => {
  const { publish, clock, queues } = await fifo({ ContentBasedDeduplication: "true" });
  const first = await publish({ Message: "Test" });
  const attr = { DataType: "String", StringValue: "x" };
  const again = await publish({ Message: "Test", MessageAttributes: { attr } });
  clock.advance(0);
  expect(again).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
  expect(queues.get(queueArn("q.fifo"))).toMatchObject([
    { deduplicationId: "532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25" },
  ]);
});

test.each([
  [FIVE_MINUTES - 1, ["one"]],
  [FIVE_MINUTES, ["one", "two"]],
])("SNS-27: the same deduplication id again after %i ms", async (ms, expected) => {
  const { publish, clock, bodies } = await fifo();
  await publish({ Message: "one", MessageDeduplicationId: "d" });
  clock.advance(ms);
  await publish({ Message: "two", MessageDeduplicationId: "d" });
  clock.advance(0);
  expect(bodies()).toEqual(expected);
});

test.each([
  ["Topic", ["one"]],
  ["MessageGroup", ["one", "two"]],
])("SNS-27: the scope of deduplication is the %s", async (FifoThroughputScope, expected) => {
  const { publish, clock, bodies } = await fifo({ FifoThroughputScope });
  await publish({ Message: "one", MessageGroupId: "a", MessageDeduplicationId: "d" });
  await publish({ Message: "two", MessageGroupId: "b", MessageDeduplicationId: "d" });
  clock.advance(0);
  expect(bodies()).toEqual(expected);
});

test("two of one deduplication id in a batch are one message with two results", async () => {
  const { sns, TopicArn, clock, bodies } = await fifo();
  const entry = { Message: "m", MessageGroupId: "g", MessageDeduplicationId: "d" };
  const PublishBatchRequestEntries = [
    { Id: "1", ...entry },
    { Id: "2", ...entry },
  ];
  const { Successful = [] } = await sns.send(
    new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }),
  );
  clock.advance(0);
  expect(Successful.map(({ Id }) => Id)).toEqual(["1", "2"]);
  expect(Successful[0]?.MessageId).toBe(Successful[1]?.MessageId);
  expect(bodies()).toEqual(["m"]);
});

test("SNS-28: while a message is tried again its group waits behind it and other groups go on", async () => {
  const { publish, clock, bodies, troubles } = await fifo();
  const failure = { kind: "failed", reason: "500" } as const;
  troubles.set(queueArn("q.fifo"), [failure, failure, failure, failure]);
  await publish({ Message: "a1", MessageGroupId: "a", MessageDeduplicationId: "1" });
  clock.advance(0);
  await publish({ Message: "a2", MessageGroupId: "a", MessageDeduplicationId: "2" });
  await publish({ Message: "b1", MessageGroupId: "b", MessageDeduplicationId: "3" });
  clock.advance(0);
  expect(bodies()).toEqual(["b1"]);
  clock.advance(1_000);
  expect(bodies()).toEqual(["b1", "a1", "a2"]);
});

test("SNS-28: when the head is given up its group goes on", async () => {
  const { publish, clock, bodies, troubles } = await fifo();
  troubles.set(queueArn("q.fifo"), [{ kind: "refused", reason: "no" }]);
  await publish({ Message: "a1", MessageDeduplicationId: "1" });
  await publish({ Message: "a2", MessageDeduplicationId: "2" });
  clock.advance(0);
  expect(bodies()).toEqual(["a2"]);
});

test("SNS-26: to a standard queue a FIFO topic hands no ids on", async () => {
  const { publish, clock, queues } = await fifo({}, ["q"]);
  await publish({ MessageDeduplicationId: "d" });
  clock.advance(0);
  expect(queues.get(queueArn("q"))).toMatchObject([{ groupId: undefined, deduplicationId: undefined }]);
});

test("SNS-31: a standard topic hands the group on to a standard queue", async () => {
  const { sns, clock, queues } = world(["q"]);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "orders" }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn("q") }));
  await sns.send(new PublishCommand({ TopicArn, Message: "m", MessageGroupId: "tenant" }));
  clock.advance(0);
  expect(queues.get(queueArn("q"))).toMatchObject([{ groupId: "tenant", deduplicationId: undefined }]);
});

test("the envelope of a FIFO topic has a sequence number and no signature", async () => {
  const { sns, clock, queues } = world(["q.fifo"]);
  const { TopicArn } = await sns.send(
    new CreateTopicCommand({ Name: "orders.fifo", Attributes: { FifoTopic: "true" } }),
  );
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn("q.fifo") }));
  await sns.send(
    new PublishCommand({ TopicArn, Message: "m", MessageGroupId: "g", MessageDeduplicationId: "d" }),
  );
  clock.advance(0);
  const [{ body } = { body: "{}" }] = queues.get(queueArn("q.fifo")) ?? [];
  expect(Object.keys(JSON.parse(body) as object)).toEqual([
    "Type",
    "MessageId",
    "SequenceNumber",
    "TopicArn",
    "Message",
    "Timestamp",
    "UnsubscribeURL",
  ]);
});
