// Room simulator/lambda: GetFunctionConcurrency.
import { action, answered, FUNCTION_PATH } from "../action.ts";
import { findFunction } from "../names.ts";

export const getFunctionConcurrency = action({
  name: "GetFunctionConcurrency",
  route: {
    method: "GET",
    path: FUNCTION_PATH.replace("2015-03-31", "2019-09-30") + "/concurrency",
    status: 200,
  },
  input: { FunctionName: "string" },
  decide(state, { FunctionName }, call) {
    const { reserved } = findFunction(state, FunctionName, undefined, call).fn;
    return answered(reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved });
  },
});
