// Room simulator/iam: DeleteRolePolicy.
import { action, roleChanged } from "../action.ts";
import { noSuchEntity } from "../errors.ts";
import { findRole } from "../find.ts";

export const deleteRolePolicy = action({
  name: "DeleteRolePolicy",
  input: { RoleName: "string", PolicyName: "string" },
  output: {},
  decide(state, { RoleName, PolicyName = "" }) {
    const { name, inline } = findRole(state, RoleName);
    if (!Object.hasOwn(inline, PolicyName))
      throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
    const { [PolicyName]: _gone, ...rest } = inline;
    return roleChanged(name, { inline: rest });
  },
});
