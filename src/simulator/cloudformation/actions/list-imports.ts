// Room simulator/cloudformation: ListImports: who uses an export.
import { action, answered, shapes } from "../action.ts";
import { validation } from "../errors.ts";
import { exportNamed, importersOf } from "../exports.ts";
import { pageOf } from "../page.ts";

export const listImports = action({
  name: "ListImports",
  input: { ExportName: "string", NextToken: "string" },
  output: { Imports: shapes.strings, NextToken: "string" },
  decide(state, { ExportName: name = "", NextToken }, call) {
    if (exportNamed(state, call.region, name) === undefined)
      throw validation(`Export '${name}' does not exist`);
    const users = importersOf(state, call.region, name).map((stack) => stack.name);
    if (users.length === 0) throw validation(`Export '${name}' is not imported by any stack.`);
    const page = pageOf(users, (user) => user, NextToken);
    return answered({ Imports: page.items, NextToken: page.NextToken });
  },
});
