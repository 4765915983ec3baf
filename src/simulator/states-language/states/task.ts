// Room states-language, Task: asks the world for work and follows it to its end: scheduled, started, submitted, then one of succeeded,
// failed, timed out. An answer that comes after the task has ended changes nothing (SFN-24).
import { createHash } from "node:crypto";
import { scopeOf } from "../context.ts";
import { effectiveInput, outgoing } from "../data-flow.ts";
import type { Waiting } from "../execution.ts";
import { type Failure, runtimeError, tooLarge } from "../failure.ts";
import { exit, release } from "../flow.ts";
import { details, type HistoryDetails, inputDetails, outputDetails } from "../history.ts";
import { type Integration, integrationOf } from "../integrations/resource.ts";
import { isObject, type Json, type JsonObject, member, sizeBytes, textOf } from "../json.ts";
import { evaluateField } from "../jsonata/evaluate.ts";
import { PAYLOAD_MAX_BYTES } from "../limits.ts";
import { evaluateTemplate } from "../payload-template.ts";
import { currentOf, emit, note, soon, type Step } from "../step.ts";
import { numberField } from "./numbers.ts";

type TaskWaiting = Waiting & { readonly kind: "task" };

export async function task(step: Step, id: string): Promise<void> {
  const { state, enteredId, retryCount } = currentOf(step, id);
  const resource = textOf(state.fields, "Resource") ?? "";
  const integration = integrationOf(resource);
  if (integration === undefined) throw runtimeError(`The resource provided ${resource} is not recognized.`);
  const name = `${id}/${enteredId}/task/${retryCount}`;
  const token = hasToken(integration) ? tokenOf(step, name) : undefined;
  const limits = await limitsOf(step, id);
  const input = await effectiveInput(step, id, token === undefined ? {} : { token });
  const roleArn = await roleOf(step, id);
  if (sizeBytes(input) > PAYLOAD_MAX_BYTES) throw tooLarge(nameIn(integration));
  const shared = {
    task: name,
    resource,
    input,
    ...limits,
    ...(token === undefined ? {} : { token }),
    ...(roleArn === undefined ? {} : { roleArn }),
  };
  const waiting = { kind: "task", scheduled: false, started: false, timers: [], ...shared } as const;
  emit(step, { kind: "waiting", thread: id, waiting });
  step.commands.push({ kind: "startTask", integration, ...shared });
}

/** A job can be ended by its token as well as by its own end (recorded: sync_with_task_token). */
function hasToken(integration: Integration): boolean {
  return integration.kind === "service" && integration.pattern !== "requestResponse";
}

/** Opaque, as long as AWS's feel, and another one for every attempt (SFN-26). */
function tokenOf(step: Step, name: string): string {
  const { seed, executionArn } = step.execution.info;
  return createHash("sha512").update(`${seed}|${executionArn}|${name}|token`).digest("base64");
}

async function limitsOf(step: Step, id: string) {
  const timeoutS = await limitOf(step, id, "TimeoutSeconds");
  const heartbeatS = await limitOf(step, id, "HeartbeatSeconds");
  return {
    ...(timeoutS === undefined ? {} : { timeoutS }),
    ...(heartbeatS === undefined ? {} : { heartbeatS }),
  };
}

async function limitOf(step: Step, id: string, field: string): Promise<number | undefined> {
  const limit = await numberField(step, id, field);
  if (limit !== undefined && limit <= 0)
    throw runtimeError(`${field} must be a positive integer, but was ${limit}.`);
  return limit;
}

async function roleOf(step: Step, id: string): Promise<string | undefined> {
  const { state } = currentOf(step, id);
  const template = member(state.fields, "Credentials");
  if (template === undefined) return undefined;
  const scope = scopeOf(step, id, "Credentials");
  const made =
    state.language === "JSONata"
      ? await evaluateField(template, "Credentials", scope)
      : evaluateTemplate(template, scope);
  return isObject(made) ? textOf(made, "RoleArn") : undefined;
}

/** What the history calls these events. */
function prefixOf(integration: Integration): "Task" | "LambdaFunction" | "Activity" {
  if (integration.kind === "service") return "Task";
  return integration.kind === "lambda" ? "LambdaFunction" : "Activity";
}

/** How AWS names the task in "The state/task '...' returned a result with a size" (recorded). */
function nameIn(integration: Integration): string {
  if (integration.kind === "service") return integration.resourceType;
  return integration.kind === "lambda" ? integration.functionArn : integration.activityArn;
}

function scheduledDetails(step: Step, integration: Integration, waiting: TaskWaiting): HistoryDetails {
  const { input, timeoutS, heartbeatS, roleArn } = waiting;
  const shared = {
    ...(roleArn === undefined ? {} : { taskCredentials: { roleArn } }),
    ...(timeoutS === undefined ? {} : { timeoutInSeconds: timeoutS }),
    ...(heartbeatS === undefined ? {} : { heartbeatInSeconds: heartbeatS }),
  };
  if (integration.kind !== "service") {
    const name = integration.kind === "lambda" ? "lambdaFunctionScheduled" : "activityScheduled";
    return details(name, { ...inputDetails(input), resource: nameIn(integration), ...shared });
  }
  const { resource, resourceType } = integration;
  const region = step.execution.info.region ?? "us-east-1";
  return details("taskScheduled", {
    parameters: JSON.stringify(input),
    region,
    resource,
    resourceType,
    ...shared,
  });
}

