// Room states-language, distributed Map: a map run of child executions, with its reader, batches, tolerated failures and writer. The
// world runs the children; how many at once and when to give up is decided here.
import { createHash } from "node:crypto";
import { batchesOf } from "./batches.ts";
import { scopeOf, uuidOf } from "./context.ts";
import { processorOf } from "./definition.ts";
import { type Fan, type MapRun, type Outcome, withOutcome } from "./execution.ts";
import { runtimeError } from "./failure.ts";
import { errorDetails, release } from "./flow.ts";
import { details } from "./history.ts";
import { itemInput } from "./item-input.ts";
import { readItems, readerConfigOf } from "./item-reader.ts";
import { type Json, type JsonObject, member, objectFrom, objectOf, textOf } from "./json.ts";
import { evaluateField } from "./jsonata/evaluate.ts";
import { evaluateTemplate } from "./payload-template.ts";
import { currentOf, emit, note, soon, type Step } from "./step.ts";
import { numberField } from "./states/numbers.ts";
import type { ChildRef } from "./commands.ts";

const LABEL_MAX = 40;

export async function beginMapRun(
  step: Step,
  id: string,
  items: readonly Json[],
  limit: number,
  reads: boolean,
): Promise<void> {
  const tolerated = await toleratedBy(step, id);
  const mapRun = { ...mapRunOf(step, id), ...tolerated };
  const config = reads ? await readerConfigOf(step, id) : undefined;
  const fan: Fan = {
    kind: "MapRun",
    items: [],
    outcomes: [],
    started: 0,
    running: 0,
    failed: 0,
    limit,
    mapRun,
  };
  note(step, id, "MapRunStarted", details("mapRunStarted", { mapRunArn: mapRun.arn }));
  emit(step, { kind: "fanned", thread: id, fan });
  if (config === undefined) return startChildren(step, id, items);
  await askForItems(step, id);
}

/** Evaluated after the state has started (recorded: TOLERATED_FAILURE_COUNT_PATH). */
async function toleratedBy(step: Step, id: string) {
  const toleratedCount = await numberField(step, id, "ToleratedFailureCount");
  if (toleratedCount !== undefined && toleratedCount < 0)
    throw runtimeError("ToleratedFailureCount cannot be negative.");
  const toleratedPercentage = await numberField(step, id, "ToleratedFailurePercentage", { type: "number" });
  if (toleratedPercentage !== undefined && (toleratedPercentage < 0 || toleratedPercentage > 100)) {
    throw runtimeError("ToleratedFailurePercentage must be between 0 and 100.");
  }
  return { toleratedCount, toleratedPercentage };
}

function mapRunOf(step: Step, id: string) {
  const { info } = step.execution;
  const { state, enteredId, retryCount } = currentOf(step, id);
  const label =
    textOf(state.fields, "Label") ?? state.name.replaceAll(/[^A-Za-z0-9_-]/g, "").slice(0, LABEL_MAX);
  const key = `${info.seed}|${id}|${enteredId}|${retryCount}|mapRun`;
  const runId = uuidOf(createHash("sha256").update(key).digest());
  const prefix = info.stateMachineArn.replace(":stateMachine:", ":mapRun:");
  return { id: runId, label, arn: `${prefix}/${label}:${runId}` };
}

async function askForItems(step: Step, id: string): Promise<void> {
  const { state, enteredId, retryCount } = currentOf(step, id);
  const reader = objectOf(state.fields, "ItemReader") ?? {};
  const task = `${id}/${enteredId}/items/${retryCount}`;
  const input = await argumentsOf(step, id, reader, "ItemReader");
  emit(step, { kind: "waiting", thread: id, waiting: { kind: "items", task } });
  step.commands.push({ kind: "readItems", task, resource: textOf(reader, "Resource") ?? "", input });
}

async function argumentsOf(step: Step, id: string, fields: JsonObject, name: string): Promise<Json> {
  const { state } = currentOf(step, id);
  if (state.language === "JSONata") {
    const field = `${name}/Arguments`;
    return evaluateField(member(fields, "Arguments") ?? {}, field, scopeOf(step, id, field));
  }
  return evaluateTemplate(member(fields, "Parameters") ?? {}, scopeOf(step, id, `${name}/Parameters`));
}

/** The world has read what the reader asked for. */
export async function itemsRead(step: Step, id: string, content: Json): Promise<void> {
  emit(step, { kind: "waiting", thread: id, waiting: undefined });
  const read = readItems(content, await readerConfigOf(step, id));
  if (typeof read === "string") return itemsUnreadable(step, id, read);
  await startChildren(step, id, read);
}

export function itemsUnreadable(step: Step, id: string, cause: string): void {
  failRun(step, id, { error: "States.ItemReaderFailed", cause });
}

async function startChildren(step: Step, id: string, items: readonly Json[]): Promise<void> {
  const { fan } = currentOf(step, id);
  if (fan === undefined) return;
  const inputs: Json[] = [];
  for (const [index, value] of items.entries()) inputs.push(await itemInput(step, id, index, value));
  emit(step, { kind: "fanned", thread: id, fan: { ...fan, items: await batchesOf(step, id, inputs) } });
  soon(step, { do: "launch", thread: id });
}

