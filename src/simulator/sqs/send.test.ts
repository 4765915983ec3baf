// Room simulator/sqs, tests: what may be sent, alone and in batches, when it is seen, and how long it is kept.
import { describe, expect, it } from "vitest";
import { bodies, depth, EPOCH_MS, queueWith, receive, refusal, world } from "./world.fixture.ts";

describe("batches", () => {
  const entries = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ Id: `e${index}`, MessageBody: `${index}` }));

  it("of more than ten are refused as a whole [SQS-17]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q");
    expect(await refusal(at.sqs.sendMessageBatch({ QueueUrl, Entries: entries(11) }))).toEqual([
      "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
      "Maximum number of entries per request are 10. You have sent 11.",
      400,
    ]);
  });

  it("answer 200 with each entry by itself [SQS-18]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q", { MaximumMessageSize: "1024" });
    const Entries = [
      { Id: "good", MessageBody: "x" },
      { Id: "long", MessageBody: "x".repeat(1025) },
    ];
    const { Successful = [], Failed } = await at.sqs.sendMessageBatch({ QueueUrl, Entries });
    expect(Successful.map(({ Id }) => Id)).toEqual(["good"]);
    expect(Failed).toEqual([
      {
        Id: "long",
        SenderFault: true,
        Code: "InvalidParameterValue",
        Message:
          "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.",
      },
    ]);
  });

  it.each([
    ["not distinct", ["a", "a"], "AWS.SimpleQueueService.BatchEntryIdsNotDistinct", "Id a repeated."],
    [
      "with a space",
      ["a b"],
      "AWS.SimpleQueueService.InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    ],
    [
      "of 81 letters",
      ["x".repeat(81)],
      "AWS.SimpleQueueService.InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    ],
  ])("ids %s are refused [SQS-21]", async (_, ids, code, message) => {
    const at = world();
    const QueueUrl = await at.queue("q");
    const Entries = ids.map((Id) => ({ Id, MessageBody: "x" }));
    expect(await refusal(at.sqs.sendMessageBatch({ QueueUrl, Entries }))).toEqual([code, message, 400]);
  });

  it("an empty one is refused", async () => {
    const at = world();
    const QueueUrl = await at.queue("q");
    expect(await refusal(at.sqs.deleteMessageBatch({ QueueUrl, Entries: [] }))).toEqual([
      "AWS.SimpleQueueService.EmptyBatchRequest",
      "There should be at least one DeleteMessageBatchRequestEntry in the request.",
      400,
    ]);
  });
});

describe("size", () => {
  it("a message, and a whole batch, hold 1,048,576 bytes [SQS-19]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q");
    const full = "x".repeat(1_048_576);
    await at.sqs.sendMessage({ QueueUrl, MessageBody: full });
    expect(await refusal(at.sqs.sendMessage({ QueueUrl, MessageBody: `${full}x` }))).toEqual([
      "InvalidParameterValue",
      "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
      400,
    ]);
    const Entries = [
      { Id: "a", MessageBody: full },
      { Id: "b", MessageBody: "x" },
    ];
    expect(await refusal(at.sqs.sendMessageBatch({ QueueUrl, Entries }))).toEqual([
      "AWS.SimpleQueueService.BatchRequestTooLong",
      "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
      400,
    ]);
  });
});

