// Room simulator/iam: UpdateRoleDescription.
import { action } from "../action.ts";
import { findRole, toldRole } from "../find.ts";
import { shapes } from "../shape.ts";

export const updateRoleDescription = action({
  name: "UpdateRoleDescription",
  input: { RoleName: "string", Description: "string" },
  output: { Role: shapes.role },
  decide(state, { RoleName, Description: description }) {
    const role = findRole(state, RoleName);
    return {
      events: [{ kind: "iam.role-changed", name: role.name, change: { description } }],
      answer: { Role: toldRole({ ...role, description }, true) },
    };
  },
});
