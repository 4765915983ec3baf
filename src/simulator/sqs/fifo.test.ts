// Room simulator/sqs, tests: FIFO queues: groups, deduplication, sequence numbers, receipts that expire.
import { describe, expect, it } from "vitest";
import { bodies, depth, receive, refusal, type World, world } from "./world.fixture.ts";

const FIFO = { FifoQueue: "true", ContentBasedDeduplication: "true", VisibilityTimeout: "30" };
const BY_GROUP = { ...FIFO, DeduplicationScope: "messageGroup", FifoThroughputLimit: "perMessageGroupId" };
const FIVE_MINUTES_MS = 300_000;

/** Sends `GROUP:BODY`, each under its own id. */
async function send({ sqs }: World, QueueUrl: string, ...messages: readonly string[]): Promise<void> {
  for (const message of messages)
    await sqs.sendMessage({ QueueUrl, MessageGroupId: message.split(":")[0], MessageBody: message });
}

const one = { MaxNumberOfMessages: 1 };

describe("names and ids", () => {
  it("a name ends with .fifo, and the type stays [FIFO-01]", async () => {
    const at = world();
    expect((await refusal(at.queue("q", { FifoQueue: "true" })))[1]).toMatch(/must end with \.fifo suffix/);
    const QueueUrl = await at.queue("q.fifo", FIFO);
    expect(
      await refusal(at.sqs.setQueueAttributes({ QueueUrl, Attributes: { FifoQueue: "false" } })),
    ).toEqual([
      "InvalidAttributeValue",
      "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
      400,
    ]);
  });

  it("a message needs a group [FIFO-02]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    expect(await refusal(at.sqs.sendMessage({ QueueUrl, MessageBody: "x" }))).toEqual([
      "MissingParameter",
      "The request must contain the parameter MessageGroupId.",
      400,
    ]);
  });

  it("and an id, its own or its content's [FIFO-03]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", { FifoQueue: "true" });
    expect(await refusal(at.sqs.sendMessage({ QueueUrl, MessageBody: "x", MessageGroupId: "g" }))).toEqual([
      "InvalidParameterValue",
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
      400,
    ]);
  });

  it.each(["", "a b", "x".repeat(129)])("%j is no id [FIFO-25]", async (id) => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    const standard = await at.queue("q");
    const sends = [
      at.sqs.sendMessage({ QueueUrl, MessageBody: "x", MessageGroupId: "g", MessageDeduplicationId: id }),
      at.sqs.sendMessage({ QueueUrl, MessageBody: "x", MessageGroupId: id }),
      at.sqs.sendMessage({ QueueUrl: standard, MessageBody: "x", MessageGroupId: id }),
    ];
    for (const sent of sends)
      expect((await refusal(sent))[1]).toMatch(/can only include alphanumeric and punctuation/);
  });

  it("128 letters and punctuation are [FIFO-25]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    const id = "x!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".padEnd(128, "9");
    await at.sqs.sendMessage({ QueueUrl, MessageBody: "x", MessageGroupId: id, MessageDeduplicationId: id });
    expect(await bodies(at, QueueUrl)).toEqual(["x"]);
  });

  it("a delay of its own is refused, 0 leaves the queue's [FIFO-19]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", { ...FIFO, DelaySeconds: "5" });
    const sent = (DelaySeconds: number) =>
      at.sqs.sendMessage({ QueueUrl, MessageBody: "x", MessageGroupId: "g", DelaySeconds });
    expect(await refusal(sent(1))).toEqual([
      "InvalidParameterValue",
      "Value 1 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
      400,
    ]);
    await sent(0);
    expect(await depth(at, QueueUrl)).toEqual([0, 0, 1]);
  });

  it("sequence numbers of 20 digits rise; a standard queue gives none [FIFO-20]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    const numbers: string[] = [];
    for (const MessageBody of ["a", "b", "c"]) {
      const { SequenceNumber = "" } = await at.sqs.sendMessage({
        QueueUrl,
        MessageBody,
        MessageGroupId: "g",
      });
      numbers.push(SequenceNumber);
    }
    expect(numbers.map((number) => number.length)).toEqual([20, 20, 20]);
    expect(numbers.toSorted()).toEqual(numbers);
    expect(new Set(numbers).size).toBe(3);
    const standard = await at.sqs.sendMessage({ QueueUrl: await at.queue("q"), MessageBody: "x" });
    expect(standard.SequenceNumber).toBeUndefined();
  });

  it("a batch stands in the order sent [FIFO-21]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    const Entries = ["a", "b", "c", "d"].map((MessageBody) => ({
      Id: MessageBody,
      MessageBody,
      MessageGroupId: "g",
    }));
    await at.sqs.sendMessageBatch({ QueueUrl, Entries });
    expect(await bodies(at, QueueUrl)).toEqual(["a", "b", "c", "d"]);
  });
});

