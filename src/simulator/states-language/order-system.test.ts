// Room states-language: machines as the order system will have them (DESIGN section 3): order-processing with its parallel work, premium
// choice and token, and the saga with compensations in reverse order.
import { describe, expect, test } from "vitest";
import type { JsonObject } from "./json.ts";
import { parseDefinition, run, type ScriptedWorld, type TaskAnswer } from "./index.ts";

const lambda = (name: string) => `arn:aws:lambda:us-east-1:111111111111:function:${name}`;

const RETRY = [
  {
    ErrorEquals: ["Lambda.ServiceException", "Lambda.TooManyRequestsException"],
    IntervalSeconds: 1,
    MaxAttempts: 2,
  },
];

const ORDER_PROCESSING: JsonObject = {
  StartAt: "Validate",
  States: {
    Validate: {
      Type: "Task",
      Resource: lambda("validate"),
      Retry: RETRY,
      ResultPath: "$.validation",
      Next: "ReserveAndCharge",
    },
    ReserveAndCharge: {
      Type: "Parallel",
      Branches: [
        { StartAt: "Reserve", States: { Reserve: { Type: "Task", Resource: lambda("reserve"), End: true } } },
        { StartAt: "Charge", States: { Charge: { Type: "Task", Resource: lambda("charge"), End: true } } },
      ],
      ResultSelector: { "reservation.$": "$[0].id", "payment.$": "$[1].id" },
      ResultPath: "$.work",
      Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "NotifyFailure" }],
      Next: "IsPremium",
    },
    IsPremium: {
      Type: "Choice",
      Choices: [{ Variable: "$.amount", NumericGreaterThanEquals: 1000, Next: "Approve" }],
      Default: "Settle",
    },
    Approve: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Parameters: { QueueUrl: "approvals", MessageBody: { "order.$": "$.id", "token.$": "$$.Task.Token" } },
      TimeoutSeconds: 3600,
      ResultPath: "$.approval",
      Next: "Settle",
    },
    Settle: { Type: "Wait", Seconds: 30, Next: "Notify" },
    Notify: {
      Type: "Task",
      Resource: "arn:aws:states:::sns:publish",
      Parameters: { TopicArn: "notifications", "Message.$": "States.Format('order {} shipped', $.id)" },
      ResultPath: null,
      End: true,
    },
    NotifyFailure: { Type: "Fail", ErrorPath: "$.error.Error", CausePath: "$.error.Cause" },
  },
};

/** Reserve, charge, ship; what was done is undone from the end. */
const ORDER_SAGA: JsonObject = {
  QueryLanguage: "JSONata",
  StartAt: "Reserve",
  States: Object.fromEntries([
    ...["Reserve", "Charge", "Ship"].map((step, at, steps) => {
      const undo = at === 0 ? "Failed" : `Undo${steps[at - 1] ?? ""}`;
      const next = steps[at + 1];
      const state = {
        Type: "Task",
        Resource: lambda(step),
        Arguments: { order: "{% $states.input.id %}", step },
        Assign: { [step.toLowerCase()]: "{% $states.result.id %}" },
        Output: "{% $states.input %}",
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Assign: { failed: "{% $states.errorOutput.Error %}" },
            Output: "{% $states.input %}",
            Next: undo,
          },
        ],
        ...(next === undefined ? { End: true } : { Next: next }),
      };
      return [step, state] as const;
    }),
    [
      "UndoCharge",
      {
        Type: "Task",
        Resource: lambda("Refund"),
        Arguments: { payment: "{% $charge %}" },
        Output: "{% $states.input %}",
        Next: "UndoReserve",
      },
    ],
    [
      "UndoReserve",
      {
        Type: "Task",
        Resource: lambda("Release"),
        Arguments: { reservation: "{% $reserve %}" },
        Output: "{% $states.input %}",
        Next: "Failed",
      },
    ],
    ["Failed", { Type: "Fail", Error: "OrderFailed", Cause: "{% $failed & ' for ' & $states.input.id %}" }],
  ]),
};

/** A world of named functions and services; `calls` tells who was called with what. */
function world(answers: Readonly<Record<string, TaskAnswer>>) {
  const calls: string[] = [];
  const script: ScriptedWorld = {
    task: ({ integration, input }) => {
      const name =
        integration.kind === "lambda"
          ? integration.functionArn.replace(/.*:/, "")
          : integration.kind === "service"
            ? integration.action
            : "";
      calls.push(`${name} ${JSON.stringify(input)}`);
      return answers[name] ?? { output: { id: `${name}-1` } };
    },
  };
  return { calls, script };
}

test.each([
  ["order-processing", ORDER_PROCESSING],
  ["order-saga", ORDER_SAGA],
])("%s is a definition that AWS takes", (_, definition) => {
  expect(parseDefinition(JSON.stringify(definition)).states.size).toBeGreaterThan(5);
});

describe("order-processing", () => {
  test("a small order needs no approval", async () => {
    const { calls, script } = world({});
    const result = await run(ORDER_PROCESSING, { id: "A", amount: 20 }, script);
    expect(result.output).toEqual({
      id: "A",
      amount: 20,
      validation: { id: "validate-1" },
      work: { reservation: "reserve-1", payment: "charge-1" },
    });
    expect(result.endMs).toBe(30_000);
    expect(calls.map((call) => call.split(" ")[0])).toEqual(["validate", "reserve", "charge", "publish"]);
    expect(calls.at(-1)).toBe('publish {"TopicArn":"notifications","Message":"order A shipped"}');
  });

  test("a premium order waits until it is approved", async () => {
    const { script } = world({ sendMessage: { output: { by: "Ada" }, afterMs: 600_000, submitted: {} } });
    const result = await run(ORDER_PROCESSING, { id: "B", amount: 1000 }, script);
    expect([result.status, result.endMs]).toEqual(["SUCCEEDED", 630_000]);
    expect(result.output).toMatchObject({ approval: { by: "Ada" } });
  });

  test("a payment that fails stops the reservation under way and ends as its own error", async () => {
    const { script } = world({
      reserve: { output: { id: "late" }, afterMs: 5000 },
      charge: { failed: { error: "CardDeclined", cause: "no funds" }, afterMs: 1000 },
    });
    const result = await run(ORDER_PROCESSING, { id: "C", amount: 1 }, script);
    expect([result.status, result.error, result.cause, result.endMs]).toEqual([
      "FAILED",
      "CardDeclined",
      "no funds",
      1000,
    ]);
  });
});

describe("order-saga", () => {
  test("compensates what took effect, in reverse order", async () => {
    const { calls, script } = world({ Ship: { failed: { error: "NoCarrier", cause: "strike" } } });
    const result = await run(ORDER_SAGA, { id: "D" }, script);
    expect([result.status, result.error, result.cause]).toEqual(["FAILED", "OrderFailed", "NoCarrier for D"]);
    expect(calls).toEqual([
      'Reserve {"order":"D","step":"Reserve"}',
      'Charge {"order":"D","step":"Charge"}',
      'Ship {"order":"D","step":"Ship"}',
      'Refund {"payment":"Charge-1"}',
      'Release {"reservation":"Reserve-1"}',
    ]);
  });

  test("leaves nothing to undo where the first step fails", async () => {
    const { calls, script } = world({ Reserve: { failed: { error: "OutOfStock" } } });
    const result = await run(ORDER_SAGA, { id: "E" }, script);
    expect([result.cause, calls.length]).toEqual(["OutOfStock for E", 1]);
  });
});
