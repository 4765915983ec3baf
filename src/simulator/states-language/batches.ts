// Room states-language, ItemBatcher: items grouped into the inputs of child executions (AWS, "ItemBatcher"): by count, by bytes, whichever
// is full first; an item alone is never left out.
import { scopeOf } from "./context.ts";
import { runtimeError } from "./failure.ts";
import { type Json, member, objectFrom, objectOf, sizeBytes } from "./json.ts";
import { evaluateField } from "./jsonata/evaluate.ts";
import { PAYLOAD_MAX_BYTES } from "./limits.ts";
import { evaluateTemplate } from "./payload-template.ts";
import { numberField } from "./states/numbers.ts";
import { currentOf, type Step } from "./step.ts";

export async function batchesOf(step: Step, id: string, items: readonly Json[]): Promise<readonly Json[]> {
  const { state } = currentOf(step, id);
  const fields = objectOf(state.fields, "ItemBatcher");
  if (fields === undefined) return items;
  const maxItems = await batchLimit(step, id, "MaxItemsPerBatch");
  const maxBytes = Math.min(
    (await batchLimit(step, id, "MaxInputBytesPerBatch")) ?? PAYLOAD_MAX_BYTES,
    PAYLOAD_MAX_BYTES,
  );
  const shared = await batchInput(step, id);
  const wrap = (batch: readonly Json[]) =>
    objectFrom([
      ["BatchInput", shared],
      ["Items", batch],
    ]);
  return grouped(items, maxItems ?? Number.POSITIVE_INFINITY, maxBytes - sizeBytes(wrap([]))).map(wrap);
}

async function batchLimit(step: Step, id: string, field: string): Promise<number | undefined> {
  const fields = objectOf(currentOf(step, id).state.fields, "ItemBatcher") ?? {};
  const limit = await numberField(step, id, field, { fields, prefix: "ItemBatcher/" });
  if (limit !== undefined && limit < 0) throw runtimeError(`${field} cannot be negative.`);
  return limit === 0 ? undefined : limit;
}

async function batchInput(step: Step, id: string): Promise<Json | undefined> {
  const { state } = currentOf(step, id);
  const template = member(objectOf(state.fields, "ItemBatcher") ?? {}, "BatchInput");
  if (template === undefined) return undefined;
  const scope = scopeOf(step, id, "BatchInput");
  return state.language === "JSONata"
    ? evaluateField(template, "ItemBatcher/BatchInput", scope)
    : evaluateTemplate(template, scope);
}

function grouped(items: readonly Json[], maxItems: number, maxBytes: number): readonly (readonly Json[])[] {
  const batches: Json[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = sizeBytes(item) + 1;
    const last = batches.at(-1);
    if (last === undefined || last.length >= maxItems || bytes + size > maxBytes) {
      batches.push([item]);
      bytes = size;
    } else {
      last.push(item);
      bytes += size;
    }
  }
  return batches;
}
