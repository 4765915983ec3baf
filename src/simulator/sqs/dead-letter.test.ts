// Room simulator/sqs, tests: dead letter queues, and the move tasks that empty them.
import { describe, expect, it } from "vitest";
import {
  bodies,
  depth,
  EPOCH_MS,
  queueArn,
  queueUrl,
  receive,
  refusal,
  type World,
  world,
} from "./world.fixture.ts";

const policy = (dlq: string, maxReceiveCount: number | string = 1): string =>
  JSON.stringify({ deadLetterTargetArn: queueArn(dlq), maxReceiveCount });

/** `dlq` and `q` with a redrive policy to it, of one receive. */
async function pair(
  at: World,
  attributes: Record<string, string> = {},
  suffix = "",
): Promise<readonly string[]> {
  const fifo = suffix === "" ? {} : { FifoQueue: "true", ContentBasedDeduplication: "true" };
  const dlq = await at.queue(`dlq${suffix}`, fifo);
  const RedrivePolicy = policy(`dlq${suffix}`);
  const q = await at.queue(`q${suffix}`, { VisibilityTimeout: "1", ...fifo, RedrivePolicy, ...attributes });
  return [q, dlq];
}

/** Sends, receives once, and tries once more, so that they are in the dead letter queue. */
async function park(at: World, QueueUrl: string, ...messages: readonly string[]): Promise<void> {
  const group = QueueUrl.endsWith(".fifo") ? { MessageGroupId: "g" } : {};
  for (const MessageBody of messages) await at.sqs.sendMessage({ QueueUrl, MessageBody, ...group });
  await receive(at, QueueUrl);
  await at.clock.advanceBy(1_000);
  await receive(at, QueueUrl);
}

describe("dead letters", () => {
  it("after N receives the next one returns nothing, and only then the message has moved [DLQ-01]", async () => {
    const at = world();
    const dlq = await at.queue("dlq");
    const q = await at.queue("q", { VisibilityTimeout: "1", RedrivePolicy: policy("dlq", 2) });
    await at.sqs.sendMessage({ QueueUrl: q, MessageBody: "poison" });
    for (let i = 0; i < 2; i += 1) {
      expect(await bodies(at, q)).toEqual(["poison"]);
      await at.clock.advanceBy(1_000);
    }
    expect(await depth(at, dlq)).toEqual([0, 0, 0]);
    expect(await bodies(at, q)).toEqual([]);
    expect([await depth(at, q), await depth(at, dlq)]).toEqual([
      [0, 0, 0],
      [1, 0, 0],
    ]);
  });

  it("one receive allowed: a consumer that never got it loses it to the queue's fault [DLQ-09]", async () => {
    const at = world();
    const [q = "", dlq = ""] = await pair(at);
    await park(at, q, "x");
    expect(await bodies(at, dlq)).toEqual(["x"]);
  });

  it("keep id, body and attributes, go on counting, and say where they come from [DLQ-03] [SQS-30]", async () => {
    const at = world();
    const [q = "", dlq = ""] = await pair(at);
    const { MessageId } = await at.sqs.sendMessage({
      QueueUrl: q,
      MessageBody: "x",
      MessageAttributes: { n: { DataType: "Number", StringValue: "1" } },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "Root=1" } },
    });
    await receive(at, q);
    await at.clock.advanceBy(1_000);
    await receive(at, q);
    const [message] = await receive(at, dlq, { MessageAttributeNames: ["All"] });
    expect([message?.MessageId, message?.Body]).toEqual([MessageId, "x"]);
    expect(message?.MessageAttributes).toEqual({ n: { DataType: "Number", StringValue: "1" } });
    expect(message?.Attributes).toEqual({
      SenderId: "AIDAORDEALSIMULATOR01",
      SentTimestamp: String(EPOCH_MS),
      ApproximateReceiveCount: "2",
      ApproximateFirstReceiveTimestamp: String(EPOCH_MS),
      AWSTraceHeader: "Root=1",
      DeadLetterQueueSourceArn: queueArn("q"),
    });
  });

  it("expire counted from the first enqueue; on FIFO from the move [DLQ-04]", async () => {
    const at = world();
    const left: (readonly number[])[] = [];
    for (const suffix of ["", ".fifo"]) {
      const [q = "", dlq = ""] = await pair(at, { VisibilityTimeout: "30" }, suffix);
      await at.sqs.setQueueAttributes({ QueueUrl: dlq, Attributes: { MessageRetentionPeriod: "60" } });
      await at.sqs.sendMessage({
        QueueUrl: q,
        MessageBody: "x",
        ...(suffix === "" ? {} : { MessageGroupId: "g" }),
      });
      await receive(at, q);
      await at.clock.advanceBy(30_000);
      await receive(at, q);
      await at.clock.advanceBy(30_000);
      left.push(await depth(at, dlq));
    }
    expect(left).toEqual([
      [0, 0, 0],
      [1, 0, 0],
    ]);
  });

  it("on FIFO have their message id as deduplication id, and their group goes on [DLQ-06] [DLQ-07]", async () => {
    const at = world();
    const [q = "", dlq = ""] = await pair(at, {}, ".fifo");
    for (const MessageBody of ["head", "next"])
      await at.sqs.sendMessage({ QueueUrl: q, MessageBody, MessageGroupId: "g" });
    const [head] = await receive(at, q, { MaxNumberOfMessages: 1 });
    await at.clock.advanceBy(1_000);
    expect(await bodies(at, q)).toEqual(["next"]);
    const [parked] = await receive(at, dlq);
    expect([parked?.Body, parked?.Attributes?.MessageDeduplicationId]).toEqual(["head", head?.MessageId]);
  });

  it("move along a chain by each queue's own policy [DLQ-11]", async () => {
    const at = world();
    const last = await at.queue("last");
    const middle = await at.queue("middle", { VisibilityTimeout: "1", RedrivePolicy: policy("last") });
    const first = await at.queue("first", { VisibilityTimeout: "1", RedrivePolicy: policy("middle") });
    await park(at, first, "x");
    await receive(at, middle);
    await at.clock.advanceBy(1_000);
    await receive(at, middle);
    expect(await bodies(at, last)).toEqual(["x"]);
  });
});

