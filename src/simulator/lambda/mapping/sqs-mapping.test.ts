// A queue's event source mapping, end to end in the box: what the function gets, what is deleted, and what comes again.
import { afterAll, describe, expect, test, vi } from "vitest";
import { openBoxes } from "../../../box/open-box.ts";
import type { Mapped, MappedPlay } from "./mapping.fixture.ts";

// A box that starts on a busy machine takes some seconds.
vi.setConfig({ testTimeout: 30_000 });
const FIXTURE = new URL("mapping.fixture.ts", import.meta.url).href;
const boxes = openBoxes(2);
afterAll(() => boxes.close());

async function play(args: MappedPlay, seed = "1"): Promise<Mapped> {
  const job = { module: FIXTURE, export: "playMapped", args, seed };
  return (await boxes.run(job)) as Mapped;
}

const OK = "export const handler = async () => ({})";
const sends = (...bodies: readonly string[]) => bodies.map((body) => ({ body }));
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));
/** Fails the records whose body begins with `bad`, by name. */
const REPORTS = `export const handler = async ({ Records }) => ({
  batchItemFailures: Records.filter(({ body }) => body.startsWith("bad")).map(({ messageId }) => ({ itemIdentifier: messageId })) })`;
const VISIBLE_AFTER_5 = { VisibilityTimeout: "5" };

describe("what the function gets", () => {
  test("ESM-21: a record of a standard queue, and of a FIFO queue", async () => {
    const standard = await play({ code: OK, sends: sends("one") });
    expect(standard.first).toEqual({
      Records: [
        {
          messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          receiptHandle: expect.any(String),
          body: "one",
          attributes: {
            ApproximateReceiveCount: "1",
            SentTimestamp: expect.stringMatching(/^17672\d{8}$/),
            SenderId: expect.any(String),
            ApproximateFirstReceiveTimestamp: expect.stringMatching(/^17672\d{8}$/),
          },
          messageAttributes: {},
          md5OfBody: "f97c5d29941bfb1b2fdab0874906ab82",
          eventSource: "aws:sqs",
          eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:Orders",
          awsRegion: "us-east-1",
        },
      ],
    });
    const fifo = await play({ code: OK, fifo: true, sends: [{ body: "one", group: "g" }] });
    expect(fifo.first).toEqual({
      Records: [
        expect.objectContaining({
          attributes: expect.objectContaining({
            SequenceNumber: expect.any(String),
            MessageGroupId: "g",
            MessageDeduplicationId: expect.any(String),
          }),
        }),
      ],
    });
  });

  test("ESM-02: at most ten at once, unless a larger batch and a window are asked for", async () => {
    const few = await play({ code: OK, sends: sends(...numbers(25)), sendsFirst: true });
    expect(few.invocations.map(({ bodies }) => bodies.length)).toEqual([10, 10, 5]);
    const mapping = { BatchSize: 100, MaximumBatchingWindowInSeconds: 1 };
    const many = await play({ code: OK, sends: sends(...numbers(25)), sendsFirst: true, mapping });
    expect(many.invocations.map(({ bodies }) => bodies.length)).toEqual([25]);
  });

  test("ESM-03: a window waits for more, until it ends or the batch is full", async () => {
    const mapping = { BatchSize: 3, MaximumBatchingWindowInSeconds: 2 };
    const late = [{ body: "a" }, { body: "b", atMs: 1_000 }, { body: "c", atMs: 10_000 }];
    const { invocations } = await play({ code: OK, sends: late, mapping });
    expect(invocations.map(({ bodies }) => bodies)).toEqual([["a", "b"], ["c"]]);
    expect(invocations[0]?.atMs).toBeGreaterThanOrEqual(2_000);
    const full = await play({ code: OK, sends: sends("a", "b", "c"), mapping });
    expect(full.invocations[0]?.atMs).toBeLessThan(1_000);
  });

  test("ESM-18: what the filter does not take is deleted, and reaches nobody", async () => {
    const mapping = {
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"amount":[{"numeric":[">=",1000]}]}}' }] },
    };
    const bodies = ['{"amount":1000}', '{"amount":999}', "plain"];
    const { invocations, left, parked } = await play({
      code: OK,
      sends: sends(...bodies),
      mapping,
      maxReceiveCount: 1,
    });
    expect({ got: invocations.flatMap((one) => one.bodies), left, parked }).toEqual({
      got: ['{"amount":1000}'],
      left: 0,
      parked: [],
    });
  });
});

