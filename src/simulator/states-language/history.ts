// Room states-language: history events in the shape of GetExecutionHistory (AWS Step Functions API reference, HistoryEvent). Payloads are
// JSON texts there, as here; nothing is truncated, because no payload may be longer than AWS keeps.
import type { Json, JsonObject } from "./json.ts";

export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestampMs: number;
  readonly type: string;
  /** `stateEnteredEventDetails` and its like. */
  readonly details?: HistoryDetails;
}

export interface HistoryDetails {
  readonly name: string;
  readonly value: JsonObject;
}

/** A payload that goes through many states unchanged is one text in all their lines. */
const TEXTS = new WeakMap<object, string>();

function jsonText(value: Json): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const known = TEXTS.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  TEXTS.set(value, text);
  return text;
}

const NOT_TRUNCATED = { truncated: false };

export function details(name: string, value: JsonObject): HistoryDetails {
  return { name: `${name}EventDetails`, value };
}

export function inputDetails(input: Json): JsonObject {
  return { input: jsonText(input), inputDetails: NOT_TRUNCATED };
}

export function outputDetails(output: Json): JsonObject {
  return { output: jsonText(output), outputDetails: NOT_TRUNCATED };
}

/** The variables that a state assigned, as the StateExited event tells them; none of these members where there were none. */
export function assignedDetails(assigned: JsonObject | undefined): JsonObject {
  if (assigned === undefined || Object.keys(assigned).length === 0) return {};
  const texts = Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)] as const);
  return { assignedVariables: Object.fromEntries(texts), assignedVariablesDetails: NOT_TRUNCATED };
}

/** The event as the API answers it: its details under their own name. */
export function toApiShape(event: HistoryEvent): Json {
  const { details: own, timestampMs, ...rest } = event;
  const shape = { ...rest, timestamp: timestampMs / 1000 };
  return own === undefined ? shape : { ...shape, [own.name]: own.value };
}
