// Room simulator/iam: AttachRolePolicy.
import { action, answered, roleChanged } from "../action.ts";
import { limitExceeded, noSuchEntity } from "../errors.ts";
import { findRole } from "../find.ts";
import { MAX_ATTACHED_POLICIES } from "../limits.ts";
import { isAwsManaged } from "../names.ts";

export const attachRolePolicy = action({
  name: "AttachRolePolicy",
  input: { RoleName: "string", PolicyArn: "string" },
  output: {},
  decide(state, { RoleName, PolicyArn: arn = "" }) {
    const { name, attached } = findRole(state, RoleName);
    if (!isAwsManaged(arn) && !state.policies.has(arn))
      throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
    if (attached.includes(arn)) return answered({});
    if (attached.length >= MAX_ATTACHED_POLICIES)
      throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${MAX_ATTACHED_POLICIES}`);
    return roleChanged(name, { attached: [...attached, arn] });
  },
});
