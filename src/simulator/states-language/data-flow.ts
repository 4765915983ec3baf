// Room states-language: what a state works on and what it hands on, in both languages (AWS, "Processing input and output"; "Transforming
// data with JSONata"). Assign and output see the variables as they were, whichever is written first (recorded: EVALUATION_ORDER).
import { type ScopeExtras, scopeOf } from "./context.ts";
import type { State } from "./definition.ts";
import { runtimeError, tooLarge } from "./failure.ts";
import { type Json, type JsonObject, isObject, member, sizeBytes } from "./json.ts";
import { evaluateField } from "./jsonata/evaluate.ts";
import { asRuntime, filterBy } from "./jsonpath/evaluate.ts";
import { parsePath } from "./jsonpath/parse.ts";
import { PathBlocked, writePath } from "./jsonpath/write.ts";
import { PAYLOAD_MAX_BYTES } from "./limits.ts";
import { evaluateTemplate } from "./payload-template.ts";
import { currentOf, type Step } from "./step.ts";

export interface Outgoing {
  readonly output: Json;
  readonly assigned: JsonObject;
}

/** InputPath: null is an empty object (recorded: NULL_INPUT_OUTPUT_PATHS). */
export function filteredInput(step: Step, id: string): Json {
  const { state, input } = currentOf(step, id);
  return throughPath(step, id, state, "InputPath", input);
}

function throughPath(
  step: Step,
  id: string,
  state: State,
  field: "InputPath" | "OutputPath",
  value: Json,
): Json {
  const path = member(state.fields, field);
  if (state.language === "JSONata" || path === undefined) return value;
  if (path === null) return {};
  return typeof path === "string" ? filterBy(path, scopeOf(step, id, field, { input: value })) : value;
}

/** What a task, a branch or a Pass works on: Arguments, or InputPath and Parameters. */
export async function effectiveInput(step: Step, id: string, extras: ScopeExtras = {}): Promise<Json> {
  const { state, input } = currentOf(step, id);
  if (state.language === "JSONata") {
    const template = member(state.fields, "Arguments");
    return template === undefined
      ? input
      : evaluateField(template, "Arguments", scopeOf(step, id, "Arguments", extras));
  }
  const filtered = filteredInput(step, id);
  const template = member(state.fields, "Parameters");
  if (template === undefined) return filtered;
  return evaluateTemplate(template, scopeOf(step, id, "Parameters", { ...extras, input: filtered }));
}

/** From a result to the output: ResultSelector, ResultPath, OutputPath; or Output. */
export async function outgoing(step: Step, id: string, result: Json): Promise<Outgoing> {
  const { state } = currentOf(step, id);
  const made =
    state.language === "JSONata"
      ? await ofJsonata(step, id, state.fields, { result })
      : ofJsonPath(step, id, result);
  return checked(state, made);
}

function ofJsonPath(step: Step, id: string, result: Json): Outgoing {
  const { state, input } = currentOf(step, id);
  const assigned = assignedBy(step, id, state.fields, result);
  const selector = member(state.fields, "ResultSelector");
  const selected =
    selector === undefined
      ? result
      : evaluateTemplate(selector, scopeOf(step, id, "ResultSelector", { input: result }));
  const placed = placedAt(member(state.fields, "ResultPath"), input, selected);
  return { output: throughPath(step, id, state, "OutputPath", placed), assigned };
}

/** The output of a state that makes none of its own: Wait, Choice, Succeed. */
export async function passedOn(step: Step, id: string): Promise<Outgoing> {
  const { state } = currentOf(step, id);
  if (state.language === "JSONata") return checked(state, await ofJsonata(step, id, state.fields, {}));
  const input = filteredInput(step, id);
  const assigned = assignedBy(step, id, state.fields, input);
  return checked(state, { output: throughPath(step, id, state, "OutputPath", input), assigned });
}

/** The same for the fields of a Choice rule or a Catcher, which stand beside those of the state. */
export async function ofRule(
  step: Step,
  id: string,
  fields: JsonObject,
  extras: ScopeExtras,
  prefix: string,
): Promise<Outgoing> {
  const { state } = currentOf(step, id);
  return checked(state, await ofJsonata(step, id, fields, extras, prefix));
}

async function ofJsonata(
  step: Step,
  id: string,
  fields: JsonObject,
  extras: ScopeExtras,
  prefix = "",
): Promise<Outgoing> {
  const { input } = currentOf(step, id);
  const assign = member(fields, "Assign");
  const assigned =
    assign === undefined
      ? {}
      : await evaluateField(assign, `${prefix}Assign`, scopeOf(step, id, `${prefix}Assign`, extras));
  const template = member(fields, "Output");
  const output =
    template === undefined
      ? (extras.result ?? extras.errorOutput ?? input)
      : await evaluateField(template, `${prefix}Output`, scopeOf(step, id, `${prefix}Output`, extras));
  return { output, assigned: isObject(assigned) ? assigned : {} };
}

export function assignedBy(step: Step, id: string, fields: JsonObject, input: Json): JsonObject {
  const assign = member(fields, "Assign");
  if (!isObject(assign)) return {};
  const assigned = evaluateTemplate(assign, scopeOf(step, id, "Assign", { input }));
  return isObject(assigned) ? assigned : {};
}

/** ResultPath: null keeps the input, `$` or none replaces it. */
export function placedAt(path: Json | undefined, input: Json, value: Json): Json {
  if (path === null) return input;
  if (typeof path !== "string" || path === "$") return value;
  try {
    return writePath(parsePath(path), input, value);
  } catch (error) {
    if (!(error instanceof PathBlocked)) throw asRuntime(error, path);
    const cause = `Unable to apply ReferencePath ${path} to input ${JSON.stringify(input)}`;
    throw runtimeError(cause, "States.ResultPathMatchFailure");
  }
}

/** An output that is too large fails its state, and so do the variables of one Assign (AWS, "Quotas related to variables": 256 KiB). */
export function checked(state: State, made: Outgoing): Outgoing {
  const { output, assigned } = made;
  if (sizeBytes(output) > PAYLOAD_MAX_BYTES || sizeBytes(assigned) > PAYLOAD_MAX_BYTES)
    throw tooLarge(state.name);
  return made;
}
