// Room simulator/lambda: GetFunctionEventInvokeConfig.
import { action, answered, QUALIFIER } from "../action.ts";
import { findInvokeConfig, INVOKE_CONFIG_PATH, invokeConfigAnswer } from "../invoke-config.ts";

export const getFunctionEventInvokeConfig = action({
  name: "GetFunctionEventInvokeConfig",
  route: { method: "GET", path: INVOKE_CONFIG_PATH, status: 200, query: QUALIFIER },
  input: { FunctionName: "string", Qualifier: "string" },
  decide(state, input, call) {
    const { fn, qualifier, config } = findInvokeConfig(state, input, call);
    return answered(invokeConfigAnswer(fn, qualifier, config, call));
  },
});