/** Details of the later events: a service names itself, a Lambda function and an activity do not. */
function eventDetails(waiting: TaskWaiting, what: string, own: JsonObject): HistoryDetails | undefined {
  const integration = integrationOf(waiting.resource);
  if (integration?.kind === "service") {
    const { resource, resourceType } = integration;
    return details(`task${what}`, { ...own, resource, resourceType });
  }
  if (what === "Started")
    return integration?.kind === "activity" ? details("activityStarted", own) : undefined;
  return details(`${integration?.kind === "lambda" ? "lambdaFunction" : "activity"}${what}`, own);
}

function noteTask(step: Step, id: string, waiting: TaskWaiting, what: string, own: JsonObject): void {
  const integration = integrationOf(waiting.resource);
  if (integration !== undefined)
    note(step, id, `${prefixOf(integration)}${what}`, eventDetails(waiting, what, own));
}

/** The world took the task; answers what waits for it now. */
export function taskScheduled(step: Step, id: string, waiting: TaskWaiting): TaskWaiting {
  const integration = integrationOf(waiting.resource);
  if (waiting.scheduled || integration === undefined) return waiting;
  note(step, id, `${prefixOf(integration)}Scheduled`, scheduledDetails(step, integration, waiting));
  const scheduled = { ...waiting, scheduled: true };
  emit(step, { kind: "waiting", thread: id, waiting: scheduled });
  return scheduled;
}

/** The clock of TimeoutSeconds and HeartbeatSeconds starts here. */
export function taskStarted(step: Step, id: string, waiting: TaskWaiting): void {
  if (waiting.started) return;
  noteTask(step, id, waiting, "Started", {});
  const timers = [
    ...(waiting.timeoutS === undefined ? [] : [`${waiting.task}/timeout`]),
    ...(waiting.heartbeatS === undefined ? [] : [`${waiting.task}/heartbeat`]),
  ];
  emit(step, { kind: "waiting", thread: id, waiting: { ...waiting, started: true, timers } });
  if (waiting.timeoutS !== undefined) startTimer(step, `${waiting.task}/timeout`, waiting.timeoutS);
  taskHeartbeat(step, waiting);
}

/** A heartbeat moves the heartbeat's timer and nothing else (SFN-25). */
export function taskHeartbeat(step: Step, waiting: TaskWaiting): void {
  if (waiting.heartbeatS !== undefined) startTimer(step, `${waiting.task}/heartbeat`, waiting.heartbeatS);
}

function startTimer(step: Step, timer: string, seconds: number): void {
  step.commands.push({ kind: "startTimer", timer, untilMs: step.execution.nowMs + seconds * 1000 });
}

export function taskSubmitted(step: Step, id: string, waiting: TaskWaiting, output: Json): void {
  noteTask(step, id, waiting, "Submitted", outputDetails(output));
}

export function taskSucceeded(step: Step, id: string, waiting: TaskWaiting, output: Json): void {
  const integration = integrationOf(waiting.resource);
  if (integration !== undefined && sizeBytes(output) > PAYLOAD_MAX_BYTES) {
    const { error, cause } = tooLarge(nameIn(integration)).failure;
    return taskFailed(step, id, waiting, error, cause);
  }
  noteTask(step, id, waiting, "Succeeded", outputDetails(output));
  release(step, id);
  emit(step, { kind: "waiting", thread: id, waiting: undefined });
  soon(step, { do: "finish", thread: id, result: output });
}

export function taskFailed(
  step: Step,
  id: string,
  waiting: TaskWaiting,
  error?: string,
  cause?: string,
): void {
  const own = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  noteTask(step, id, waiting, "Failed", own);
  failWith(step, id, { ...own, unnamed: true, introduced: false, evaluation: false });
}

/**
 * No cause is given (recorded: fixed_timeout_lambda). A missed heartbeat is told as States.Timeout too; its own name exists only for
 * Retry and Catch (developer guide, "Error names": "available inside the Catch and Retry fields"; floci-io/floci#2782, measured on AWS).
 */
export function taskTimedOut(step: Step, id: string, waiting: TaskWaiting, heartbeat?: true): void {
  const error = "States.Timeout";
  noteTask(step, id, waiting, "TimedOut", { error });
  const failure = { error, introduced: false, evaluation: false };
  failWith(step, id, heartbeat === undefined ? failure : { ...failure, heartbeat });
}

/** The world cannot take the task at all: the state fails without a line of its own (recorded: activity_task_on_deleted). */
export function taskRefused(step: Step, id: string, cause: string): void {
  failWith(step, id, { error: "States.Runtime", cause, introduced: true, evaluation: false });
}

function failWith(step: Step, id: string, failure: Failure): void {
  soon(step, { do: "fail", thread: id, failure });
}

/** The state has its result. */
export async function finish(step: Step, id: string, result: Json): Promise<void> {
  exit(step, id, await outgoing(step, id, result));
}
