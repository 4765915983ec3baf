// Room simulator/lambda: ListVersionsByFunction.
import { action, answered, FUNCTION_PATH } from "../action.ts";
import { configurationOf } from "../answer.ts";
import { findFunction } from "../names.ts";
import { pageOf } from "../page.ts";

export const listVersionsByFunction = action({
  name: "ListVersionsByFunction",
  route: {
    method: "GET",
    path: `${FUNCTION_PATH}/versions`,
    status: 200,
    query: { Marker: "Marker", MaxItems: "MaxItems" },
  },
  input: { FunctionName: "string", Marker: "string", MaxItems: "integer" },
  decide(state, { FunctionName, Marker, MaxItems }, call) {
    const { fn } = findFunction(state, FunctionName, undefined, call);
    const { items, next } = pageOf([fn.latest, ...fn.versions.values()], Marker, MaxItems);
    const Versions = items.map((version) => configurationOf(fn, version, call, version.version));
    return answered({ Versions, ...next });
  },
});
