// Room simulator/lambda: DeleteFunctionConcurrency.
import { action, changed, FUNCTION_PATH } from "../action.ts";
import { findFunction } from "../names.ts";

export const deleteFunctionConcurrency = action({
  name: "DeleteFunctionConcurrency",
  route: {
    method: "DELETE",
    path: FUNCTION_PATH.replace("2015-03-31", "2017-10-31") + "/concurrency",
    status: 204,
  },
  input: { FunctionName: "string" },
  decide(state, { FunctionName }, call) {
    const { fn } = findFunction(state, FunctionName, undefined, call);
    const at = { functionArn: fn.arn, atMs: call.nowMs };
    return changed({}, { kind: "lambda.concurrency-set", reserved: undefined, ...at });
  },
});
