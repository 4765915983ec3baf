// Room simulator/lambda: PutFunctionEventInvokeConfig: what is not given is as if it never was.
import { action, changed } from "../action.ts";
import { INVOKE_CONFIG, INVOKE_CONFIG_PATH, invokeConfigAnswer, readInvokeConfig } from "../invoke-config.ts";

export const putFunctionEventInvokeConfig = action({
  name: "PutFunctionEventInvokeConfig",
  route: { method: "PUT", path: INVOKE_CONFIG_PATH, status: 200, query: { Qualifier: "Qualifier" } },
  extent: "partial",
  input: INVOKE_CONFIG,
  decide(state, input, call) {
    const { fn, qualifier, config } = readInvokeConfig(state, input, call, () => undefined);
    return changed(invokeConfigAnswer(fn, qualifier, config, call), {
      kind: "lambda.invoke-config-set",
      functionArn: fn.arn,
      atMs: call.nowMs,
      qualifier,
      config,
    });
  },
});
