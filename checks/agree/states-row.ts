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

/** Everything in which a run differs from the row. */
export function differences(row: Row, result: RunResult): readonly Difference[] {
  const bound: Bound = new Map();
  const pairs: readonly (readonly [field: string, ours: unknown, aws: unknown])[] = [
    ["final", result.history.at(-1)?.type, row.final],
    ["eventTypes", ...eventTypes(row, result)],
    ["error", result.error ?? null, row.error ?? null],
    ["cause", result.cause ?? null, row.cause ?? null],
    ["output", result.output ?? null, row.output === null ? null : jsonOf(row.output)],
    ["assigned", ...assigned(row, result)],
  ];
  return pairs
    .filter(([, ours, aws]) => !sameAsRecorded(ours, aws, bound))
    .map(([field, ours, aws]) => ({ field, ours, aws }));
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
  const aws = textsOf(row.eventTypes);
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
  const aws: readonly unknown[] = Array.isArray(row.assigned) ? row.assigned : [];
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

/** Ours beside AWS's refusal; the message is compared where the row has one. */
export function refusalDifference(row: Row, definition: JsonObject): Difference | undefined {
  const issues = problemsIn(definition);
  const aws = messageIn(row);
  const texts = issues.map(({ code, message, location }) => `${code}: ${message} at ${location ?? "null"}`);
  const ours = issues.length === 0 ? null : `Invalid State Machine Definition: '${texts.join(", ")}'`;
  const agrees = ours !== null && (aws === undefined || sameAsRecorded(ours, aws, new Map()));
  return agrees ? undefined : { field: "refusal", ours, aws: aws ?? "refused" };
}

function messageIn(row: Row): string | undefined {
  const texts = Object.entries(row).flatMap(([key, value]) =>
    key === "definition" || key === "input" ? [] : stringsIn(value),
  );
  return texts.find((text) => text.includes("Invalid State Machine Definition"));
}

export function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
