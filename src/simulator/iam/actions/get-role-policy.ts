// Room simulator/iam: GetRolePolicy.
import { action, answered } from "../action.ts";
import { noSuchEntity } from "../errors.ts";
import { findRole } from "../find.ts";

export const getRolePolicy = action({
  name: "GetRolePolicy",
  input: { RoleName: "string", PolicyName: "string" },
  output: { RoleName: "string", PolicyName: "string", PolicyDocument: "string" },
  decide(state, { RoleName, PolicyName = "" }) {
    const { name, inline } = findRole(state, RoleName);
    const document = Object.hasOwn(inline, PolicyName) ? inline[PolicyName] : undefined;
    if (document === undefined)
      throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
    return answered({ RoleName: name, PolicyName, PolicyDocument: encodeURIComponent(document) });
  },
});