describe("what becomes of a batch", () => {
  test("ESM-05: success deletes it, an error returns it whole after the visibility timeout", async () => {
    const code = `let n = 0; export const handler = async () => { n += 1; if (n === 1) throw new RangeError('first'); }`;
    const { invocations, left } = await play({
      code,
      sends: sends("a", "b"),
      sendsFirst: true,
      queue: VISIBLE_AFTER_5,
    });
    expect(invocations).toEqual([
      { atMs: expect.any(Number), bodies: ["a", "b"], outcome: "RangeError" },
      { atMs: expect.any(Number), bodies: ["a", "b"], outcome: "ok" },
    ]);
    const [first, second] = invocations;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(4_000);
    expect(left).toBe(0);
  });

  test("ESM-06: with ReportBatchItemFailures only the failed come again, and are parked in the end", async () => {
    const { invocations, parked, left } = await play({
      code: REPORTS,
      sends: sends("a", "bad", "c"),
      sendsFirst: true,
      queue: VISIBLE_AFTER_5,
      maxReceiveCount: 2,
      mapping: { FunctionResponseTypes: ["ReportBatchItemFailures"] },
    });
    expect(invocations.map(({ bodies }) => bodies)).toEqual([["a", "bad", "c"], ["bad"]]);
    expect({ parked, left }).toEqual({ parked: ["bad"], left: 0 });
  });

  test.each([
    ["an empty object", "({})"],
    ["nothing", "undefined"],
    ["an empty list", "({ batchItemFailures: [] })"],
    ["null for the list", "({ batchItemFailures: null })"],
  ])("ESM-07: %s is complete success", async (_name, answer) => {
    const { invocations, left, parked } = await play({
      code: `export const handler = async () => ${answer}`,
      sends: sends("a"),
      queue: VISIBLE_AFTER_5,
      maxReceiveCount: 1,
      mapping: { FunctionResponseTypes: ["ReportBatchItemFailures"] },
    });
    expect({ count: invocations.length, left, parked }).toEqual({ count: 1, left: 0, parked: [] });
  });

  test.each([
    ["a wrong name", '({ batchItemFailures: [{ foo: "notvalid" }] })'],
    ["an empty id", '({ batchItemFailures: [{ itemIdentifier: "" }] })'],
    ["null for an id", "({ batchItemFailures: [{ itemIdentifier: null }] })"],
    ["an id that is not in the batch", '({ batchItemFailures: [{ itemIdentifier: "nobody" }] })'],
    ["what is no object", '"done"'],
  ])("ESM-08: %s is complete failure", async (_name, answer) => {
    const { parked } = await play({
      code: `export const handler = async () => ${answer}`,
      sends: sends("a", "b"),
      sendsFirst: true,
      queue: VISIBLE_AFTER_5,
      maxReceiveCount: 1,
      mapping: { FunctionResponseTypes: ["ReportBatchItemFailures"] },
    });
    expect(parked).toEqual(["a", "b"]);
  });

  test("ESM-09: a function that throws fails the good ones too", async () => {
    const { parked } = await play({
      code: `export const handler = async ({ Records }) => { Records.map(({ body }) => JSON.parse(body)); }`,
      sends: sends('{"good":1}', "{bad"),
      sendsFirst: true,
      queue: VISIBLE_AFTER_5,
      maxReceiveCount: 1,
      mapping: { FunctionResponseTypes: ["ReportBatchItemFailures"] },
    });
    expect(parked).toEqual(['{"good":1}', "{bad"]);
  });

  test("ESM-11: without the setting the reported failures are not read, and are lost", async () => {
    const { invocations, left, parked } = await play({
      code: REPORTS,
      sends: sends("bad"),
      maxReceiveCount: 1,
    });
    expect({ count: invocations.length, left, parked }).toEqual({ count: 1, left: 0, parked: [] });
  });

  test("ESM-14: a window and a timeout that outlast the visibility timeout get a longer one", async () => {
    const code = `let n = 0; export const handler = async () => { n += 1; if (n === 1) throw new Error('first'); }`;
    const { invocations } = await play({
      code,
      sends: sends("a"),
      queue: { VisibilityTimeout: "30" },
      settings: { Timeout: 25 },
      mapping: { MaximumBatchingWindowInSeconds: 10 },
    });
    const [first, second] = invocations.map(({ atMs }) => atMs);
    // Hidden for 10 + 25 + 30 s from its receive; the window comes after either receive.
    expect(Math.round(((second ?? 0) - (first ?? 0)) / 1_000)).toBe(65);
  });

  test("ESM-19: what fails for good goes to the queue's dead letter queue, not to the function's", async () => {
    const { parked, log } = await play({
      code: "export const handler = async () => { throw new Error('never') }",
      sends: sends("a"),
      queue: VISIBLE_AFTER_5,
      maxReceiveCount: 1,
      settings: { DeadLetterConfig: { TargetArn: "arn:aws:sqs:us-east-1:000000000000:Other" } },
    });
    expect({ parked, told: log.match(/lambda\.(told|lost)/g) }).toEqual({ parked: ["a"], told: null });
  });

  test("a timeout leaves the batch to the visibility timeout; the effect it had stays", async () => {
    const { invocations, left } = await play({
      code: `let n = 0; export const handler = async () => { n += 1; await new Promise((ok) => setTimeout(ok, 60_000)); }`,
      sends: sends("a"),
      queue: VISIBLE_AFTER_5,
      maxReceiveCount: 2,
      settings: { Timeout: 2 },
    });
    expect(invocations.map(({ outcome }) => outcome)).toEqual(["Sandbox.Timedout", "Sandbox.Timedout"]);
    expect(left).toBe(0);
  });
});

