// Room simulator/iam: PutRolePolicy.
import { action, roleChanged } from "../action.ts";
import { checkPermissions, lengthOf } from "../document.ts";
import { limitExceeded } from "../errors.ts";
import { findRole } from "../find.ts";
import { MAX_INLINE_CHARACTERS, MAX_POLICY_NAME_CHARACTERS } from "../limits.ts";
import { readName } from "../names.ts";

export const putRolePolicy = action({
  name: "PutRolePolicy",
  input: { RoleName: "string", PolicyName: "string", PolicyDocument: "string" },
  output: {},
  decide(state, { RoleName, PolicyName, PolicyDocument }) {
    const role = findRole(state, RoleName);
    const policyName = readName("policyName", PolicyName, MAX_POLICY_NAME_CHARACTERS);
    const inline = { ...role.inline, [policyName]: checkPermissions(PolicyDocument) };
    const length = Object.values(inline).reduce((sum, document) => sum + lengthOf(document), 0);
    if (length > MAX_INLINE_CHARACTERS)
      throw limitExceeded(
        `Maximum policy size of ${MAX_INLINE_CHARACTERS} bytes exceeded for role ${role.name}`,
      );
    return roleChanged(role.name, { inline });
  },
});
