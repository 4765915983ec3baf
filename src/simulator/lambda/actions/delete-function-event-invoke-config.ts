// Room simulator/lambda: DeleteFunctionEventInvokeConfig.
import { action, changed, QUALIFIER } from "../action.ts";
import { findInvokeConfig, INVOKE_CONFIG_PATH } from "../invoke-config.ts";

export const deleteFunctionEventInvokeConfig = action({
  name: "DeleteFunctionEventInvokeConfig",
  route: { method: "DELETE", path: INVOKE_CONFIG_PATH, status: 204, query: QUALIFIER },
  input: { FunctionName: "string", Qualifier: "string" },
  decide(state, input, call) {
    const { fn, qualifier } = findInvokeConfig(state, input, call);
    const at = { functionArn: fn.arn, atMs: call.nowMs };
    return changed({}, { kind: "lambda.invoke-config-set", qualifier, config: undefined, ...at });
  },
});
