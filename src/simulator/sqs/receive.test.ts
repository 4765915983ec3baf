// Room simulator/sqs, tests: what a receive returns, hides and gives back, on a standard queue.
import { describe, expect, it } from "vitest";
import { arrived, bodies, depth, queueWith, receive, refusal, world } from "./world.fixture.ts";

const BAD_WAIT = (value: number) =>
  `Value ${value} for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.`;
const BAD_TIMEOUT = (value: number) =>
  `Value ${value} for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.`;

describe("visibility", () => {
  it("a message is hidden for its timeout, then comes again under another handle, counted [SQS-03] [SQS-04]", async () => {
    const at = world();
    const url = await queueWith(at, "q", {}, "order");
    const [first] = await receive(at, url);
    await at.clock.advanceBy(29_999);
    expect(await bodies(at, url)).toEqual([]);
    await at.clock.advanceBy(1);
    const [second] = await receive(at, url);
    expect([first?.Attributes?.ApproximateReceiveCount, second?.Attributes?.ApproximateReceiveCount]).toEqual(
      ["1", "2"],
    );
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
    expect(second?.MessageId).toBe(first?.MessageId);
  });

  it.each([-1, 43_201])("a timeout of %i s is refused [SQS-04]", async (VisibilityTimeout) => {
    const at = world();
    const url = await queueWith(at, "q", {}, "order");
    expect(await refusal(at.sqs.receiveMessage({ QueueUrl: url, VisibilityTimeout }))).toEqual([
      "InvalidParameterValue",
      BAD_TIMEOUT(VisibilityTimeout),
      400,
    ]);
  });

  it("a change counts from the call, is for this receipt only, and 0 shows the message at once [SQS-05] [SQS-07] [SQS-08]", async () => {
    const at = world();
    const url = await queueWith(at, "q", { VisibilityTimeout: "10" }, "order");
    const [first] = await receive(at, url);
    const change = (VisibilityTimeout: number, ReceiptHandle = first?.ReceiptHandle) =>
      at.sqs.changeMessageVisibility({ QueueUrl: url, ReceiptHandle, VisibilityTimeout });
    await at.clock.advanceBy(8_000);
    await change(5);
    await at.clock.advanceBy(4_999);
    expect(await bodies(at, url)).toEqual([]);
    await at.clock.advanceBy(1);
    const [second] = await receive(at, url);
    await at.clock.advanceBy(9_999);
    expect(await bodies(at, url)).toEqual([]);
    await change(0, second?.ReceiptHandle);
    expect(await bodies(at, url)).toEqual(["order"]);
  });

  it("twelve hours from the receive are the end of all extending [SQS-06]", async () => {
    const at = world();
    const url = await queueWith(at, "q", {}, "order");
    const [{ ReceiptHandle } = {}] = await receive(at, url);
    const change = (VisibilityTimeout: number) =>
      at.sqs.changeMessageVisibility({ QueueUrl: url, ReceiptHandle, VisibilityTimeout });
    await at.clock.advanceBy(1_000);
    expect(await refusal(change(43_200))).toEqual([
      "InvalidParameterValue",
      "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
      400,
    ]);
    await change(43_195);
    expect(await depth(at, url)).toEqual([0, 1, 0]);
  });

  it("a receive's own timeout overrides the queue's [SQS-11]", async () => {
    const at = world();
    const url = await queueWith(at, "q", {}, "order");
    await receive(at, url, { VisibilityTimeout: 2 });
    await at.clock.advanceBy(2_000);
    expect(await bodies(at, url)).toEqual(["order"]);
  });
});

describe("deleting", () => {
  it("works with a receipt whose timeout has ended [SQS-09]", async () => {
    const at = world();
    const url = await queueWith(at, "q", { VisibilityTimeout: "1" }, "order");
    const [{ ReceiptHandle } = {}] = await receive(at, url);
    await at.clock.advanceBy(2_000);
    await at.sqs.deleteMessage({ QueueUrl: url, ReceiptHandle });
    expect(await depth(at, url)).toEqual([0, 0, 0]);
  });

  it("with an older receipt than the newest succeeds, and the message stays [SQS-10]", async () => {
    const at = world();
    const url = await queueWith(at, "q", { VisibilityTimeout: "1" }, "order");
    const [{ ReceiptHandle } = {}] = await receive(at, url);
    await at.clock.advanceBy(1_000);
    await receive(at, url);
    await at.sqs.deleteMessage({ QueueUrl: url, ReceiptHandle });
    expect(await depth(at, url)).toEqual([0, 1, 0]);
  });
});

