// Room simulator/lambda: revision ids: one for each change of a function, a version, an alias or a policy.
import { keyedUuid } from "../../box/keyed.ts";
import type { Call } from "../wire/index.ts";
import { precondition } from "./errors.ts";
import type { LambdaState } from "./state.ts";

/** `later` is how many changes of the same decision come before. */
export const revisionOf = ({ revisions }: LambdaState, { seed }: Call, later = 0): string =>
  keyedUuid(seed, "lambda.revision", revisions + later);

/** A caller may say which revision it wants to change. */
export function checkRevision(asked: string | undefined, revisionId: string | undefined): void {
  if (asked !== undefined && asked !== revisionId) throw precondition();
}
