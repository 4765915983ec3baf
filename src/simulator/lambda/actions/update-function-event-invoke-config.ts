// Room simulator/lambda: UpdateFunctionEventInvokeConfig: what is not given stays.
import { action, changed } from "../action.ts";
import type { LambdaFunction } from "../state.ts";
import { INVOKE_CONFIG, INVOKE_CONFIG_PATH, invokeConfigAnswer, readInvokeConfig } from "../invoke-config.ts";

export const updateFunctionEventInvokeConfig = action({
  name: "UpdateFunctionEventInvokeConfig",
  route: { method: "POST", path: INVOKE_CONFIG_PATH, status: 200, query: { Qualifier: "Qualifier" } },
  extent: "partial",
  input: INVOKE_CONFIG,
  decide(state, input, call) {
    const { fn, qualifier, config } = readInvokeConfig(state, input, call, findStanding);
    return changed(invokeConfigAnswer(fn, qualifier, config, call), {
      kind: "lambda.invoke-config-set",
      functionArn: fn.arn,
      atMs: call.nowMs,
      qualifier,
      config,
    });
  },
});

const findStanding = (fn: LambdaFunction, qualifier: string) => fn.invokeConfigs.get(qualifier);
