// Room simulator/iam: UpdateAssumeRolePolicy.
import { action, roleChanged } from "../action.ts";
import { checkTrust } from "../document.ts";
import { findRole } from "../find.ts";

export const updateAssumeRolePolicy = action({
  name: "UpdateAssumeRolePolicy",
  input: { RoleName: "string", PolicyDocument: "string" },
  output: {},
  decide(state, { RoleName, PolicyDocument }) {
    const { name } = findRole(state, RoleName);
    return roleChanged(name, { trust: checkTrust(PolicyDocument) });
  },
});
