// Room states-language, Map: its items, and how they are worked on: as threads of this execution, or as executions of their own.
import { scopeOf } from "../context.ts";
import { filteredInput } from "../data-flow.ts";
import { queryError, runtimeError } from "../failure.ts";
import { details } from "../history.ts";
import { isArray, type Json, member, textOf } from "../json.ts";
import { evaluateField } from "../jsonata/evaluate.ts";
import { evaluateTyped, typeName } from "../jsonata/typed.ts";
import { filterBy } from "../jsonpath/evaluate.ts";
import { DISTRIBUTED_MAP_CONCURRENCY, INLINE_MAP_CONCURRENCY } from "../limits.ts";
import { beginMapRun } from "../map-run.ts";
import { currentOf, emit, note, soon, type Step } from "../step.ts";
import { numberField } from "./numbers.ts";

export async function map(step: Step, id: string): Promise<void> {
  const { state } = currentOf(step, id);
  const limit = await concurrency(step, id, state.distributed);
  const reads = member(state.fields, "ItemReader") !== undefined && state.distributed;
  const items = reads ? [] : await itemsOf(step, id);
  note(step, id, "MapStateStarted", details("mapStateStarted", { length: items.length }));
  if (state.distributed) return beginMapRun(step, id, items, limit, reads);
  emit(step, {
    kind: "fanned",
    thread: id,
    fan: { kind: "Map", items, outcomes: [], started: 0, running: 0, failed: 0, limit },
  });
  soon(step, { do: "launch", thread: id });
}

/** Evaluated before the state starts; zero is as many as AWS allows. */
async function concurrency(step: Step, id: string, distributed: boolean): Promise<number> {
  const most = distributed ? DISTRIBUTED_MAP_CONCURRENCY : INLINE_MAP_CONCURRENCY;
  const given = (await numberField(step, id, "MaxConcurrency")) ?? 0;
  if (given < 0)
    throw runtimeError(`Expected non-negative integer for MaxConcurrency, got '${given}' instead.`);
  return given === 0 ? most : Math.min(given, most);
}

async function itemsOf(step: Step, id: string): Promise<readonly Json[]> {
  const { state } = currentOf(step, id);
  if (state.language === "JSONata") return itemsByJsonata(step, id);
  const filtered = filteredInput(step, id);
  const path = textOf(state.fields, "ItemsPath") ?? "$";
  const items = filterBy(path, scopeOf(step, id, "ItemsPath", { input: filtered }));
  if (!isArray(items)) throw runtimeError(`Reference path "${path}" must point to array.`);
  return items;
}

async function itemsByJsonata(step: Step, id: string): Promise<readonly Json[]> {
  const { state, input } = currentOf(step, id);
  const template = member(state.fields, "Items");
  if (template === undefined) {
    if (isArray(input)) return input;
    throw queryError(`Map state input must be an array but was: ${typeName(input)}`, undefined);
  }
  const scope = scopeOf(step, id, "Items");
  const items =
    typeof template === "string"
      ? await evaluateTyped(template, "Items", "array", scope)
      : await evaluateField(template, "Items", scope);
  return isArray(items) ? items : [];
}
