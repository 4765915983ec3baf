// Room simulator/iam: ListAttachedRolePolicies.
import { action, answered } from "../action.ts";
import { findRole } from "../find.ts";
import { pageOf } from "../page.ts";
import { ASKED_PAGE, TOLD_PAGE } from "../shape.ts";

export const listAttachedRolePolicies = action({
  name: "ListAttachedRolePolicies",
  input: { RoleName: "string", PathPrefix: "string", ...ASKED_PAGE },
  output: {
    AttachedPolicies: { list: { members: { PolicyName: "string", PolicyArn: "string" } } },
    ...TOLD_PAGE,
  },
  decide(state, { RoleName, PathPrefix = "/", ...asked }) {
    const { attached } = findRole(state, RoleName);
    const found = attached.filter((arn) => arn.slice(arn.indexOf("/")).startsWith(PathPrefix));
    const { items, told } = pageOf(found, (arn) => arn, asked);
    const AttachedPolicies = items.map((arn) => ({
      PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
      PolicyArn: arn,
    }));
    return answered({ AttachedPolicies, ...told });
  },
});
