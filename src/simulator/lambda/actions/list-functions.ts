// Room simulator/lambda: ListFunctions.
import { action, answered } from "../action.ts";
import { configurationOf } from "../answer.ts";
import { pageOf } from "../page.ts";

export const listFunctions = action({
  name: "ListFunctions",
  route: {
    method: "GET",
    path: "/2015-03-31/functions",
    status: 200,
    query: { Marker: "Marker", MaxItems: "MaxItems", FunctionVersion: "FunctionVersion" },
  },
  input: { Marker: "string", MaxItems: "integer", FunctionVersion: "string" },
  decide({ functions }, { Marker, MaxItems, FunctionVersion }, call) {
    const own = [...functions.values()].filter(({ region }) => region === call.region);
    const all = own
      .toSorted((left, right) => (left.name < right.name ? -1 : 1))
      .flatMap((fn) =>
        (FunctionVersion === "ALL" ? [fn.latest, ...fn.versions.values()] : [fn.latest]).map((version) =>
          configurationOf(fn, version, call, FunctionVersion === "ALL" ? version.version : undefined),
        ),
      );
    const { items, next } = pageOf(all, Marker, MaxItems);
    return answered({ Functions: items, ...next });
  },
});
