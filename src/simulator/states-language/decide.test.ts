// Room states-language: decide and evolve by hand: what is asked of the world, what answers do, and what comes too late.
import { describe, expect, test } from "vitest";
import type { Command, Input } from "./commands.ts";
import { decide } from "./decide.ts";
import { machineOf } from "./definition.ts";
import { evolve } from "./evolve.ts";
import { type Execution, newExecution } from "./execution.ts";
import { toApiShape } from "./history.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

const INFO = {
  executionArn: "arn:aws:states:eu-west-1:111111111111:execution:m:e",
  name: "e",
  roleArn: "arn:aws:iam::111111111111:role/r",
  stateMachineArn: "arn:aws:states:eu-west-1:111111111111:stateMachine:m",
  stateMachineName: "m",
  seed: "s",
  region: "eu-west-1",
};

interface Played {
  readonly execution: Execution;
  readonly history: readonly Json[];
  readonly commands: readonly Command[];
}

/** Plays inputs one after the other; commands are those of the last. */
async function play(definition: JsonObject, inputs: readonly Input[]): Promise<Played> {
  let execution = newExecution(machineOf(definition), INFO);
  const history: Json[] = [];
  let commands: readonly Command[] = [];
  for (const input of inputs) {
    const decision = await decide(execution, input);
    execution = decision.events.reduce(evolve, execution);
    history.push(
      ...decision.events.flatMap((event) => (event.history === undefined ? [] : [toApiShape(event.history)])),
    );
    commands = decision.commands;
  }
  return { execution, history, commands };
}

const TASK = "0/2/task/0";
const WORK: JsonObject = {
  StartAt: "Work",
  States: {
    Work: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Parameters: { QueueUrl: "q", MessageBody: "m" },
      TimeoutSeconds: 60,
      HeartbeatSeconds: 10,
      Assign: { "answer.$": "$" },
      End: true,
    },
  },
};
const started: Input = { kind: "started", nowMs: 1000, input: { a: 1 } };
const taken: Input = { kind: "taskStarted", nowMs: 1000, task: TASK };

test.each([
  ["arn:aws:lambda:us-east-1:111111111111:function:f", "lambdaFunctionScheduledEventDetails"],
  ["arn:aws:states:::sqs:sendMessage", "taskScheduledEventDetails"],
])("the event that schedules %s tells the role of its Credentials", async (resource, name) => {
  const fields = { Type: "Task", Resource: resource, Credentials: { "RoleArn.$": "$.role" }, End: true };
  const machine = { StartAt: "W", States: { W: fields } };
  const { history } = await play(machine, [{ kind: "started", nowMs: 1, input: { role: "arn:r" } }, taken]);
  const scheduled = history.find((one) => isObject(one) && name in one);
  expect(scheduled).toMatchObject({ [name]: { taskCredentials: { roleArn: "arn:r" } } });
});

test("the history of a task is what GetExecutionHistory answers", async () => {
  const { history } = await play(WORK, [
    started,
    taken,
    { kind: "taskSubmitted", nowMs: 1000, task: TASK, output: { MessageId: "i" } },
    { kind: "taskSucceeded", nowMs: 2500, task: TASK, output: "ok" },
  ]);
  const untruncated = { truncated: false };
  const service = { resource: "sendMessage.waitForTaskToken", resourceType: "sqs" };
  expect(history).toEqual([
    {
      id: 1,
      previousEventId: 0,
      timestamp: 1,
      type: "ExecutionStarted",
      executionStartedEventDetails: { input: '{"a":1}', inputDetails: untruncated, roleArn: INFO.roleArn },
    },
    {
      id: 2,
      previousEventId: 0,
      timestamp: 1,
      type: "TaskStateEntered",
      stateEnteredEventDetails: { name: "Work", input: '{"a":1}', inputDetails: untruncated },
    },
    {
      id: 3,
      previousEventId: 2,
      timestamp: 1,
      type: "TaskScheduled",
      taskScheduledEventDetails: {
        parameters: '{"QueueUrl":"q","MessageBody":"m"}',
        region: "eu-west-1",
        timeoutInSeconds: 60,
        heartbeatInSeconds: 10,
        ...service,
      },
    },
    { id: 4, previousEventId: 3, timestamp: 1, type: "TaskStarted", taskStartedEventDetails: service },
    {
      id: 5,
      previousEventId: 4,
      timestamp: 1,
      type: "TaskSubmitted",
      taskSubmittedEventDetails: { output: '{"MessageId":"i"}', outputDetails: untruncated, ...service },
    },
    {
      id: 6,
      previousEventId: 5,
      timestamp: 2.5,
      type: "TaskSucceeded",
      taskSucceededEventDetails: { output: '"ok"', outputDetails: untruncated, ...service },
    },
    {
      id: 7,
      previousEventId: 6,
      timestamp: 2.5,
      type: "TaskStateExited",
      stateExitedEventDetails: {
        name: "Work",
        output: '"ok"',
        outputDetails: untruncated,
        assignedVariables: { answer: '"ok"' },
        assignedVariablesDetails: untruncated,
      },
    },
    {
      id: 8,
      previousEventId: 7,
      timestamp: 2.5,
      type: "ExecutionSucceeded",
      executionSucceededEventDetails: { output: '"ok"', outputDetails: untruncated },
    },
  ]);
});

