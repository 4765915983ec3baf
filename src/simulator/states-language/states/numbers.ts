// Room states-language: whole numbers that a field gives, names by path, or evaluates to. By path a text of digits is a number
// (recorded: MAP_STATE_REFERENCE_IN_MAX_CONCURRENCY_PATH).
import { scopeOf } from "../context.ts";
import { filteredInput } from "../data-flow.ts";
import { runtimeError } from "../failure.ts";
import { type Json, type JsonObject, member, textOf } from "../json.ts";
import { evaluateTyped, type TypeName } from "../jsonata/typed.ts";
import { filterBy } from "../jsonpath/evaluate.ts";
import { currentOf, type Step } from "../step.ts";

/** The number of `field` or `fieldPath`, undefined where neither is there. */
export async function numberField(
  step: Step,
  id: string,
  field: string,
  options: { readonly fields?: JsonObject; readonly prefix?: string; readonly type?: TypeName } = {},
): Promise<number | undefined> {
  const { state } = currentOf(step, id);
  const fields = options.fields ?? state.fields;
  const scope = scopeOf(step, id, field, { input: filteredInput(step, id) });
  const path = textOf(fields, `${field}Path`);
  if (state.language === "JSONPath" && path !== undefined) {
    return numberAt(filterBy(path, scope), `${field}Path`, path, options.type ?? "integer");
  }
  const value = member(fields, field);
  if (value === undefined) return undefined;
  if (state.language === "JSONPath") return typeof value === "number" ? value : undefined;
  return Number(
    await evaluateTyped(value, `${options.prefix ?? ""}${field}`, options.type ?? "integer", scope),
  );
}

function numberAt(value: Json, field: string, path: string, type: TypeName): number {
  const isWhole = type === "integer";
  const digits = isWhole ? /^[+-]?\d+$/ : /^[+-]?\d+(?:\.\d+)?$/;
  const number = typeof value === "string" && digits.test(value) ? Number(value) : value;
  if (typeof number === "number" && (!isWhole || Number.isInteger(number))) return number;
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  const expected = isWhole ? "integer" : "float";
  throw runtimeError(
    `The ${field} field refers to value "${shown}" which is not a valid ${expected}: ${path}`,
  );
}