describe("deduplication", () => {
  it("a second send within five minutes succeeds and delivers nothing, even after the first was deleted [FIFO-04] [FIFO-05]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    const sent = () => at.sqs.sendMessage({ QueueUrl, MessageBody: "x", MessageGroupId: "g" });
    const first = await sent();
    const [{ ReceiptHandle } = {}] = await receive(at, QueueUrl);
    await at.sqs.deleteMessage({ QueueUrl, ReceiptHandle });
    await at.clock.advanceBy(FIVE_MINUTES_MS - 1);
    const second = await sent();
    expect([second.MessageId, second.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
    expect(await depth(at, QueueUrl)).toEqual([0, 0, 0]);
  });

  it("after five minutes it is a new message [FIFO-06]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    const sent = () => at.sqs.sendMessage({ QueueUrl, MessageBody: "x", MessageGroupId: "g" });
    await sent();
    await at.clock.advanceBy(FIVE_MINUTES_MS);
    await sent();
    expect(await depth(at, QueueUrl)).toEqual([2, 0, 0]);
  });

  it("by content looks at the body alone, and an id of its own comes first [FIFO-07]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    const message = { QueueUrl, MessageBody: "x", MessageGroupId: "g" };
    await at.sqs.sendMessage({
      ...message,
      MessageAttributes: { n: { DataType: "Number", StringValue: "1" } },
    });
    await at.sqs.sendMessage({
      ...message,
      MessageAttributes: { n: { DataType: "Number", StringValue: "2" } },
    });
    expect(await depth(at, QueueUrl)).toEqual([1, 0, 0]);
    await at.sqs.sendMessage({ ...message, MessageDeduplicationId: "own" });
    expect(await depth(at, QueueUrl)).toEqual([2, 0, 0]);
  });

  it("the queue is the scope, or each group [FIFO-08] [FIFO-09]", async () => {
    const at = world();
    const byQueue = await at.queue("q.fifo", FIFO);
    const byGroup = await at.queue("g.fifo", BY_GROUP);
    for (const QueueUrl of [byQueue, byGroup])
      for (const MessageGroupId of ["a", "b"])
        await at.sqs.sendMessage({ QueueUrl, MessageBody: "x", MessageGroupId });
    expect([await depth(at, byQueue), await depth(at, byGroup)]).toEqual([
      [1, 0, 0],
      [2, 0, 0],
    ]);
  });

  it("a scope that changes forgets nothing [FIFO-10]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    await send(at, QueueUrl, "g:x");
    const { FifoThroughputLimit, DeduplicationScope } = BY_GROUP;
    await at.sqs.setQueueAttributes({ QueueUrl, Attributes: { FifoThroughputLimit, DeduplicationScope } });
    await send(at, QueueUrl, "g:x");
    expect(await depth(at, QueueUrl)).toEqual([1, 0, 0]);
  });

  it("a purge forgets all [FIFO-11]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    await send(at, QueueUrl, "g:x");
    await at.sqs.purgeQueue({ QueueUrl });
    await send(at, QueueUrl, "g:x");
    expect(await depth(at, QueueUrl)).toEqual([1, 0, 0]);
  });
});

