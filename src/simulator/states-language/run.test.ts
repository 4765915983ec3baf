// Room states-language: executions against scripted worlds: retries, catches, timeouts, tokens, branches, map runs and limits.
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "./json.ts";
import { run, type RunResult, type ScriptedWorld, type TaskAnswer } from "./run.ts";

const FUNCTION = "arn:aws:lambda:us-east-1:111111111111:function:work";

const types = (result: RunResult) => result.history.map(({ type }) => type);

/** A machine of one task, with a state to end in. */
function taskMachine(fields: JsonObject): JsonObject {
  return {
    StartAt: "Work",
    States: {
      Work: { Type: "Task", Resource: FUNCTION, Next: "Done", ...fields },
      Done: { Type: "Succeed" },
      Caught: { Type: "Pass", End: true },
    },
  };
}

/** Lists in lists. */
function nested(levels: number): Json {
  return JSON.parse("[".repeat(levels) + "]".repeat(levels)) as Json;
}

/** Answers the tasks of a run one after the other; the last one goes on. */
function answers(...list: readonly TaskAnswer[]): ScriptedWorld {
  let at = 0;
  return {
    task: () => {
      const answer = list[Math.min(at, list.length - 1)];
      at += 1;
      return answer ?? { silent: true };
    },
  };
}

