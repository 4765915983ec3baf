// Invocations in the box: environments warm and cold, frozen and throttled; asynchronous ones with their retries and what is told of them.
import { afterAll, describe, expect, test, vi } from "vitest";
import { openBoxes } from "../../box/open-box.ts";
import type { AsyncPlay } from "./invocation.fixture.ts";

// A box that starts on a busy machine takes some seconds.
vi.setConfig({ testTimeout: 30_000 });
const FIXTURE = new URL("invocation.fixture.ts", import.meta.url).href;
const boxes = openBoxes(2);
afterAll(() => boxes.close());

const run = (name: string, args?: unknown, hungMs = 15_000) =>
  boxes.run({ module: FIXTURE, export: name, args, seed: "1" }, { hungMs });

describe("environments", () => {
  test("state is kept in one, each invocation at once has its own, and idle ones end", async () => {
    expect(await run("environments")).toEqual({
      alone: [1, 2],
      together: [3, 1, 1],
      late: 1,
      names: [
        "lambda:Worker#1 cold",
        "lambda:Worker#1",
        "lambda:Worker#1",
        "lambda:Worker#2 cold",
        "lambda:Worker#3 cold",
        "lambda:Worker#4 cold",
      ],
    });
  });

  test("between two invocations timers stand still, and a call that was not waited for goes out at the next", async () => {
    expect(await run("frozen")).toEqual({ first: 0, between: "0", second: 1, after: "1" });
  });

  test("reserved concurrency throttles what is above it", async () => {
    expect(await run("reserved")).toEqual({
      second: [
        "TooManyRequestsException",
        "Rate Exceeded.",
        429,
        "ReservedFunctionConcurrentInvocationLimitExceeded",
      ],
      third: null,
    });
  });

  test("an endless loop ends the box, and the message names the function", async () => {
    await expect(run("endless", undefined, 2_500)).rejects.toThrow("lambda:Spinner#1");
  });

  test("a function calls another by the SDK, and the simulator by fetch", async () => {
    expect(await run("chained")).toEqual({
      good: [2, null, "/ping"],
      bad: ["TypeError", "Unhandled", "/ping"],
      sources: ["host", "lambda:Outer#1", "host", "lambda:Outer#1"],
    });
  });
});

describe("versions", () => {
  test("a version and an alias keep the code that they had; an unchanged function publishes nothing new", async () => {
    expect(await run("versions")).toEqual({
      before: [
        [1, 1, "$LATEST", ""],
        [1, 1, "1", "1"],
        [1, 2, "1", "live"],
      ],
      early: [
        "ResourceConflictException",
        "The operation cannot be performed at this time. An update is in progress for resource: arn:aws:lambda:us-east-1:000000000000:function:Worker",
        409,
      ],
      published: ["2", "2"],
      after: [
        [2, 1, "$LATEST", ""],
        [1, 3, "1", "1"],
        [2, 1, "2", "live"],
      ],
    });
  });
});

test("what is refused, and how", async () => {
  expect(await run("refusals")).toEqual({
    tooLarge: [
      "RequestTooLargeException",
      "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
      413,
    ],
    tooLargeAsync: [
      "RequestTooLargeException",
      "1048579 byte payload is too large for the Event invocation type (limit 1048576 bytes)",
      413,
    ],
    notJson: [
      "InvalidRequestContentException",
      expect.stringContaining("Could not parse request body into json"),
      400,
    ],
    nobody: [
      "ResourceNotFoundException",
      "Function not found: arn:aws:lambda:us-east-1:000000000000:function:Nobody",
      404,
    ],
    noVersion: [
      "ResourceNotFoundException",
      "Function not found: arn:aws:lambda:us-east-1:000000000000:function:Worker:7",
      404,
    ],
    dryRun: 204,
  });
});

test("the log: START, what is printed, END, and a REPORT with duration, memory and the cold start", async () => {
  const id = "[0-9a-f-]{36}";
  const time = String.raw`2026-01-01T00:00:\d\d\.\d{3}Z`;
  const lines = (report: string) => [
    expect.stringMatching(new RegExp(String.raw`^START RequestId: ${id} Version: \$LATEST$`)),
    expect.stringMatching(new RegExp(`^${time}\t${id}\tINFO\thello { a: 1 }$`)),
    expect.stringMatching(new RegExp(`^${time}\t${id}\tERROR\tbad$`)),
    expect.stringMatching(new RegExp(`^END RequestId: ${id}$`)),
    expect.stringMatching(new RegExp(`^REPORT RequestId: ${id}\tDuration: 0.00 ms\t${report}`)),
  ];
  expect(await run("logged")).toEqual({
    cold: lines(
      "Billed Duration: 200 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: 200.00 ms",
    ),
    warm: lines("Billed Duration: 1 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB$"),
  });
});

