// Room simulator/lambda: ListFunctionEventInvokeConfigs.
import { action, answered } from "../action.ts";
import { INVOKE_CONFIG_PATH, invokeConfigAnswer } from "../invoke-config.ts";
import { findFunction } from "../names.ts";
import { pageOf } from "../page.ts";

export const listFunctionEventInvokeConfigs = action({
  name: "ListFunctionEventInvokeConfigs",
  route: {
    method: "GET",
    path: `${INVOKE_CONFIG_PATH}/list`,
    status: 200,
    query: { Marker: "Marker", MaxItems: "MaxItems" },
  },
  input: { FunctionName: "string", Marker: "string", MaxItems: "integer" },
  decide(state, { FunctionName, Marker, MaxItems }, call) {
    const { fn } = findFunction(state, FunctionName, undefined, call);
    const { items, next } = pageOf([...fn.invokeConfigs], Marker, MaxItems);
    const all = items.map(([qualifier, config]) => invokeConfigAnswer(fn, qualifier, config, call));
    return answered({ FunctionEventInvokeConfigs: all, ...next });
  },
});
