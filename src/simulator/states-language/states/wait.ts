// Room states-language, Wait: until a time, or for a time; the world has the clock.
import { scopeOf } from "../context.ts";
import { filteredInput, passedOn } from "../data-flow.ts";
import { queryError, runtimeError } from "../failure.ts";
import { exit } from "../flow.ts";
import { type Json, member, textOf } from "../json.ts";
import { evaluateField } from "../jsonata/evaluate.ts";
import { evaluateTyped } from "../jsonata/typed.ts";
import { lookUp } from "../jsonpath/evaluate.ts";
import { WAIT_MAX_S } from "../limits.ts";
import { currentOf, emit, type Step } from "../step.ts";
import { instantMs } from "../timestamps.ts";

export async function wait(step: Step, id: string): Promise<void> {
  const untilMs = await untilOf(step, id);
  if (untilMs - step.execution.nowMs > WAIT_MAX_S * 1000) throw runtimeError("Wait state delay is too long.");
  const timer = `${id}/${currentOf(step, id).enteredId}/wait`;
  emit(step, { kind: "waiting", thread: id, waiting: { kind: "timer", timer, why: "wait" } });
  step.commands.push({ kind: "startTimer", timer, untilMs: Math.max(untilMs, step.execution.nowMs) });
}

/** The wait is over. */
export async function waited(step: Step, id: string): Promise<void> {
  emit(step, { kind: "waiting", thread: id, waiting: undefined });
  exit(step, id, await passedOn(step, id));
}

async function untilOf(step: Step, id: string): Promise<number> {
  const { state } = currentOf(step, id);
  const { nowMs } = step.execution;
  if (state.language === "JSONata") return untilJsonata(step, id);
  const secondsPath = textOf(state.fields, "SecondsPath");
  if (secondsPath !== undefined) return nowMs + secondsAt(step, id, secondsPath) * 1000;
  const timestampPath = textOf(state.fields, "TimestampPath");
  if (timestampPath !== undefined) return timestampAt(step, id, timestampPath);
  const timestamp = textOf(state.fields, "Timestamp");
  if (timestamp !== undefined) return instantMs(timestamp) ?? nowMs;
  return nowMs + Number(member(state.fields, "Seconds") ?? 0) * 1000;
}

async function untilJsonata(step: Step, id: string): Promise<number> {
  const { state } = currentOf(step, id);
  const seconds = member(state.fields, "Seconds");
  if (seconds !== undefined) {
    const value = await evaluateTyped(seconds, "Seconds", "integer", scopeOf(step, id, "Seconds"));
    if (Number(value) < 0)
      throw queryError(`The Seconds field references a negative value: ${JSON.stringify(value)}`, "Seconds");
    return step.execution.nowMs + Number(value) * 1000;
  }
  const value = await evaluateField(
    member(state.fields, "Timestamp") ?? null,
    "Timestamp",
    scopeOf(step, id, "Timestamp"),
  );
  const untilMs = typeof value === "string" ? instantMs(value) : undefined;
  if (untilMs !== undefined) return untilMs;
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  throw queryError(
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${shown}`,
    "Timestamp",
  );
}

function found(step: Step, id: string, path: string, field: string): Json {
  const value = lookUp(path, scopeOf(step, id, field, { input: filteredInput(step, id) }));
  if (value === undefined)
    throw runtimeError(`The ${field} parameter does not reference an input value: ${path}`);
  return value;
}

function secondsAt(step: Step, id: string, path: string): number {
  const value = found(step, id, path, "SecondsPath");
  const shown = `${path} == ${typeof value === "string" ? value : JSON.stringify(value)}`;
  if (!Number.isInteger(value))
    throw runtimeError(`The SecondsPath parameter cannot be parsed as a long value: ${shown}`);
  if (Number(value) < 0)
    throw runtimeError(`The SecondsPath parameter references a negative value: ${shown}`);
  return Number(value);
}

function timestampAt(step: Step, id: string, path: string): number {
  const value = found(step, id, path, "TimestampPath");
  const untilMs = typeof value === "string" ? instantMs(value) : undefined;
  if (untilMs !== undefined) return untilMs;
  const shown = `${path} == ${typeof value === "string" ? value : JSON.stringify(value)}`;
  throw runtimeError(
    `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${shown}`,
  );
}