describe("FIFO", () => {
  const fifo = {
    fifo: true,
    queue: VISIBLE_AFTER_5,
    mapping: { FunctionResponseTypes: ["ReportBatchItemFailures" as const] },
  };
  const group = (name: string, ...bodies: readonly string[]) => bodies.map((body) => ({ body, group: name }));

  test("ESM-10: a function that stops at the first failure keeps the order of its group", async () => {
    const code = `let tries = 0; export const handler = async ({ Records }) => {
      const at = Records.findIndex(({ body }) => body.startsWith("bad") && (tries += 1) < 2);
      return { batchItemFailures: (at < 0 ? [] : Records.slice(at)).map(({ messageId }) => ({ itemIdentifier: messageId })) }; }`;
    const { invocations } = await play({
      ...fifo,
      code,
      sends: group("g", "a", "bad", "c"),
      sendsFirst: true,
    });
    expect(invocations.map(({ bodies }) => bodies)).toEqual([
      ["a", "bad", "c"],
      ["bad", "c"],
    ]);
  });

  test("ESM-10: one that returns only what failed breaks it", async () => {
    const code = REPORTS.replace(
      'body.startsWith("bad")',
      'body.startsWith("bad") && (globalThis.tries = (globalThis.tries ?? 0) + 1) < 2',
    );
    const { invocations } = await play({
      ...fifo,
      code,
      sends: group("g", "a", "bad", "c"),
      sendsFirst: true,
    });
    expect(invocations.map(({ bodies }) => bodies)).toEqual([["a", "bad", "c"], ["bad"]]);
  });

  test("ESM-12: one batch of a group at a time, groups beside each other", async () => {
    const code = `export const handler = async () => { await new Promise((ok) => setTimeout(ok, 1_000)); return {}; }`;
    const mapping = { ...fifo.mapping, BatchSize: 1 };
    const all = [...group("g", "g1", "g2"), ...group("h", "h1")];
    const { invocations } = await play({ ...fifo, code, mapping, sends: all, sendsFirst: true });
    const at = Object.fromEntries(invocations.map(({ atMs, bodies }) => [bodies[0] ?? "", atMs]));
    expect((at["h1"] ?? 0) - (at["g1"] ?? 0)).toBeLessThan(300);
    expect((at["g2"] ?? 0) - (at["g1"] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });
});

describe("how many at a time", () => {
  const slow = `export const handler = async () => { await new Promise((ok) => setTimeout(ok, 1_000)); }`;
  const most = ({ invocations }: Mapped) => {
    const starts = invocations.map(({ atMs }) => atMs);
    return Math.max(...starts.map((from) => starts.filter((one) => one >= from && one < from + 900).length));
  };

  test("ESM-17: five batches at first", async () => {
    const args = { code: slow, sends: sends(...numbers(12)), sendsFirst: true, mapping: { BatchSize: 1 } };
    expect(most(await play(args))).toBe(5);
  });

  test("ESM-16: no more than MaximumConcurrency", async () => {
    const mapping = { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } };
    expect(most(await play({ code: slow, sends: sends(...numbers(8)), sendsFirst: true, mapping }))).toBe(2);
  });

  test("ESM-15: a throttled batch is tried again while it is hidden, then it was received once more", async () => {
    const { invocations, parked, log } = await play({
      code: OK,
      sends: sends("a"),
      queue: VISIBLE_AFTER_5,
      maxReceiveCount: 2,
      reserved: 0,
    });
    expect({ invocations, parked }).toEqual({ invocations: [], parked: ["a"] });
    expect(log.match(/"outcome":"throttled"/g)).toHaveLength(6);
  });
});

describe("weather", () => {
  const one = { code: OK, sends: sends("a"), queue: VISIBLE_AFTER_5 };

  test("ESM-01: a batch delivered twice", async () => {
    const { invocations, left } = await play({ ...one, weather: [{ kind: "duplicate" }] });
    expect({ bodies: invocations.map(({ bodies }) => bodies), left }).toEqual({
      bodies: [["a"], ["a"]],
      left: 0,
    });
  });

  test.each([
    ["crash-before", { kind: "crash-before" }, "Runtime.ExitError"],
    ["crash-after", { kind: "crash-after" }, "Runtime.ExitError"],
    ["fail", { kind: "fail", error: { type: "Weather", message: "rain" } }, "Weather"],
    ["timeout", { kind: "timeout" }, "Sandbox.Timedout"],
  ] as const)("%s: the batch comes again", async (_name, fault, errorType) => {
    const { invocations, left } = await play({ ...one, weather: [fault] });
    expect({ outcomes: invocations.map(({ outcome }) => outcome), left }).toEqual({
      outcomes: [errorType, "ok"],
      left: 0,
    });
  });

  test("slow: it takes its time", async () => {
    const { invocations, log } = await play({ ...one, weather: [{ kind: "slow", delayMs: 1_000 }] });
    expect(invocations.map(({ outcome }) => outcome)).toEqual(["ok"]);
    expect(log).toMatch(/"durationMs":1\d{3}[,.}]/);
  });

  test("throttle: it is tried again a second later", async () => {
    const { invocations, left } = await play({ ...one, weather: [{ kind: "throttle" }] });
    expect({ count: invocations.length, left }).toEqual({ count: 1, left: 0 });
    expect(invocations[0]?.atMs).toBeGreaterThan(1_000);
  });
});

test("messages for a function that is gone stay in the queue, and reach it when it is made again", async () => {
  const job = { module: FIXTURE, export: "orphaned", args: undefined, seed: "1" };
  expect(await boxes.run(job)).toEqual({ result: "PROBLEM: Function not found", waiting: "1", after: "0" });
});

test("the same seed gives the same log, and another seed another", async () => {
  const args = {
    code: `let n = 0; export const handler = async () => { n += 1; await new Promise((ok) => setTimeout(ok, Math.random() * 100)); if (Math.random() < 0.3) throw new Error('flaky ' + n); }`,
    sends: sends(...numbers(40)),
    sendsFirst: true,
    queue: VISIBLE_AFTER_5,
    mapping: { BatchSize: 4 },
  };
  const [first, second, other] = await Promise.all([play(args, "7"), play(args, "7"), play(args, "8")]);
  expect(second.log).toBe(first.log);
  expect(other.log).not.toBe(first.log);
});
