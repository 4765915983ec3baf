// Room simulator/lambda: DeleteFunction: the whole of it, or one version.
import { action, changed, FUNCTION_PATH, QUALIFIER } from "../action.ts";
import { conflict, invalidParameter } from "../errors.ts";
import { findFunction } from "../names.ts";

export const deleteFunction = action({
  name: "DeleteFunction",
  route: { method: "DELETE", path: FUNCTION_PATH, status: 204, query: QUALIFIER },
  input: { FunctionName: "string", Qualifier: "string" },
  decide(state, { FunctionName, Qualifier }, call) {
    const { fn, qualifier } = findFunction(state, FunctionName, Qualifier, call);
    const at = { functionArn: fn.arn, atMs: call.nowMs };
    if (qualifier === undefined) return changed({}, { kind: "lambda.function-deleted", ...at });
    if (qualifier === "$LATEST")
      throw invalidParameter("$LATEST version cannot be deleted without deleting the function.");
    const pointing = [...fn.aliases.values()].filter(({ version }) => version === qualifier);
    if (pointing.length > 0)
      throw conflict(
        `Version '${fn.arn}:${qualifier}' can't be deleted because it's currently referenced by alias(es): [${pointing.map(({ name }) => name).join(", ")}]`,
      );
    return changed({}, { kind: "lambda.function-deleted", version: qualifier, ...at });
  },
});
