// Room simulator/lambda: GetAlias.
import { action, answered, FUNCTION_PATH } from "../action.ts";
import { aliasAnswer, findAlias } from "../alias.ts";
import { findFunction } from "../names.ts";

export const getAlias = action({
  name: "GetAlias",
  route: { method: "GET", path: `${FUNCTION_PATH}/aliases/{Name}`, status: 200 },
  input: { FunctionName: "string", Name: "string" },
  decide(state, { FunctionName, Name }, call) {
    const { fn } = findFunction(state, FunctionName, undefined, call);
    return answered(aliasAnswer(fn, findAlias(fn, Name)));
  },
});