describe("a task", () => {
  test("succeeds: its result is the output, and history tells every step", async () => {
    const result = await run(
      taskMachine({}),
      { order: "A" },
      answers({ output: { ok: true }, afterMs: 250 }),
    );
    expect({ ...result, history: types(result), events: [] }).toEqual({
      status: "SUCCEEDED",
      output: { ok: true },
      endMs: 250,
      children: [],
      events: [],
      history: [
        "ExecutionStarted",
        "TaskStateEntered",
        "LambdaFunctionScheduled",
        "LambdaFunctionStarted",
        "LambdaFunctionSucceeded",
        "TaskStateExited",
        "SucceedStateEntered",
        "SucceedStateExited",
        "ExecutionSucceeded",
      ],
    });
  });

  test("is retried with growing delays up to MaxDelaySeconds, then caught with what was given", async () => {
    const result = await run(
      taskMachine({
        Retry: [
          { ErrorEquals: ["Busy"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 3, MaxDelaySeconds: 7 },
        ],
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.problem", Next: "Caught" }],
      }),
      { order: "A" },
      answers({ failed: { error: "Busy", cause: "all hands" } }),
    );
    expect({ output: result.output, endMs: result.endMs }).toEqual({
      output: { order: "A", problem: { Error: "Busy", Cause: "all hands" } },
      endMs: (2 + 6 + 7) * 1000,
    });
    expect(types(result).filter((type) => type === "LambdaFunctionFailed")).toHaveLength(4);
    expect(types(result).filter((type) => type === "TaskStateEntered")).toHaveLength(1);
  });

  test("counts the attempts of each retrier apart", async () => {
    const result = await run(
      taskMachine({
        Retry: [
          { ErrorEquals: ["A"], MaxAttempts: 1, IntervalSeconds: 1 },
          { ErrorEquals: ["B"], MaxAttempts: 1, IntervalSeconds: 10, BackoffRate: 1 },
        ],
      }),
      {},
      answers(
        { failed: { error: "A" } },
        { failed: { error: "B" } },
        { failed: { error: "A", cause: "again" } },
      ),
    );
    expect([result.status, result.error, result.cause, result.endMs]).toEqual([
      "FAILED",
      "A",
      "again",
      11_000,
    ]);
  });

  test("full jitter stays below the delay and is the same for the same seed", async () => {
    const jitter = (seed: string) =>
      run(
        taskMachine({
          Retry: [{ ErrorEquals: ["A"], MaxAttempts: 1, IntervalSeconds: 100, JitterStrategy: "FULL" }],
        }),
        {},
        { ...answers({ failed: { error: "A" } }, { output: 1 }), info: { seed } },
      );
    const [one, again, other] = [await jitter("s1"), await jitter("s1"), await jitter("s2")];
    expect(one.endMs).toBeLessThan(100_000);
    expect(again.endMs).toBe(one.endMs);
    expect(other.endMs).not.toBe(one.endMs);
  });

  test.each([
    ["TimeoutSeconds", { TimeoutSeconds: 5 }, "States.Timeout", 5000],
    ["HeartbeatSeconds", { TimeoutSeconds: 50, HeartbeatSeconds: 3 }, "States.Timeout", 3000],
  ])("times out by %s, without a cause", async (_, fields, error, endMs) => {
    const result = await run(taskMachine(fields), {}, answers({ silent: true }));
    expect([result.status, result.error, result.cause, result.endMs]).toEqual([
      "FAILED",
      error,
      undefined,
      endMs,
    ]);
    expect(types(result).slice(-2)).toEqual(["LambdaFunctionTimedOut", "ExecutionFailed"]);
  });

  test.each([
    ["States.HeartbeatTimeout", { HeartbeatSeconds: 3 }, "Caught"],
    ["States.Timeout", { HeartbeatSeconds: 3 }, "Caught"],
    ["States.Timeout", { TimeoutSeconds: 3 }, "Caught"],
    ["States.HeartbeatTimeout", { TimeoutSeconds: 3 }, undefined],
    ["States.TaskFailed", { HeartbeatSeconds: 3 }, undefined],
  ])("Catch of %s after %j leads to %s", async (name, fields, next) => {
    const result = await run(
      taskMachine({ ...fields, Catch: [{ ErrorEquals: [name], Next: "Caught" }] }),
      {},
      answers({ silent: true }),
    );
    expect([result.status, result.output]).toEqual(
      next === undefined ? ["FAILED", undefined] : ["SUCCEEDED", { Error: "States.Timeout", Cause: "" }],
    );
  });

  test.each([".sync", ".sync:2"])("a job (%s) has a token too, which may end it", async (suffix) => {
    const result = await run(
      taskMachine({
        Resource: `arn:aws:states:::states:startExecution${suffix}`,
        Parameters: { StateMachineArn: "arn", Input: { "token.$": "$$.Task.Token" } },
      }),
      {},
      {
        task: ({ token, input }) => {
          expect(input).toEqual({ StateMachineArn: "arn", Input: { token } });
          return { output: "by token", submitted: {} };
        },
      },
    );
    expect([result.status, result.output]).toEqual(["SUCCEEDED", "by token"]);
  });

  test("waits for a token, and another one in every attempt", async () => {
    const tokens: string[] = [];
    const result = await run(
      taskMachine({
        Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        Parameters: { QueueUrl: "q", MessageBody: { "token.$": "$$.Task.Token" } },
        Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1 }],
      }),
      {},
      {
        task: (command) => {
          tokens.push(command.token ?? "");
          expect(command.input).toEqual({ QueueUrl: "q", MessageBody: { token: command.token } });
          return tokens.length === 1 ? { failed: {}, submitted: {} } : { output: "approved", submitted: {} };
        },
      },
    );
    expect([result.status, result.output, new Set(tokens).size]).toEqual(["SUCCEEDED", "approved", 2]);
  });

  test("a result over 256 KiB fails it, named by the function", async () => {
    const result = await run(taskMachine({}), {}, answers({ output: "x".repeat(262_143) }));
    expect([result.error, result.cause]).toEqual([
      "States.DataLimitExceeded",
      `The state/task '${FUNCTION}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    ]);
  });
});

test("a Parallel may catch a branch's missed heartbeat by its own name", async () => {
  const branch = {
    StartAt: "T",
    States: { T: { Type: "Task", Resource: FUNCTION, HeartbeatSeconds: 3, End: true } },
  };
  const states = {
    P: {
      Type: "Parallel",
      Branches: [branch],
      Catch: [{ ErrorEquals: ["States.HeartbeatTimeout"], Next: "After" }],
      End: true,
    },
    After: { Type: "Pass", End: true },
  };
  const result = await run({ StartAt: "P", States: states }, {}, answers({ silent: true }));
  expect([result.status, result.output]).toEqual(["SUCCEEDED", { Error: "States.Timeout", Cause: "" }]);
});

describe("what a Catch sees of an error without a name", () => {
  const caughtFrom = async (branch: JsonObject, world: ScriptedWorld = {}) => {
    const catching = { Catch: [{ ErrorEquals: ["States.ALL"], Next: "After" }], End: true };
    const states = {
      P: { Type: "Parallel", Branches: [{ StartAt: "B", States: { B: branch } }], ...catching },
      After: { Type: "Pass", End: true },
    };
    return (await run({ StartAt: "P", States: states }, {}, world)).output;
  };

  test("is empty for a Fail state, null for a task", async () => {
    expect(await caughtFrom({ Type: "Fail" })).toEqual({ Error: "", Cause: "" });
    expect(
      await caughtFrom({ Type: "Task", Resource: FUNCTION, End: true }, answers({ failed: {} })),
    ).toEqual({ Error: null, Cause: null });
  });
});

test.each<[path: string, fields: JsonObject]>([
  ["$$.a", { Type: "Pass", ResultPath: "$$.a" }],
  ["$v.a", { Type: "Pass", ResultPath: "$v.a" }],
  ["a.b", { Type: "Wait", SecondsPath: "a.b" }],
  ["$.a[", { Type: "Wait", TimestampPath: "$.a[" }],
])("a path that no validation has seen (%s) fails its state", async (path, fields) => {
  const result = await run({ StartAt: "A", States: { A: { ...fields, End: true } } }, {});
  expect([result.status, result.error]).toEqual(["FAILED", "States.Runtime"]);
  expect(result.cause).toContain(`Invalid path '${path}' : `);
});

describe("branches", () => {
  test("a branch that fails stops the others and fails the Parallel, which may be caught", async () => {
    const result = await run(
      {
        StartAt: "Both",
        States: {
          Both: {
            Type: "Parallel",
            Branches: [
              { StartAt: "Slow", States: { Slow: { Type: "Wait", Seconds: 60, End: true } } },
              { StartAt: "Broken", States: { Broken: { Type: "Task", Resource: FUNCTION, End: true } } },
            ],
            Catch: [{ ErrorEquals: ["Down"], Next: "After" }],
            End: true,
          },
          After: { Type: "Pass", End: true },
        },
      },
      {},
      answers({ failed: { error: "Down", cause: "c" }, afterMs: 1000 }),
    );
    expect([result.status, result.output, result.endMs]).toEqual([
      "SUCCEEDED",
      { Error: "Down", Cause: "c" },
      1000,
    ]);
    expect(types(result).slice(7)).toEqual([
      "LambdaFunctionFailed",
      "TaskStateAborted",
      "WaitStateAborted",
      "ParallelStateFailed",
      "ParallelStateExited",
      "PassStateEntered",
      "PassStateExited",
      "ExecutionSucceeded",
    ]);
  });

  test("a Map runs no more iterations at once than MaxConcurrency", async () => {
    const wait = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 10, End: true } } };
    const timed = async (max: number) =>
      (
        await run(
          {
            StartAt: "M",
            States: { M: { Type: "Map", MaxConcurrency: max, ItemProcessor: wait, End: true } },
          },
          [1, 2, 3, 4],
        )
      ).endMs;
    expect([await timed(1), await timed(2), await timed(0)]).toEqual([40_000, 20_000, 10_000]);
  });
});

describe("a distributed Map", () => {
  const machine = (fields: JsonObject, states: JsonObject): JsonObject => ({
    StartAt: "M",
    States: {
      M: {
        Type: "Map",
        Label: "Orders",
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "A",
          States: states,
        },
        End: true,
        ...fields,
      },
    },
  });
  const failsOnTwo = {
    A: { Type: "Choice", Choices: [{ Variable: "$", NumericEquals: 2, Next: "F" }], Default: "S" },
    F: { Type: "Fail", Error: "Two" },
    S: { Type: "Succeed" },
  };

  test("gives up beyond the tolerated failures", async () => {
    const result = await run(machine({}, failsOnTwo), [1, 2, 3]);
    expect([result.status, result.error, result.cause]).toEqual([
      "FAILED",
      "States.ExceedToleratedFailureThreshold",
      "The specified tolerated failure threshold was exceeded",
    ]);
    expect(types(result)).toEqual([
      "ExecutionStarted",
      "MapStateEntered",
      "MapStateStarted",
      "MapRunStarted",
      "MapRunFailed",
      "MapStateFailed",
      "ExecutionFailed",
    ]);
  });

  test.each([
    [{ ToleratedFailureCount: 1 }, [2, 2, 3], "FAILED"],
    [{ ToleratedFailurePercentage: 50 }, [2, 3], "SUCCEEDED"],
    [{ ToleratedFailurePercentage: 49 }, [2, 3], "FAILED"],
    [{ ToleratedFailureCount: 5, ToleratedFailurePercentage: 10 }, [2, 3], "FAILED"],
  ])("%j on %j: %s", async (fields, items, status) => {
    expect((await run(machine(fields, failsOnTwo), items)).status).toBe(status);
  });

  test("goes on within them", async () => {
    const result = await run(machine({ ToleratedFailureCount: 1 }, failsOnTwo), [1, 2, 3]);
    expect([result.status, result.output]).toEqual(["SUCCEEDED", [1, 3]]);
  });

  test("batches what its reader reads", async () => {
    const result = await run(
      machine(
        {
          ItemReader: {
            Resource: "arn:aws:states:::s3:getObject",
            Parameters: { Bucket: "b", Key: "k.csv" },
            ReaderConfig: { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW", MaxItems: 3 },
          },
          ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { run: 7 } },
        },
        { A: { Type: "Pass", End: true } },
      ),
      {},
      { items: () => 'id,text\n1,"a,b"\n2,"say ""hi"""\n3,c\n4,d\n' },
    );
    expect(result.output).toEqual([
      {
        BatchInput: { run: 7 },
        Items: [
          { id: "1", text: "a,b" },
          { id: "2", text: 'say "hi"' },
        ],
      },
      { BatchInput: { run: 7 }, Items: [{ id: "3", text: "c" }] },
    ]);
  });

  test("without items ends at once", async () => {
    const result = await run(machine({}, { A: { Type: "Pass", End: true } }), []);
    expect([result.status, result.output]).toEqual(["SUCCEEDED", []]);
    expect(types(result).slice(3)).toEqual([
      "MapRunStarted",
      "MapRunSucceeded",
      "MapStateSucceeded",
      "MapStateExited",
      "ExecutionSucceeded",
    ]);
  });
});

describe("limits", () => {
  test("a loop without end fails at 25,000 events, the last of which says so", async () => {
    const result = await run(
      {
        StartAt: "A",
        States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" }, C: { Type: "Succeed" } },
      },
      {},
    );
    expect([result.history.length, result.history.at(-1)?.type, result.error, result.cause]).toEqual([
      25_000,
      "ExecutionFailed",
      "States.Runtime",
      "The execution reached the maximum number of history events (25000).",
    ]);
  });

  test("a cause that quotes the input it goes into does not grow without end", async () => {
    const loop = {
      StartAt: "A",
      States: {
        A: {
          Type: "Parallel",
          Branches: [
            { StartAt: "B", States: { B: { Type: "Pass", Result: 1, ResultPath: "$.a.b", End: true } } },
          ],
          Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "A" }],
          Next: "C",
        },
        C: { Type: "Succeed" },
      },
    };
    const result = await run(loop, { a: "" }, { info: { historyMaxEvents: 500 } });
    expect([
      result.history.length,
      Math.max(...result.history.map((line) => JSON.stringify(line).length)) < 300_000,
    ]).toEqual([500, true]);
  });

  test("an output over 256 KiB fails its state, named by it", async () => {
    const definition = {
      StartAt: "A",
      States: { A: { Type: "Pass", Parameters: { "both.$": "States.Array($, $)" }, End: true } },
    };
    const result = await run(definition, "x".repeat(140_000));
    expect([result.error, result.cause]).toEqual([
      "States.DataLimitExceeded",
      "The state/task 'A' returned a result with a size exceeding the maximum number of bytes service limit.",
    ]);
  });

  test.each<[what: string, states: JsonObject, world: ScriptedWorld]>([
    ["a payload that wraps itself", { A: { Type: "Pass", Parameters: { "a.$": "$" }, Next: "A" } }, {}],
    [
      "a variable that wraps itself",
      {
        A: { Type: "Pass", Assign: { v: 1 }, Next: "B" },
        B: { Type: "Pass", Assign: { "v.$": "States.Array($v)" }, Next: "B" },
      },
      {},
    ],
    [
      "a variable that doubles itself",
      {
        A: { Type: "Pass", Assign: { v: "text" }, Next: "B" },
        B: { Type: "Pass", Assign: { "v.$": "States.Format('{}{}', $v, $v)" }, Next: "B" },
      },
      {},
    ],
    [
      "a task's result of 20,000 levels",
      { A: { Type: "Task", Resource: FUNCTION, End: true } },
      answers({ output: nested(20_000) }),
    ],
    [
      "items of 20,000 levels",
      {
        A: {
          Type: "Map",
          ItemReader: { Resource: "arn:aws:states:::s3:getObject", Parameters: {} },
          ItemProcessor: {
            ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
            StartAt: "P",
            States: { P: { Type: "Pass", End: true } },
          },
          End: true,
        },
      },
      { items: () => [nested(20_000)] },
    ],
  ])("%s fails its state and nothing else", async (_, states, world) => {
    const result = await run({ StartAt: "A", States: { ...states, Z: { Type: "Succeed" } } }, {}, world);
    const isItems = "items" in world;
    const error = isItems ? "States.ItemReaderFailed" : "States.DataLimitExceeded";
    expect([result.status, result.error]).toEqual(["FAILED", error]);
  });

  test("an input of 20,000 levels fails the execution as it starts", async () => {
    const result = await run({ StartAt: "A", States: { A: { Type: "Succeed" } } }, nested(20_000));
    expect([result.status, result.error, types(result)]).toEqual([
      "FAILED",
      "States.DataLimitExceeded",
      ["ExecutionStarted", "ExecutionFailed"],
    ]);
  });

  test("the machine's own TimeoutSeconds ends it", async () => {
    const result = await run(
      { StartAt: "W", TimeoutSeconds: 5, States: { W: { Type: "Wait", Seconds: 60, End: true } } },
      {},
    );
    const { type, previousEventId, details } = result.history.at(-1) ?? {};
    expect([result.status, result.endMs, result.error, type, previousEventId, details?.value]).toEqual([
      "TIMED_OUT",
      5000,
      undefined,
      "ExecutionTimedOut",
      0,
      { error: "States.Timeout" },
    ]);
  });
});
