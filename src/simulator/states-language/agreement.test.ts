// Room states-language: agreement with executions recorded from AWS, as floors that may only rise.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Row } from "../../../checks/agree/judge.ts";
import { statesLanguageJudges } from "../../../checks/agree/states-language.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { run, type ScriptedWorld, type TaskAnswer } from "./run.ts";

const RECORDINGS = new URL("../../../../shared/aws-recordings/", import.meta.url);

const FLOORS: ReadonlyMap<string, number> = new Map([
  ["stepfunctions.jsonl", 152],
  ["stepfunctions-integration.jsonl", 125],
]);

const PASS = { StartAt: "A", States: { A: { Type: "Pass", End: true } } };
const PASSED = ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"];
const ROW = { id: "r", definition: PASS, input: {}, final: "ExecutionSucceeded", output: {}, assigned: [] };
const WAIT = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 30, End: true } } };
const ACTIVITY = "arn:aws:states:us-east-1:111111111111:activity:a";
const DONE = ["TaskStateExited", "ExecutionSucceeded"];

/** A row of a definition that AWS refused, with the words that boto3 puts before AWS's. */
function refused(definition: object, words: string): Row {
  const value = `An error occurred (InvalidDefinition) when calling the CreateStateMachine operation: Invalid State Machine Definition: '${words}'`;
  return { ...ROW, definition, final: null, output: null, eventTypes: [], exception: { value } };
}

function taskRow(fields: object, eventTypes: readonly string[], rest: object): Row {
  const definition = { StartAt: "T", States: { T: { Type: "Task", End: true, ...fields } } };
  return { ...ROW, definition, stateTypes: ["Task"], eventTypes, ...rest };
}

const job = { Resource: "arn:aws:states:::states:startExecution.sync", Parameters: { StateMachineArn: "a" } };
const invoke = { Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "f" } };
const attempt = ["TaskScheduled", "TaskStarted", "TaskFailed"];
const retry = [
  { ErrorEquals: ["Often"], MaxAttempts: 1 },
  { ErrorEquals: ["Then"], MaxAttempts: 0 },
];

test.each<readonly [name: string, file: "alone" | "integration", row: Row, kind: string]>([
  ["a row that agrees", "alone", { ...ROW, eventTypes: PASSED }, "agrees"],
  [
    "a definition kept as text",
    "alone",
    { ...ROW, definition: JSON.stringify(PASS), eventTypes: PASSED },
    "agrees",
  ],
  ["another output", "alone", { ...ROW, output: { a: 1 }, eventTypes: PASSED }, "differs"],
  ["a definition that is none", "alone", { ...ROW, definition: 5 }, "cannot judge"],
  [
    "recorded before its end",
    "alone",
    { ...ROW, final: "ExecutionStarted", output: null, eventTypes: PASSED.slice(0, 1) },
    "cannot judge",
  ],
  [
    "in reverse order",
    "alone",
    { ...ROW, final: "ExecutionStarted", output: null, eventTypes: PASSED.toReversed() },
    "agrees",
  ],
  [
    "in reverse order, without an event",
    "alone",
    { ...ROW, final: "ExecutionStarted", output: null, eventTypes: PASSED.toSpliced(1, 1).toReversed() },
    "differs",
  ],
  [
    "stopped by hand",
    "alone",
    {
      ...ROW,
      definition: WAIT,
      final: "ExecutionAborted",
      output: null,
      error: "E",
      cause: "by hand",
      eventTypes: ["ExecutionStarted", "WaitStateEntered", "ExecutionAborted"],
    },
    "agrees",
  ],
  [
    "timed out as a whole",
    "alone",
    {
      ...ROW,
      definition: { ...WAIT, TimeoutSeconds: 5 },
      final: "ExecutionTimedOut",
      output: null,
      error: "States.Timeout",
      eventTypes: ["ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut"],
    },
    "agrees",
  ],
  [
    "refused in AWS's words",
    "alone",
    refused(
      { ...PASS, StartAt: "B" },
      `MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /StartAt, MISSING_TRANSITION_TARGET: State "A" is not reachable. at /States/A`,
    ),
    "agrees",
  ],
  ["refused in other words", "alone", refused({ ...PASS, StartAt: "B" }, "OTHER: words at /"), "differs"],
  ["refused though it is sound", "alone", refused(PASS, "OTHER: words at /"), "differs"],
  [
    "refused for an express machine",
    "integration",
    refused(
      { StartAt: "T", States: { T: { Type: "Task", End: true, ...job } } },
      "SCHEMA_VALIDATION_FAILED: Express state machine does not support '.sync' service integration at /States/T/Resource",
    ),
    "agrees",
  ],
  [
    "an activity that answers",
    "integration",
    taskRow(
      { Resource: ACTIVITY },
      [
        "ExecutionStarted",
        "TaskStateEntered",
        "ActivityScheduled",
        "ActivityStarted",
        "ActivitySucceeded",
        ...DONE,
      ],
      { output: { done: 1 } },
    ),
    "agrees",
  ],
  [
    "an activity that is not there",
    "integration",
    taskRow({ Resource: ACTIVITY }, ["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"], {
      output: null,
      final: "ExecutionFailed",
      error: "States.Runtime",
      cause:
        "An error occurred while executing the state 'T' (entered at the event id #2). The activity activity_arn does not exist.",
    }),
    "agrees",
  ],
  [
    "two failures of two names",
    "integration",
    taskRow(
      { ...invoke, Retry: retry },
      ["ExecutionStarted", "TaskStateEntered", ...attempt, ...attempt, "ExecutionFailed"],
      { output: null, final: "ExecutionFailed", error: "Then", cause: "c" },
    ),
    "agrees",
  ],
])("%s (%s)", async (_, file, row, kind) => {
  const judge = statesLanguageJudges[file === "alone" ? 0 : 1];
  expect((await judge?.judge(row))?.kind).toBe(kind);
});

