// Room simulator/lambda/mapping: which mapping a call means.
import { LambdaError, notFound } from "../errors.ts";
import type { LambdaState, Mapping } from "../state.ts";

export function findMapping({ mappings }: LambdaState, uuid: string | undefined, region: string): Mapping {
  const mapping = mappings.get(uuid ?? "");
  if (mapping?.region !== region) throw notFound("The resource you requested does not exist.");
  return mapping;
}

/** Refused while the last change is on its way. */
export function checkFree({ state }: Mapping, what: "update" | "delete"): void {
  if (state === "Enabled" || state === "Disabled") return;
  throw new LambdaError(
    "ResourceInUseException",
    400,
    `Cannot ${what} the event source mapping because it is in use.`,
  );
}