describe("groups", () => {
  it("a group is locked while one of it is in flight, others are not; one is drained before the next [FIFO-12] [FIFO-13]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    await send(at, QueueUrl, "a:1", "b:1", "a:2", "b:2", "a:3");
    expect(await bodies(at, QueueUrl, one)).toEqual(["a:1"]);
    expect(await bodies(at, QueueUrl)).toEqual(["b:1", "b:2"]);
    expect(await bodies(at, QueueUrl)).toEqual([]);
    await at.clock.advanceBy(30_000);
    expect(await bodies(at, QueueUrl)).toEqual(["a:1", "a:2", "a:3", "b:1", "b:2"]);
  });

  it("the head comes first again when its timeout ends [FIFO-14]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    await send(at, QueueUrl, "a:1", "a:2");
    await bodies(at, QueueUrl, one);
    await at.clock.advanceBy(30_000);
    expect(await bodies(at, QueueUrl)).toEqual(["a:1", "a:2"]);
  });

  it("ending the first's timeout re-opens the group for what is visible [FIFO-15]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    await send(at, QueueUrl, "a:1", "a:2");
    const [{ ReceiptHandle } = {}] = await receive(at, QueueUrl);
    await at.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    expect(await bodies(at, QueueUrl)).toEqual(["a:1"]);
  });

  it("an extended message lets only those before it through [FIFO-16]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    await send(at, QueueUrl, "a:1", "a:2", "a:3");
    const [, { ReceiptHandle } = {}] = await receive(at, QueueUrl);
    await at.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 });
    await at.clock.advanceBy(30_000);
    expect(await bodies(at, QueueUrl)).toEqual(["a:1"]);
  });

  it("120,000 in flight: receives just stop [FIFO-22]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", { ...FIFO, VisibilityTimeout: "600" });
    for (let batch = 0; batch < 12_001; batch += 1) {
      const Entries = Array.from({ length: 10 }, (_, index) => ({
        Id: `${index}`,
        MessageBody: "x",
        MessageGroupId: `g${batch}`,
        MessageDeduplicationId: `${batch}-${index}`,
      }));
      await at.simulator.sqs.call("SendMessageBatch", { QueueUrl, Entries }, CALLER);
      if (batch < 12_000)
        await at.simulator.sqs.call("ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 10 }, CALLER);
    }
    expect(await bodies(at, QueueUrl)).toEqual([]);
    expect(await depth(at, QueueUrl)).toEqual([10, 120_000, 0]);
  });
});

const CALLER = {
  region: "us-east-1",
  account: "000000000000",
  actor: undefined,
  protocol: "json",
  baseUrl: "http://sqs.test",
  requestId: "r",
  traceHeader: undefined,
  signal: undefined,
} as const;

describe("receipts", () => {
  it("expire with the timeout, unlike on a standard queue; a second consumer gets the message [FIFO-17] [FIFO-26]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    await send(at, QueueUrl, "a:1");
    const [{ ReceiptHandle } = {}] = await receive(at, QueueUrl);
    await at.clock.advanceBy(30_000);
    expect(await refusal(at.sqs.deleteMessage({ QueueUrl, ReceiptHandle }))).toEqual([
      "InvalidParameterValue",
      `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
      400,
    ]);
    expect(await bodies(at, QueueUrl)).toEqual(["a:1"]);
  });

  it("an extended timeout lets the late delete succeed [FIFO-18]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    await send(at, QueueUrl, "a:1");
    const [{ ReceiptHandle } = {}] = await receive(at, QueueUrl);
    await at.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 });
    await at.clock.advanceBy(59_000);
    await at.sqs.deleteMessage({ QueueUrl, ReceiptHandle });
    expect(await depth(at, QueueUrl)).toEqual([0, 0, 0]);
  });

  it("the same attempt gets the same messages and handles, hidden anew [FIFO-24]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q.fifo", FIFO);
    await send(at, QueueUrl, "a:1", "a:2");
    const attempt = { ReceiveRequestAttemptId: "try-1" };
    const first = await receive(at, QueueUrl, attempt);
    await at.clock.advanceBy(20_000);
    const again = await receive(at, QueueUrl, attempt);
    expect(again.map(({ ReceiptHandle }) => ReceiptHandle)).toEqual(
      first.map(({ ReceiptHandle }) => ReceiptHandle),
    );
    await at.clock.advanceBy(29_999);
    expect(await bodies(at, QueueUrl)).toEqual([]);
  });
});