/** Starts child executions up to the limit. */
export function launchChildren(step: Step, id: string): void {
  const { state } = currentOf(step, id);
  const machine = state.machines[0];
  const fan = currentOf(step, id).fan;
  if (machine === undefined || fan?.mapRun === undefined) return;
  const from = fan.started;
  const to = Math.min(fan.items.length, from + fan.limit - fan.running);
  if (to > from)
    emit(step, {
      kind: "fanned",
      thread: id,
      fan: { ...fan, started: to, running: fan.running + to - from },
    });
  const executionType = textOf(
    objectOf(processorOf(state.fields) ?? {}, "ProcessorConfig") ?? {},
    "ExecutionType",
  );
  for (let index = from; index < to; index += 1) {
    step.commands.push({
      kind: "startChild",
      child: { thread: id, mapRunArn: fan.mapRun.arn, index },
      name: childName(fan.mapRun, index),
      machine,
      input: fan.items[index] ?? null,
      executionType: executionType === "EXPRESS" ? "EXPRESS" : "STANDARD",
    });
  }
  if (fan.items.length === 0) succeedRun(step, id, fan);
}

function childName(mapRun: MapRun, index: number): string {
  return uuidOf(createHash("sha256").update(`${mapRun.arn}|${index}`).digest());
}

/** A child execution is over. Late answers of a run that has ended change nothing. */
export function childEnded(step: Step, child: ChildRef, outcome: Outcome): void {
  const fan = step.execution.threads.get(child.thread)?.current?.fan;
  if (
    fan?.mapRun?.arn !== child.mapRunArn ||
    child.index >= fan.started ||
    fan.outcomes[child.index] !== undefined
  )
    return;
  const failed = fan.failed + ("output" in outcome ? 0 : 1);
  const next = { ...fan, failed, running: fan.running - 1, outcomes: withOutcome(fan, child.index, outcome) };
  emit(step, { kind: "fanned", thread: child.thread, fan: next });
  if (isBeyondTolerance(next)) {
    return failRun(step, child.thread, {
      error: "States.ExceedToleratedFailureThreshold",
      cause: "The specified tolerated failure threshold was exceeded",
    });
  }
  if (next.started < next.items.length) soon(step, { do: "launch", thread: child.thread });
  else if (next.running === 0) succeedRun(step, child.thread, next);
}

/** Neither given: no failure is tolerated; either one exceeded is enough. */
function isBeyondTolerance({ failed, items, mapRun }: Fan): boolean {
  if (failed === 0) return false;
  const { toleratedCount, toleratedPercentage } = mapRun ?? {};
  if (toleratedCount === undefined && toleratedPercentage === undefined) return true;
  if (toleratedCount !== undefined && failed > toleratedCount) return true;
  return toleratedPercentage !== undefined && (failed / items.length) * 100 > toleratedPercentage;
}

function succeedRun(step: Step, id: string, fan: Fan): void {
  const results = fan.outcomes.flatMap((one) => (one?.output === undefined ? [] : [one.output]));
  emit(step, { kind: "fanned", thread: id, fan: undefined });
  note(step, id, "MapRunSucceeded");
  note(step, id, "MapStateSucceeded");
  soon(step, { do: "finish", thread: id, result: writtenTo(step, id, fan, results) });
}

/** With a ResultWriter the state's result is where the results were written (recorded: MAP_STATE_RESULT_WRITER). */
function writtenTo(step: Step, id: string, fan: Fan, results: readonly Json[]): Json {
  const { state } = currentOf(step, id);
  const writer = objectOf(state.fields, "ResultWriter");
  if (writer === undefined || fan.mapRun === undefined) return results;
  const input = objectOf(writer, state.language === "JSONata" ? "Arguments" : "Parameters");
  if (input === undefined) return results;
  const made = evaluateTemplate(input, scopeOf(step, id, "ResultWriter")) as JsonObject; // an object template makes an object
  step.commands.push({
    kind: "writeResults",
    resource: textOf(writer, "Resource") ?? "",
    input: made,
    results,
  });
  const prefix = textOf(made, "Prefix");
  const key = `${prefix === undefined ? "" : `${prefix}/`}${fan.mapRun.id}/manifest.json`;
  return objectFrom([
    ["MapRunArn", fan.mapRun.arn],
    ["ResultWriterDetails", { Bucket: textOf(made, "Bucket") ?? "", Key: key }],
  ]);
}

function failRun(step: Step, id: string, outcome: { readonly error: string; readonly cause: string }): void {
  release(step, id);
  emit(step, { kind: "fanned", thread: id, fan: undefined });
  note(step, id, "MapRunFailed", details("mapRunFailed", errorDetails(outcome.error, outcome.cause)));
  soon(step, { do: "fail", thread: id, failure: { ...outcome, introduced: false, evaluation: false } });
}