describe("content", () => {
  it.each(["\u0000", "a\u000b", "\ufffe"])(
    "%j is no character of a message [SQS-25]",
    async (MessageBody) => {
      const at = world();
      const QueueUrl = await at.queue("q");
      expect((await refusal(at.sqs.sendMessage({ QueueUrl, MessageBody })))[0]).toBe(
        "InvalidMessageContents",
      );
    },
  );

  it.each(["\t\r\n", "\ud83d\ude80", "\ue000"])("%j is [SQS-25]", async (MessageBody) => {
    const at = world();
    const url = await queueWith(at, "q", {}, MessageBody);
    expect(await bodies(at, url)).toEqual([MessageBody]);
  });

  it("digests of body and attributes are those of the Developer Guide", async () => {
    const at = world();
    const QueueUrl = await at.queue("q");
    const sent = await at.sqs.sendMessage({
      QueueUrl,
      MessageBody: "hello",
      MessageAttributes: { n: { DataType: "Number", StringValue: "1" } },
    });
    expect(sent.MD5OfMessageBody).toBe("5d41402abc4b2a76b9719d911017c592");
    const [message] = await receive(at, QueueUrl, { MessageAttributeNames: ["All"] });
    // The SDK itself compares the body's digest; the attributes' is compared here with what the send answered.
    expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    expect(message?.MessageAttributes).toEqual({ n: { DataType: "Number", StringValue: "1" } });
  });

  it("when and by whom it was sent comes back, and its trace header [SQS-30]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q");
    await at.clock.advanceBy(1_500);
    await at.sqs.sendMessage({
      QueueUrl,
      MessageBody: "x",
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "Root=1-a-b" } },
    });
    const [message] = await receive(at, QueueUrl);
    expect(message?.Attributes).toEqual({
      SenderId: "AIDAORDEALSIMULATOR01",
      SentTimestamp: String(EPOCH_MS + 1_500),
      ApproximateFirstReceiveTimestamp: String(EPOCH_MS + 1_500),
      ApproximateReceiveCount: "1",
      AWSTraceHeader: "Root=1-a-b",
    });
  });

  it("a group id on a standard queue comes back, and locks and orders nothing [SQS-31]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q");
    for (const MessageBody of ["a", "b"]) {
      const { SequenceNumber } = await at.sqs.sendMessage({
        QueueUrl,
        MessageBody,
        MessageGroupId: "tenant",
      });
      expect(SequenceNumber).toBeUndefined();
    }
    const [first] = await receive(at, QueueUrl, { MaxNumberOfMessages: 1 });
    const [second] = await receive(at, QueueUrl, { MaxNumberOfMessages: 1 });
    expect([first?.Attributes?.MessageGroupId, second?.Attributes?.MessageGroupId]).toEqual([
      "tenant",
      "tenant",
    ]);
  });
});

describe("delay", () => {
  it("a message's own overrides the queue's [SQS-22]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q", { DelaySeconds: "10" });
    await at.sqs.sendMessage({ QueueUrl, MessageBody: "queue's" });
    await at.sqs.sendMessage({ QueueUrl, MessageBody: "own", DelaySeconds: 2 });
    expect(await depth(at, QueueUrl)).toEqual([0, 0, 2]);
    await at.clock.advanceBy(2_000);
    expect(await bodies(at, QueueUrl)).toEqual(["own"]);
    await at.clock.advanceBy(8_000);
    expect(await bodies(at, QueueUrl)).toEqual(["queue's"]);
  });

  it("of 901 s is refused [SQS-22]", async () => {
    const at = world();
    const QueueUrl = await at.queue("q");
    expect(await refusal(at.sqs.sendMessage({ QueueUrl, MessageBody: "x", DelaySeconds: 901 }))).toEqual([
      "InvalidParameterValue",
      "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.",
      400,
    ]);
  });

  it("set on a queue counts for what waits already on FIFO, not on standard [SQS-23]", async () => {
    const at = world();
    const standard = await queueWith(at, "q", { DelaySeconds: "100" }, "x");
    const fifo = await queueWith(
      at,
      "q.fifo",
      { FifoQueue: "true", ContentBasedDeduplication: "true", DelaySeconds: "100" },
      "x",
    );
    for (const QueueUrl of [standard, fifo])
      await at.sqs.setQueueAttributes({ QueueUrl, Attributes: { DelaySeconds: "1" } });
    await at.clock.advanceBy(1_000);
    expect([await bodies(at, standard), await bodies(at, fifo)]).toEqual([[], ["x"]]);
  });
});

describe("retention", () => {
  it("takes a message away while it is in flight, and deleting it then succeeds [SQS-24]", async () => {
    const at = world();
    const url = await queueWith(at, "q", { MessageRetentionPeriod: "60", VisibilityTimeout: "600" }, "x");
    const [{ ReceiptHandle } = {}] = await receive(at, url);
    await at.clock.advanceBy(59_999);
    expect(await depth(at, url)).toEqual([0, 1, 0]);
    await at.clock.advanceBy(1);
    expect(await depth(at, url)).toEqual([0, 0, 0]);
    await at.sqs.deleteMessage({ QueueUrl: url, ReceiptHandle });
  });

  it("is four days unless set [SQS-20]", async () => {
    const at = world();
    const url = await queueWith(at, "q", {}, "x");
    await at.clock.advanceBy(345_599_999);
    expect(await depth(at, url)).toEqual([1, 0, 0]);
    await at.clock.advanceBy(1);
    expect(await depth(at, url)).toEqual([0, 0, 0]);
  });
});
