// Room simulator/iam: DetachRolePolicy.
import { action, roleChanged } from "../action.ts";
import { noSuchPolicy } from "../errors.ts";
import { findRole } from "../find.ts";

export const detachRolePolicy = action({
  name: "DetachRolePolicy",
  input: { RoleName: "string", PolicyArn: "string" },
  output: {},
  decide(state, { RoleName, PolicyArn: arn = "" }) {
    const { name, attached } = findRole(state, RoleName);
    if (!attached.includes(arn)) throw noSuchPolicy(arn);
    return roleChanged(name, { attached: attached.filter((other) => other !== arn) });
  },
});