describe("asynchronous invocation", () => {
  const play = (args: AsyncPlay) => run("asynchronous", args);
  const FAILS = "export const handler = async () => { throw new RangeError('intentional') }";

  test("LAM-01: an error is tried again after one minute and after two more, under one request id", async () => {
    expect(await play({ code: FAILS })).toMatchObject({
      status: 202,
      atS: [0, 60, 180],
      ids: 1,
      lost: ["no destination and no dead letter queue"],
    });
  });

  test("LAM-02: the weather may deliver an event twice, without any error", async () => {
    const code = "export const handler = async () => 1";
    expect(await play({ code, twice: true, destinations: true })).toMatchObject({
      atS: [0, 0],
      ids: 1,
      told: [{ requestContext: { condition: "Success" } }],
    });
  });

  test("MaximumRetryAttempts 0 tries once", async () => {
    expect(await play({ code: FAILS, config: { MaximumRetryAttempts: 0 } })).toMatchObject({ atS: [0] });
  });

  test("what succeeds is told to OnSuccess (recorded: test_assess_lambda_destination_invocation)", async () => {
    const code = "export const handler = async ({ n }) => ({ n: n + 1 })";
    expect(await play({ code, payload: { n: 1 }, destinations: true })).toMatchObject({
      told: [
        {
          version: "1.0",
          timestamp: expect.stringMatching(/^2026-01-01T00:00:\d\d\.\d{3}Z$/),
          requestContext: {
            requestId: expect.any(String),
            functionArn: "arn:aws:lambda:us-east-1:000000000000:function:Worker:$LATEST",
            condition: "Success",
            approximateInvokeCount: 1,
          },
          requestPayload: { n: 1 },
          responseContext: { statusCode: 200, executedVersion: "$LATEST" },
          responsePayload: { n: 2 },
        },
      ],
      dead: [],
      lost: [],
    });
  });

  test("what failed for good is told to OnFailure (recorded: test_retries)", async () => {
    expect(await play({ code: FAILS, destinations: true })).toMatchObject({
      told: [
        {
          requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
          responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
          responsePayload: { errorType: "RangeError", errorMessage: "intentional" },
        },
      ],
    });
  });

  test.each([
    [60, 1],
    [150, 2],
  ])(
    "an event older than %i s is given up after %i invocations (recorded: test_maxeventage)",
    async (MaximumEventAgeInSeconds, approximateInvokeCount) => {
      expect(
        await play({ code: FAILS, destinations: true, config: { MaximumEventAgeInSeconds } }),
      ).toMatchObject({
        told: [{ requestContext: { condition: "EventAgeExceeded", approximateInvokeCount } }],
      });
    },
  );

  test("the dead letter queue gets the event itself (recorded: test_dead_letter_queue)", async () => {
    expect(await play({ code: FAILS, payload: { raise_error: 1 }, deadLetter: true })).toMatchObject({
      dead: [
        {
          Body: '{"raise_error":1}',
          MessageAttributes: {
            RequestID: { DataType: "String", StringValue: expect.any(String) },
            ErrorCode: { DataType: "Number", StringValue: "200" },
            ErrorMessage: { DataType: "String", StringValue: "intentional" },
          },
        },
      ],
      lost: [],
    });
  });

  test("LAM-01: throttles are tried again for six hours", async () => {
    const code = "export const handler = async () => 1";
    const { atS, overS, told } = (await play({ code, reserved: 0, destinations: true })) as {
      atS: unknown;
      overS: number;
      told: unknown;
    };
    expect({ atS, told }).toEqual({
      atS: [],
      told: [
        expect.objectContaining({
          requestContext: expect.objectContaining({
            condition: "EventAgeExceeded",
            approximateInvokeCount: 0,
          }),
        }),
      ],
    });
    expect(overS).toBeGreaterThanOrEqual(6 * 3_600);
  });
});

test("a topic's function gets its messages once its policy lets SNS invoke it", async () => {
  const arn = "arn:aws:lambda:us-east-1:000000000000:function:Worker";
  const topic = "arn:aws:sns:us-east-1:000000000000:OrderEvents";
  expect(await run("subscribed")).toEqual({
    failed: [`the policy of ${arn} does not allow sns.amazonaws.com to invoke it for ${topic}`],
    events: [
      {
        Records: [
          {
            EventSource: "aws:sns",
            EventVersion: "1.0",
            EventSubscriptionArn: expect.stringMatching(new RegExp(`^${topic}:`)),
            Sns: {
              Type: "Notification",
              MessageId: expect.any(String),
              TopicArn: topic,
              Subject: "order",
              Message: "taken",
              Timestamp: expect.stringMatching(/^2026-01-01T/),
              SignatureVersion: "1",
              Signature: expect.any(String),
              SigningCertUrl: expect.any(String),
              UnsubscribeUrl: expect.any(String),
              MessageAttributes: { n: { Type: "Number", Value: "1" } },
            },
          },
        ],
      },
    ],
  });
});