/** A row as the recorder would have kept it of a run of ours in a world that only this test knows. */
async function recordedRow(states: JsonObject, input: Json, world: ScriptedWorld): Promise<Row> {
  const definition = { StartAt: "A", States: states };
  const { history, output } = await run(definition, input, world);
  const { error = null, cause = null } = history.at(-1)?.details?.value ?? {};
  const eventTypes = history.map(({ type }) => type);
  const stateTypes = ["Task", ...Object.values(states).map((one) => (isObject(one) ? (one.Type ?? "") : ""))];
  const ended = { final: eventTypes.at(-1), output: output ?? null, error, cause, assigned: [] };
  return { id: "r", definition, input, eventTypes, stateTypes, resources: ["lambda"], ...ended };
}

function inTurn(...answers: readonly TaskAnswer[]): ScriptedWorld {
  let at = 0;
  return { task: () => answers[Math.min(at++, answers.length - 1)] ?? { silent: true } };
}

const CALL = { Type: "Task", ...invoke, End: true };
const failedBy = (error: string) => ({ failed: { error, cause: `{"errorType":"${error}"}` } });
const three = [{ ErrorEquals: ["E1"] }, { ErrorEquals: ["E2"] }];

test.each<readonly [name: string, states: JsonObject, input: Json, world: ScriptedWorld]>([
  [
    "a result that only a Choice asked for",
    {
      A: { Type: "Task", ...invoke, Next: "C" },
      C: { Type: "Choice", Choices: [{ Variable: "$.Payload.ok", BooleanEquals: true, Next: "Y" }] },
      Y: { Type: "Pass", Result: "yes", End: true },
    },
    {},
    inTurn({ output: { Payload: { ok: true } } }),
  ],
  [
    "three failures of three names, the last one caught",
    {
      A: { ...CALL, Retry: three, Catch: [{ ErrorEquals: ["E3"], Next: "C" }] },
      C: { Type: "Pass", End: true },
    },
    {},
    inTurn(failedBy("E1"), failedBy("E2"), failedBy("E3")),
  ],
  [
    "items with a result each",
    { A: { Type: "Map", ItemProcessor: { StartAt: "T", States: { T: CALL } }, End: true } },
    [1, 2, 3],
    inTurn({ output: "a" }, { output: "b" }, { output: "c" }),
  ],
  ["a result that is null", { A: CALL }, {}, inTurn({ output: null })],
])("a world is found for %s", async (_, states, input, world) => {
  const row = await recordedRow(states, input, world);
  expect(await statesLanguageJudges[1]?.judge(row)).toEqual({ kind: "agrees" });
});

describe("agreement with recorded AWS", () => {
  for (const judge of statesLanguageJudges) {
    const file = new URL(judge.file, RECORDINGS);
    test.skipIf(!existsSync(file))(
      `${judge.file} (skipped where ../shared/aws-recordings is absent)`,
      async () => {
        const rows = readFileSync(file, "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line) as Row); // the judge looks at every member itself
        const verdicts = await Promise.all(
          rows.map(async (row) => ({ id: judge.idOf(row), ...(await judge.judge(row)) })),
        );
        expect(verdicts.filter(({ kind }) => kind === "differs")).toEqual([]);
        expect(verdicts.filter(({ kind }) => kind === "agrees").length).toBeGreaterThanOrEqual(
          FLOORS.get(judge.file) ?? 0,
        );
      },
    );
  }
});
