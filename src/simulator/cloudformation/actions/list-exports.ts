// Room simulator/cloudformation: ListExports.
import { action, answered } from "../action.ts";
import { exportsOf } from "../exports.ts";
import { pageOf } from "../page.ts";

export const listExports = action({
  name: "ListExports",
  input: { NextToken: "string" },
  output: {
    Exports: { list: { members: { ExportingStackId: "string", Name: "string", Value: "string" } } },
    NextToken: "string",
  },
  decide(state, { NextToken }, call) {
    const page = pageOf(exportsOf(state, call.region), ({ name }) => name, NextToken);
    return answered({
      Exports: page.items.map(({ stack, name, value }) => ({
        ExportingStackId: stack.id,
        Name: name,
        Value: value,
      })),
      NextToken: page.NextToken,
    });
  },
});
