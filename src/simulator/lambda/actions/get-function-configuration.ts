// Room simulator/lambda: GetFunctionConfiguration.
import { action, answered, FUNCTION_PATH, QUALIFIER } from "../action.ts";
import { configurationOf } from "../answer.ts";
import { findTarget } from "../names.ts";

export const getFunctionConfiguration = action({
  name: "GetFunctionConfiguration",
  route: { method: "GET", path: `${FUNCTION_PATH}/configuration`, status: 200, query: QUALIFIER },
  input: { FunctionName: "string", Qualifier: "string" },
  decide(state, { FunctionName, Qualifier }, call) {
    const { fn, version, qualifier } = findTarget(state, FunctionName, Qualifier, call);
    return answered(configurationOf(fn, version, call, qualifier));
  },
});
