// Room simulator/iam: ListPolicies: the account's own; AWS's are not known here.
import { action, answered } from "../action.ts";
import { notModelled } from "../errors.ts";
import { toldPolicy } from "../find.ts";
import { pageOf } from "../page.ts";
import { ASKED_PAGE, shapes, TOLD_PAGE } from "../shape.ts";

export const listPolicies = action({
  name: "ListPolicies",
  extent: "partial",
  input: {
    Scope: "string",
    OnlyAttached: "boolean",
    PathPrefix: "string",
    PolicyUsageFilter: "string",
    ...ASKED_PAGE,
  },
  output: { Policies: { list: shapes.policy }, ...TOLD_PAGE },
  decide(state, { Scope, OnlyAttached = false, PathPrefix = "/", PolicyUsageFilter, ...asked }) {
    if (Scope === "AWS") throw notModelled("ListPolicies of AWS's own policies");
    if (PolicyUsageFilter === "PermissionsBoundary") throw notModelled("ListPolicies by PolicyUsageFilter");
    const told = [...state.policies.values()]
      .filter(({ path }) => path.startsWith(PathPrefix))
      .map((policy) => toldPolicy(state, policy, false))
      .filter(({ AttachmentCount }) => !OnlyAttached || AttachmentCount > 0);
    const page = pageOf(told, ({ PolicyName }) => PolicyName, asked);
    return answered({ Policies: page.items, ...page.told });
  },
});