describe("redrive policies", () => {
  it.each([
    [
      { deadLetterTargetArn: queueArn("dlq") },
      "Redrive policy does not contain mandatory attribute: maxReceiveCount.",
    ],
    [{ maxReceiveCount: 1 }, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."],
    [
      { deadLetterTargetArn: queueArn("dlq"), maxReceiveCount: "invalid" },
      "Invalid value for maxReceiveCount: invalid, valid values are from 1 to 1000 both inclusive.",
    ],
    [
      { deadLetterTargetArn: queueArn("other.fifo"), maxReceiveCount: 1 },
      "Dead-letter queue must be same type of queue as the source.",
    ],
    [{ deadLetterTargetArn: queueArn("gone"), maxReceiveCount: 1 }, "Dead letter target does not exist."],
  ])("%j is refused [DLQ-02] [DLQ-05]", async (wrong, why) => {
    const at = world();
    await at.queue("dlq");
    await at.queue("other.fifo", { FifoQueue: "true" });
    const RedrivePolicy = JSON.stringify(wrong);
    expect(await refusal(at.queue("q", { RedrivePolicy }))).toEqual([
      "InvalidParameterValue",
      `Value ${RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: ${why}`,
      400,
    ]);
  });

  it('the count may be text: "42" [DLQ-02]', async () => {
    const at = world();
    await at.queue("dlq");
    expect(await at.queue("q", { RedrivePolicy: policy("dlq", "42") })).toBe(queueUrl("q"));
  });

  it("the empty text takes the policy away [DLQ-10]", async () => {
    const at = world();
    const [q = "", dlq = ""] = await pair(at);
    await at.sqs.setQueueAttributes({ QueueUrl: q, Attributes: { RedrivePolicy: "" } });
    await park(at, q, "x");
    expect(await depth(at, dlq)).toEqual([0, 0, 0]);
  });

  it("the dead letter queue has a say in whose it is [DLQ-08]", async () => {
    const at = world();
    const allow = (value: object) => ({ RedriveAllowPolicy: JSON.stringify(value) });
    await at.queue("none", allow({ redrivePermission: "denyAll" }));
    await at.queue("some", allow({ redrivePermission: "byQueue", sourceQueueArns: [queueArn("friend")] }));
    expect((await refusal(at.queue("q", { RedrivePolicy: policy("none") })))[0]).toBe(
      "InvalidParameterValue",
    );
    expect((await refusal(at.queue("q", { RedrivePolicy: policy("some") })))[0]).toBe(
      "InvalidParameterValue",
    );
    expect(await at.queue("friend", { RedrivePolicy: policy("some") })).toBe(queueUrl("friend"));
    const sourceQueueArns = Array.from({ length: 11 }, (_, index) => queueArn(`q${index}`));
    const tooMany = at.queue("eleven", allow({ redrivePermission: "byQueue", sourceQueueArns }));
    expect((await refusal(tooMany))[1]).toMatch(/from 1 to 10 queue ARNs/);
  });
});

describe("move tasks", () => {
  const SourceArn = queueArn("dlq");
  const tasks = async ({ sqs }: World, source = SourceArn) =>
    (await sqs.listMessageMoveTasks({ SourceArn: source, MaxResults: 10 })).Results ?? [];

  it("need a source that is a dead letter queue of a queue [MOV-01] [MOV-11]", async () => {
    const at = world();
    await at.queue("plain");
    expect(await refusal(at.sqs.startMessageMoveTask({ SourceArn: queueArn("plain") }))).toEqual([
      "InvalidParameterValue",
      "Source queue must be configured as a Dead Letter Queue.",
      400,
    ]);
  });

  it("bring messages back to their own sources, as new ones [MOV-03] [MOV-08]", async () => {
    const at = world();
    const [first = "", dlq = ""] = await pair(at);
    const second = await at.queue("second", { VisibilityTimeout: "1", RedrivePolicy: policy("dlq") });
    await park(at, first, "of first");
    await park(at, second, "of second");
    const [before] = await receive(at, dlq, { VisibilityTimeout: 0 });
    await at.sqs.startMessageMoveTask({ SourceArn });
    expect((await tasks(at))[0]?.DestinationArn).toBeUndefined();
    await at.clock.advanceBy(1_000);
    expect([await bodies(at, first), await depth(at, second), await depth(at, dlq)]).toEqual([
      ["of first"],
      [1, 0, 0],
      [0, 0, 0],
    ]);
    const [after] = await receive(at, second);
    expect(after?.MessageId).not.toBe(before?.MessageId);
    expect(after?.Attributes?.ApproximateReceiveCount).toBe("1");
  });

  it("run one at a time a source, at a pace of at most 500 a second [MOV-02] [MOV-04]", async () => {
    const at = world();
    const [q = "", dlq = ""] = await pair(at);
    await park(at, q, "a", "b", "c");
    const start = (MaxNumberOfMessagesPerSecond?: number) =>
      at.sqs.startMessageMoveTask({ SourceArn, MaxNumberOfMessagesPerSecond });
    expect((await refusal(start(501)))[1]).toMatch(/between 1 and 500/);
    await start(1);
    expect(await refusal(start())).toEqual([
      "InvalidParameterValue",
      "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
      400,
    ]);
    await at.clock.advanceBy(2_000);
    expect(await depth(at, dlq)).toEqual([1, 0, 0]);
  });

  it("are listed with a handle while they run, then as completed [MOV-05]", async () => {
    const at = world();
    const [q = ""] = await pair(at);
    await park(at, q, "a");
    const { TaskHandle } = await at.sqs.startMessageMoveTask({ SourceArn, MaxNumberOfMessagesPerSecond: 1 });
    expect((await tasks(at)).map((task) => [task.Status, task.TaskHandle])).toEqual([
      ["RUNNING", TaskHandle],
    ]);
    await at.clock.advanceBy(5_000);
    expect(await tasks(at)).toEqual([
      {
        Status: "COMPLETED",
        SourceArn,
        MaxNumberOfMessagesPerSecond: 1,
        ApproximateNumberOfMessagesMoved: 1,
        ApproximateNumberOfMessagesToMove: 1,
        StartedTimestamp: EPOCH_MS + 1_000,
      },
    ]);
  });

  it("cancelled, leave the rest and keep what was moved [MOV-06]", async () => {
    const at = world();
    const [q = "", dlq = ""] = await pair(at);
    await park(at, q, "a", "b", "c");
    const { TaskHandle } = await at.sqs.startMessageMoveTask({ SourceArn, MaxNumberOfMessagesPerSecond: 1 });
    await at.clock.advanceBy(1_000);
    expect((await at.sqs.cancelMessageMoveTask({ TaskHandle })).ApproximateNumberOfMessagesMoved).toBe(1);
    await at.clock.advanceBy(5_000);
    expect([(await tasks(at))[0]?.Status, await depth(at, dlq)]).toEqual(["CANCELLED", [2, 0, 0]]);
  });

  it("fail when their destination is deleted [MOV-07]", async () => {
    const at = world();
    const [q = ""] = await pair(at);
    const QueueUrl = await at.queue("elsewhere");
    await park(at, q, "a", "b");
    await at.sqs.startMessageMoveTask({
      SourceArn,
      DestinationArn: queueArn("elsewhere"),
      MaxNumberOfMessagesPerSecond: 1,
    });
    await at.clock.advanceBy(1_000);
    await at.sqs.deleteQueue({ QueueUrl });
    await at.clock.advanceBy(5_000);
    const [task] = await tasks(at);
    expect([task?.Status, task?.FailureReason]).toEqual([
      "FAILED",
      "AWS.SimpleQueueService.NonExistentQueue",
    ]);
  });

  it("on FIFO go to FIFO, where they stand among what producers send meanwhile [MOV-10]", async () => {
    const at = world();
    const [q = ""] = await pair(at, {}, ".fifo");
    await at.queue("standard");
    await park(at, q, "parked");
    const source = queueArn("dlq.fifo");
    const wrong = at.sqs.startMessageMoveTask({ SourceArn: source, DestinationArn: queueArn("standard") });
    expect((await refusal(wrong))[1]).toBe("Source queue and destination queue must be of the same type.");
    await at.sqs.startMessageMoveTask({ SourceArn: source, MaxNumberOfMessagesPerSecond: 1 });
    await at.sqs.sendMessage({ QueueUrl: q, MessageBody: "new", MessageGroupId: "g" });
    await at.clock.advanceBy(1_000);
    await at.sqs.sendMessage({ QueueUrl: q, MessageBody: "newer", MessageGroupId: "g" });
    expect(await bodies(at, q)).toEqual(["new", "parked", "newer"]);
  });
});
