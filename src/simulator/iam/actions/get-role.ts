// Room simulator/iam: GetRole.
import { action, answered } from "../action.ts";
import { findRole, toldRole } from "../find.ts";
import { shapes } from "../shape.ts";

export const getRole = action({
  name: "GetRole",
  input: { RoleName: "string" },
  output: { Role: shapes.role },
  decide: (state, { RoleName }) => answered({ Role: toldRole(findRole(state, RoleName), true) }),
});