describe("how many, and how long", () => {
  it("one message by default, up to ten; 0 and 11 are refused [SQS-12]", async () => {
    const at = world();
    const url = await queueWith(at, "q", {}, "a", "b");
    expect(await bodies(at, url, { MaxNumberOfMessages: undefined })).toHaveLength(1);
    for (const MaxNumberOfMessages of [0, 11])
      expect(await refusal(at.sqs.receiveMessage({ QueueUrl: url, MaxNumberOfMessages }))).toEqual([
        "InvalidParameterValue",
        `Value ${MaxNumberOfMessages} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
        400,
      ]);
  });

  it.each([-1, 21])("a wait of %i s is refused [SQS-13]", async (WaitTimeSeconds) => {
    const at = world();
    const url = await at.queue("q");
    expect(await refusal(at.sqs.receiveMessage({ QueueUrl: url, WaitTimeSeconds }))).toEqual([
      "InvalidParameterValue",
      BAD_WAIT(WaitTimeSeconds),
      400,
    ]);
  });

  it("a long poll returns with the first message, not with a full batch [SQS-14]", async () => {
    const at = world();
    const url = await at.queue("q");
    const polled = bodies(at, url, { WaitTimeSeconds: 20 });
    await arrived();
    await at.clock.advanceBy(3_000);
    await at.sqs.sendMessage({ QueueUrl: url, MessageBody: "a" });
    await at.clock.advanceBy(0);
    expect(await polled).toEqual(["a"]);
    expect(at.clock.nowMs()).toBe(3_000);
  });

  it("an empty receive has no Messages member, at once or after its wait [SQS-15]", async () => {
    const at = world();
    const url = await at.queue("q");
    expect(Object.keys(await at.sqs.receiveMessage({ QueueUrl: url }))).toEqual(["$metadata"]);
    const polled = at.sqs.receiveMessage({ QueueUrl: url, WaitTimeSeconds: 20 });
    await arrived();
    await at.clock.advanceBy(20_000);
    expect(Object.keys(await polled)).toEqual(["$metadata"]);
  });

  it("a caller that is gone takes nothing with it", async () => {
    const at = world();
    const url = await at.queue("q");
    const gone = new AbortController();
    const polled = at.sqs.receiveMessage(
      { QueueUrl: url, WaitTimeSeconds: 20 },
      { abortSignal: gone.signal },
    );
    polled.catch(() => {});
    await arrived();
    gone.abort();
    await at.sqs.sendMessage({ QueueUrl: url, MessageBody: "a" });
    await at.clock.advanceBy(0);
    expect(await depth(at, url)).toEqual([1, 0, 0]);
  });

  it("120,000 in flight: a short poll is refused, a long poll returns empty [SQS-26]", async () => {
    const at = world();
    const url = await at.queue("q", { VisibilityTimeout: "600" });
    const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `${index}`, MessageBody: "x" }));
    for (let sent = 0; sent <= 120_000; sent += 10) {
      await at.simulator.sqs.call("SendMessageBatch", { QueueUrl: url, Entries }, CALLER);
      await at.simulator.sqs.call("ReceiveMessage", { QueueUrl: url, MaxNumberOfMessages: 10 }, CALLER);
      if (sent === 119_990) break;
    }
    await at.sqs.sendMessage({ QueueUrl: url, MessageBody: "one more" });
    expect(await depth(at, url)).toEqual([1, 120_000, 0]);
    expect(await refusal(at.sqs.receiveMessage({ QueueUrl: url }))).toEqual([
      "OverLimit",
      "Too many messages in flight.",
      403,
    ]);
    const polled = at.sqs.receiveMessage({ QueueUrl: url, WaitTimeSeconds: 1 });
    await arrived();
    await at.clock.advanceBy(1_000);
    expect((await polled).Messages).toBeUndefined();
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

describe("order on a standard queue", () => {
  const many = Array.from({ length: 40 }, (_, index) => `order ${index}`);

  it("is best effort, and the seed's [SQS-02]", async () => {
    const inOrderOf = async (seed: string) => {
      const at = world(seed);
      const url = await queueWith(at, "q", {}, ...many);
      const all: string[] = [];
      for (let i = 0; i < 4; i += 1) all.push(...(await bodies(at, url)));
      return all;
    };
    const once = await inOrderOf("a");
    expect(once).not.toEqual(many);
    expect(once.toSorted()).toEqual(many.toSorted());
    expect(await inOrderOf("a")).toEqual(once);
    expect(await inOrderOf("b")).not.toEqual(once);
  });
});

describe("time between two milliseconds", () => {
  it("weather that delays by a fraction delays to the next whole one", async () => {
    const at = world("seed", undefined, () => ({ delayMs: 0.4, overtakenBy: 0 }));
    const url = await queueWith(at, "q", {}, "order");
    expect(await bodies(at, url)).toEqual([]);
    await at.clock.advanceBy(1);
    expect(await bodies(at, url)).toEqual(["order"]);
  });

  it("a timer that rings a moment early, by the sums of fractions, rings again", async () => {
    const at = world();
    const url = await at.queue("q");
    at.clock.after(116.158, { actor: "test", foreground: true, what: "a fraction" }, () => {});
    await at.clock.advanceTo(145.757);
    await at.sqs.sendMessage({ QueueUrl: url, MessageBody: "order", DelaySeconds: 1 });
    await at.clock.advanceTo(1_144.9);
    expect(await bodies(at, url)).toEqual([]);
    await at.clock.advanceTo(1_145);
    expect(await bodies(at, url)).toEqual(["order"]);
  });
});

it("a receipt of no receive was never given out", async () => {
  const at = world();
  const QueueUrl = await queueWith(at, "q", {}, "order");
  const [message] = await receive(at, QueueUrl);
  const start = (message?.ReceiptHandle ?? "").slice(0, 16);
  const forged = start + btoa(`${message?.MessageId} 0`);
  expect(await refusal(at.sqs.deleteMessage({ QueueUrl, ReceiptHandle: forged }))).toEqual([
    "ReceiptHandleIsInvalid",
    `The input receipt handle "${forged}" is not a valid receipt handle.`,
    400,
  ]);
});
