// Room simulator/iam: ListPolicyVersions.
import { action, answered } from "../action.ts";
import { findPolicy, toldVersion } from "../find.ts";
import { pageOf } from "../page.ts";
import { ASKED_PAGE, shapes, TOLD_PAGE } from "../shape.ts";

export const listPolicyVersions = action({
  name: "ListPolicyVersions",
  extent: "partial",
  input: { PolicyArn: "string", ...ASKED_PAGE },
  output: { Versions: { list: shapes.version }, ...TOLD_PAGE },
  decide(state, { PolicyArn, ...asked }) {
    const policy = findPolicy(state, PolicyArn, "ListPolicyVersions");
    const { items, told } = pageOf(policy.versions, ({ id }) => id, asked);
    return answered({ Versions: items.map((version) => toldVersion(policy, version, false)), ...told });
  },
});
