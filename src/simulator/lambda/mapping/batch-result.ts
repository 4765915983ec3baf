// Room simulator/lambda/mapping: what a function's answer says of a batch: which items failed, with ReportBatchItemFailures (ESM-06 to ESM-09,
// ESM-11; Developer Guide, "Handling errors for an SQS event source").

export type BatchResult =
  | { readonly kind: "done" }
  | { readonly kind: "partial"; readonly failed: ReadonlySet<string> }
  | { readonly kind: "failed" };

const FAILED: BatchResult = { kind: "failed" };
const DONE: BatchResult = { kind: "done" };

/** `ids` are those of the batch: an id that is not among them fails all of it. */
export function readBatchResult(payload: string, ids: ReadonlySet<string>): BatchResult {
  let answer: unknown;
  try {
    answer = JSON.parse(payload);
  } catch {
    return FAILED;
  }
  if (answer === null || answer === "") return DONE;
  if (typeof answer !== "object" || Array.isArray(answer)) return FAILED;
  const failures: unknown = "batchItemFailures" in answer ? answer.batchItemFailures : undefined;
  if (failures === undefined || failures === null) return DONE;
  if (!Array.isArray(failures)) return FAILED;
  const failed = new Set<string>();
  for (const item of failures as readonly unknown[]) {
    const id: unknown =
      typeof item === "object" && item !== null && "itemIdentifier" in item ? item.itemIdentifier : undefined;
    if (typeof id !== "string" || !ids.has(id)) return FAILED;
    failed.add(id);
  }
  return failed.size === 0 ? DONE : { kind: "partial", failed };
}
