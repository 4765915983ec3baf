// Room simulator/iam: ListAccountAliases.
import { action, answered } from "../action.ts";
import { ASKED_PAGE, TOLD_PAGE } from "../shape.ts";

export const listAccountAliases = action({
  name: "ListAccountAliases",
  input: ASKED_PAGE,
  output: { AccountAliases: { list: "string" }, ...TOLD_PAGE },
  decide: ({ alias }) => answered({ AccountAliases: alias === undefined ? [] : [alias], IsTruncated: false }),
});
