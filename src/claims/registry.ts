// Room claims: the built-in claims by name. A new one is added here and lands with three journals in fixtures/journals.
import type { ClaimType } from "./claim.ts";
import { answeredType } from "./kinds/answered.ts";
import { drainedType } from "./kinds/drained.ts";
import { finishedWithinType } from "./kinds/finished-within.ts";
import { inOrderType } from "./kinds/in-order.ts";
import { nothingLostType, type OtherFolds } from "./kinds/nothing-lost.ts";
import { parkedType } from "./kinds/parked.ts";
import { provisionedType } from "./kinds/provisioned.ts";
import { reachedType } from "./kinds/reached.ts";
import { redrivenType } from "./kinds/redriven.ts";
import { reachedOnlyType, routedType } from "./kinds/routed.ts";
import { tookEffectOnceType } from "./kinds/took-effect-once.ts";

/** The built-in claim types; `others` gives nothingLost the claims beside it. */
export function builtInClaims(others: OtherFolds): ReadonlyMap<string, ClaimType> {
  const types = [
    provisionedType,
    routedType,
    reachedOnlyType,
    parkedType,
    redrivenType,
    drainedType,
    tookEffectOnceType,
    inOrderType,
    answeredType,
    nothingLostType(others),
    finishedWithinType,
    reachedType,
  ];
  return new Map(types.map((type) => [type.name, type]));
}
