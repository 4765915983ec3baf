// A table's stream and its event source mapping, end to end in the box (Developer Guide, "Using AWS Lambda with Amazon DynamoDB").
import { afterAll, expect, test, vi } from "vitest";
import { openBoxes } from "../../../box/open-box.ts";
import type { StreamPlay, StreamPlayed } from "./stream.fixture.ts";

// A box that starts on a busy machine takes some seconds.
vi.setConfig({ testTimeout: 30_000 });
const FIXTURE = new URL("stream.fixture.ts", import.meta.url).href;
const boxes = openBoxes(1);
afterAll(() => boxes.close());

async function play(args: StreamPlay): Promise<StreamPlayed> {
  const job = { module: FIXTURE, export: "playStream", args, seed: "1" };
  return (await boxes.run(job)) as StreamPlayed;
}

const OK = "export const handler = async () => {}";
/** Fails each batch with `bad` in it. */
const FAILS = `export const handler = async ({ Records }) => {
  if (Records.some(({ dynamodb }) => dynamodb.Keys.id.S === "bad")) throw new Error("bad"); }`;
/** Says which failed. */
const REPORTS = `let n = 0; export const handler = async ({ Records }) => ({ batchItemFailures: Records
  .filter(({ dynamodb }) => dynamodb.Keys.id.S === "bad" && ++n < 2).map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })) })`;

test("a record as the function gets it, and how the mapping is doing", async () => {
  const { first, result } = await play({ code: OK, puts: ["a"] });
  expect(first).toEqual({
    eventID: expect.any(String),
    eventName: "INSERT",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "us-east-1",
    eventSourceARN: expect.stringMatching(/^arn:aws:dynamodb:us-east-1:000000000000:table\/Orders\/stream\//),
    dynamodb: {
      ApproximateCreationDateTime: expect.any(Number),
      Keys: { id: { S: "a" } },
      NewImage: { id: { S: "a" } },
      SequenceNumber: expect.stringMatching(/^\d+$/),
      SizeBytes: expect.any(Number),
      StreamViewType: "NEW_IMAGE",
    },
  });
  expect(result).toBe("OK");
});

test.each<[string, StreamPlay, readonly (readonly string[])[]]>([
  ["LATEST begins after what was there", { code: OK, before: ["old"], puts: ["a"] }, [["a"]]],
  [
    "TRIM_HORIZON begins with what is kept",
    { code: OK, before: ["old", "older"], puts: ["a"], mapping: { StartingPosition: "TRIM_HORIZON" } },
    [["old", "older"], ["a"]],
  ],
  [
    "a window waits for more",
    { code: OK, puts: ["a", "b", "c"], mapping: { MaximumBatchingWindowInSeconds: 5 } },
    [["a", "b", "c"]],
  ],
  [
    "a full batch waits for nothing",
    { code: OK, puts: ["a", "b", "c"], mapping: { MaximumBatchingWindowInSeconds: 5, BatchSize: 2 } },
    [["a", "b"], ["c"]],
  ],
  [
    "a filter passes over what it does not take",
    {
      code: OK,
      puts: ["a", "b"],
      mapping: { FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"Keys":{"id":{"S":["b"]}}}}' }] } },
    },
    [["b"]],
  ],
  [
    "a batch that fails holds back the rest, and is given up after MaximumRetryAttempts",
    { code: FAILS, puts: ["bad", "a"], mapping: { MaximumRetryAttempts: 2, BatchSize: 1 } },
    [["bad"], ["bad"], ["bad"], ["a"]],
  ],
  [
    "BisectBatchOnFunctionError finds the bad one",
    {
      code: FAILS,
      puts: ["a", "b", "bad", "c"],
      mapping: {
        MaximumRetryAttempts: 0,
        BisectBatchOnFunctionError: true,
        MaximumBatchingWindowInSeconds: 5,
      },
    },
    [["a", "b", "bad", "c"], ["a", "b"], ["bad", "c"], ["bad"], ["c"]],
  ],
  [
    "ReportBatchItemFailures begins again at the first that failed",
    {
      code: REPORTS,
      puts: ["a", "bad", "c"],
      mapping: { FunctionResponseTypes: ["ReportBatchItemFailures"], MaximumBatchingWindowInSeconds: 5 },
    },
    [
      ["a", "bad", "c"],
      ["bad", "c"],
    ],
  ],
])("%s", async (_name, args, batches) => {
  expect((await play(args)).batches).toEqual(batches);
});

test("what was given up is told to the destination for failures", async () => {
  const args = { code: FAILS, puts: ["bad"], mapping: { MaximumRetryAttempts: 1 }, destination: true };
  expect((await play(args)).told).toEqual([
    {
      requestContext: {
        requestId: expect.any(String),
        functionArn: "arn:aws:lambda:us-east-1:000000000000:function:Worker:$LATEST",
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: 2,
      },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      version: "1.0",
      timestamp: expect.any(String),
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        startSequenceNumber: expect.any(String),
        endSequenceNumber: expect.any(String),
        approximateArrivalOfFirstRecord: expect.any(String),
        approximateArrivalOfLastRecord: expect.any(String),
        batchSize: 1,
        streamArn: expect.any(String),
      },
    },
  ]);
});

test("a record that is too old is given up (MaximumRecordAgeInSeconds)", async () => {
  const mapping = { MaximumRecordAgeInSeconds: 60, BatchSize: 1 };
  const { told, batches } = await play({ code: FAILS, puts: ["bad", "a"], mapping, destination: true });
  const condition = "MaximumRecordAgeExceeded";
  // The one behind it waited as long.
  expect(told).toMatchObject([
    { requestContext: { condition, approximateInvokeCount: 6 } },
    { requestContext: { condition, approximateInvokeCount: 0 } },
  ]);
  expect(batches.at(-1)).toEqual(["bad"]);
});