describe("a task under way", () => {
  test("starts its timers when it starts", async () => {
    const { commands } = await play(WORK, [started, taken]);
    expect(commands).toEqual([
      { kind: "startTimer", timer: `${TASK}/timeout`, untilMs: 61_000 },
      { kind: "startTimer", timer: `${TASK}/heartbeat`, untilMs: 11_000 },
    ]);
  });

  test("a heartbeat moves the heartbeat's timer and leaves the timeout", async () => {
    const { commands, history } = await play(WORK, [
      started,
      taken,
      { kind: "taskHeartbeat", nowMs: 9000, task: TASK },
    ]);
    expect(commands).toEqual([{ kind: "startTimer", timer: `${TASK}/heartbeat`, untilMs: 19_000 }]);
    expect(history).toHaveLength(4);
  });

  test("is cancelled with its timers when the execution is stopped; no Catch runs", async () => {
    const { commands, execution } = await play(WORK, [
      started,
      taken,
      { kind: "stopped", nowMs: 2000, error: "E", cause: "by hand" },
    ]);
    expect(commands).toEqual([
      { kind: "cancelTimer", timer: `${TASK}/timeout` },
      { kind: "cancelTimer", timer: `${TASK}/heartbeat` },
      { kind: "cancelTask", task: TASK },
    ]);
    expect([execution.status, execution.error, execution.cause]).toEqual(["ABORTED", "E", "by hand"]);
  });

  test("answered twice, or after its end, changes nothing more", async () => {
    const done: Input = { kind: "taskSucceeded", nowMs: 2000, task: TASK, output: 1 };
    const once = await play(WORK, [started, taken, done]);
    const late = await play(WORK, [
      started,
      taken,
      done,
      { kind: "taskFailed", nowMs: 3000, task: TASK, error: "late" },
      done,
    ]);
    expect(late.execution).toEqual(once.execution);
    expect(late.history).toEqual(once.history);
  });

  test("an answer to another task is no answer to this one", async () => {
    const { execution, commands } = await play(WORK, [
      started,
      { kind: "taskSucceeded", nowMs: 2000, task: "0/9/task/0", output: 1 },
    ]);
    expect([execution.status, commands]).toEqual(["RUNNING", []]);
  });

  test("that the world refuses fails without a line of its own", async () => {
    const { history, execution } = await play(WORK, [
      started,
      { kind: "taskRefused", nowMs: 1000, task: TASK, cause: "no such queue" },
    ]);
    expect(history).toHaveLength(3);
    expect(execution.cause).toBe(
      "An error occurred while executing the state 'Work' (entered at the event id #2). no such queue",
    );
  });
});

test("before it is started and after it has ended an execution takes nothing", async () => {
  expect((await play(WORK, [taken])).execution.status).toBe("NEW");
  const machine = { StartAt: "S", States: { S: { Type: "Succeed" } } };
  const once = await play(machine, [started]);
  expect((await play(machine, [started, started, { kind: "stopped", nowMs: 5000 }])).execution).toEqual(
    once.execution,
  );
});
