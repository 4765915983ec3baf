// Checks: one recorded execution: what AWS said of it, what ours says, and where the two differ.
import {
  type Json,
  type JsonObject,
  problemsIn,
  run,
  type RunResult,
  type ScriptedWorld,
} from "../../src/simulator/states-language/index.ts";
import type { Row } from "./judge.ts";
import { type Bound, sameAsRecorded } from "./recorded-json.ts";

export interface Difference {
  readonly field: string;
  readonly ours: unknown;
  readonly aws: unknown;
}

/** When virtual time begins in every judged run. */
export const START_MS = Date.UTC(2026, 0, 1);

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** The recorder kept inputs and outputs that were no objects as JSON texts. */
export function jsonOf(value: unknown): Json {
  if (typeof value !== "string") return (value ?? null) as Json; // the row was parsed from JSON
  try {
    return JSON.parse(value) as Json; // JSON.parse answers JSON and nothing else
  } catch {
    return value;
  }
}

export function play(definition: JsonObject, input: Json, world: ScriptedWorld = {}): Promise<RunResult> {
  return run(definition, input, { startMs: START_MS, ...world });
}

/** The definition; as the text that was sent, where the recorder kept it so. */
export function definitionIn(row: Row): JsonObject | undefined {
  const { definition } = row;
  const value = typeof definition === "string" ? jsonOf(definition) : definition;
  return isJsonObject(value) ? value : undefined;
}

/** A history that was asked for with `reverseOrder`: what stands last in it is how it began, so of the end only the type is known. */
function isReversed(row: Row): boolean {
  const types = textsOf(row.eventTypes);
  return types.length > 1 && types.at(-1) === "ExecutionStarted";
}

/** Recorded while the execution was under way: nothing can be said of its end. */
export function isUnfinished(row: Row): boolean {
  return row.final === "ExecutionStarted" && !isReversed(row);
}

/** The world of a row that was stopped by hand: stopped as soon as it has come as far. */
export function stoppedAsIn(row: Row): Pick<ScriptedWorld, "stop"> {
  if (row.final !== "ExecutionAborted") return {};
  const own = {
    ...(typeof row.error === "string" ? { error: row.error } : {}),
    ...(typeof row.cause === "string" ? { cause: row.cause } : {}),
  };
  return { stop: { afterEvents: textsOf(row.eventTypes).length - 1, ...own } };
}

type Compared = readonly [field: string, ours: unknown, aws: unknown];

/** Everything in which a run differs from the row. */
export function differences(row: Row, result: RunResult): readonly Difference[] {
  const bound: Bound = new Map();
  const compared = [...(isReversed(row) ? [] : endings(row, result)), ...ways(row, result)];
  return compared
    .filter(([, ours, aws]) => !sameAsRecorded(ours, aws, bound))
    .map(([field, ours, aws]) => ({ field, ours, aws }));
}

function endings(row: Row, { history, output }: RunResult): readonly Compared[] {
  const last = history.at(-1);
  const { error, cause } = last?.details?.value ?? {};
  return [
    ["final", last?.type, row.final],
    ["error", error ?? null, row.error ?? null],
    ["cause", cause ?? null, row.cause ?? null],
    ["output", output ?? null, row.output === null ? null : jsonOf(row.output)],
  ];
}

function ways(row: Row, result: RunResult): readonly Compared[] {
  return [
    ["eventTypes", ...eventTypes(row, result)],
    ["assigned", ...assigned(row, result)],
  ];
}

function hasParallel(row: Row): boolean {
  return textsOf(row.stateTypes).includes("Parallel");
}

/**
 * In rows with a Parallel the recorder sorted the events inside and dropped the one that ended it: counts are compared there, without
 * ParallelStateSucceeded, and without ParallelStateFailed where a second attempt was sorted too.
 */
function eventTypes(row: Row, result: RunResult): readonly [ours: unknown, aws: unknown] {
  const ours = result.history.map(({ type }) => type);
  const aws = isReversed(row) ? textsOf(row.eventTypes).toReversed() : textsOf(row.eventTypes);
  if (!hasParallel(row)) return [ours, aws];
  const again = aws.filter((type) => type === "ParallelStateStarted").length > 1;
  const dropped = new Set(["ParallelStateSucceeded", ...(again ? ["ParallelStateFailed"] : [])]);
  const sorted = (types: readonly string[]) => types.filter((type) => !dropped.has(type)).toSorted();
  return [sorted(ours), sorted(aws)];
}

function assigned(row: Row, result: RunResult): readonly [ours: unknown, aws: unknown] {
  const ours = result.history
    .map(({ details }) => details?.value.assignedVariables)
    .filter((one) => one !== undefined);
  const kept: readonly unknown[] = Array.isArray(row.assigned) ? row.assigned : [];
  const aws = isReversed(row) ? kept.toReversed() : kept;
  if (!hasParallel(row)) return [ours, aws];
  const sorted = (list: readonly unknown[]) =>
    list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return [sorted(ours), sorted(aws)];
}

/** A row of a definition that AWS refused: nothing was executed. */
export function isRefusal(row: Row): boolean {
  return (
    textsOf(row.eventTypes).length === 0 &&
    !(typeof row.final === "string" && row.final.startsWith("Execution"))
  );
}

/**
 * Ours beside AWS's refusal; the message is compared where the row has one. A row does not say which type of machine was to be made, so
 * either type's answer will do.
 */
export function refusalDifference(row: Row, definition: JsonObject): Difference | undefined {
  const aws = messageIn(row);
  const answers = (["STANDARD", "EXPRESS"] as const).map((type) => refusalOf(definition, type));
  const agrees = answers.some(
    (ours) => ours !== null && (aws === undefined || sameAsRecorded(ours, aws, new Map())),
  );
  return agrees ? undefined : { field: "refusal", ours: answers[0], aws: aws ?? "refused" };
}

function refusalOf(definition: JsonObject, type: "STANDARD" | "EXPRESS"): string | null {
  const issues = problemsIn(definition, { type });
  const texts = issues.map(({ code, message, location }) => `${code}: ${message} at ${location ?? "null"}`);
  return texts.length === 0 ? null : `${REFUSED}: '${texts.join(", ")}'`;
}

const REFUSED = "Invalid State Machine Definition";

/** AWS's own words, without those that an SDK puts before them ("An error occurred (InvalidDefinition) when calling ..."). */
function messageIn(row: Row): string | undefined {
  const texts = Object.entries(row).flatMap(([key, value]) =>
    key === "definition" || key === "input" ? [] : stringsIn(value),
  );
  const found = texts.find((text) => text.includes(REFUSED));
  return found?.slice(found.indexOf(REFUSED));
}

export function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
