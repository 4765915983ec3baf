// Room states-language: what one item of a Map is given to work on.
import { scopeOf } from "./context.ts";
import { filteredInput } from "./data-flow.ts";
import { type Json, member } from "./json.ts";
import { evaluateField } from "./jsonata/evaluate.ts";
import { evaluateTemplate } from "./payload-template.ts";
import { currentOf, type Step } from "./step.ts";

/** ItemSelector, or Parameters as it was called before; without one the item itself. */
export async function itemInput(step: Step, id: string, index: number, value: Json): Promise<Json> {
  const { state } = currentOf(step, id);
  const field = member(state.fields, "ItemSelector") === undefined ? "Parameters" : "ItemSelector";
  const template = member(state.fields, field);
  if (template === undefined) return value;
  const item = { Index: index, Value: value };
  if (state.language === "JSONata")
    return evaluateField(template, field, scopeOf(step, id, `${field}${index}`, { item }));
  return evaluateTemplate(
    template,
    scopeOf(step, id, `${field}${index}`, { item, input: filteredInput(step, id) }),
  );
}
