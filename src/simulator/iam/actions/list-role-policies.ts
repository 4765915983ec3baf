// Room simulator/iam: ListRolePolicies.
import { action, answered } from "../action.ts";
import { findRole } from "../find.ts";
import { pageOf } from "../page.ts";
import { ASKED_PAGE, TOLD_PAGE } from "../shape.ts";

export const listRolePolicies = action({
  name: "ListRolePolicies",
  input: { RoleName: "string", ...ASKED_PAGE },
  output: { PolicyNames: { list: "string" }, ...TOLD_PAGE },
  decide(state, { RoleName, ...asked }) {
    const names = Object.keys(findRole(state, RoleName).inline);
    const { items, told } = pageOf(names, (name) => name, asked);
    return answered({ PolicyNames: items, ...told });
  },
});
