// Room simulator/lambda: ListAliases.
import { action, answered, FUNCTION_PATH } from "../action.ts";
import { aliasAnswer } from "../alias.ts";
import { findFunction } from "../names.ts";
import { pageOf } from "../page.ts";

export const listAliases = action({
  name: "ListAliases",
  route: {
    method: "GET",
    path: `${FUNCTION_PATH}/aliases`,
    status: 200,
    query: { FunctionVersion: "FunctionVersion", Marker: "Marker", MaxItems: "MaxItems" },
  },
  input: { FunctionName: "string", FunctionVersion: "string", Marker: "string", MaxItems: "integer" },
  decide(state, { FunctionName, FunctionVersion, Marker, MaxItems }, call) {
    const { fn } = findFunction(state, FunctionName, undefined, call);
    const all = [...fn.aliases.values()].filter(
      ({ version }) => FunctionVersion === undefined || version === FunctionVersion,
    );
    const { items, next } = pageOf(all, Marker, MaxItems);
    return answered({ Aliases: items.map((alias) => aliasAnswer(fn, alias)), ...next });
  },
});
