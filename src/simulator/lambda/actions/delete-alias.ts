// Room simulator/lambda: DeleteAlias: no error where there is none.
import { action, answered, changed, FUNCTION_PATH } from "../action.ts";
import { findFunction } from "../names.ts";

export const deleteAlias = action({
  name: "DeleteAlias",
  route: { method: "DELETE", path: `${FUNCTION_PATH}/aliases/{Name}`, status: 204 },
  input: { FunctionName: "string", Name: "string" },
  decide(state, { FunctionName, Name = "" }, call) {
    const { fn } = findFunction(state, FunctionName, undefined, call);
    if (!fn.aliases.has(Name)) return answered({});
    return changed({}, { kind: "lambda.alias-deleted", functionArn: fn.arn, atMs: call.nowMs, name: Name });
  },
});
