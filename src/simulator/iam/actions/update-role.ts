// Room simulator/iam: UpdateRole.
import { action, roleChanged } from "../action.ts";
import { findRole } from "../find.ts";
import { checkSession } from "../session-duration.ts";

export const updateRole = action({
  name: "UpdateRole",
  input: { RoleName: "string", Description: "string", MaxSessionDuration: "integer" },
  output: {},
  hasEmptyResult: true,
  decide(state, { RoleName, Description, MaxSessionDuration }) {
    const { name, maxSessionS, description } = findRole(state, RoleName);
    const change = {
      maxSessionS: MaxSessionDuration ?? maxSessionS,
      description: Description ?? description,
    };
    checkSession(change.maxSessionS);
    return roleChanged(name, change);
  },
});
