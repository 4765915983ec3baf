// Room simulator/iam: ListRoles.
import { action, answered } from "../action.ts";
import { toldRole } from "../find.ts";
import { pageOf } from "../page.ts";
import { ASKED_PAGE, shapes, TOLD_PAGE } from "../shape.ts";

export const listRoles = action({
  name: "ListRoles",
  input: { PathPrefix: "string", ...ASKED_PAGE },
  output: { Roles: { list: shapes.role }, ...TOLD_PAGE },
  decide({ roles }, { PathPrefix = "/", ...asked }) {
    const found = [...roles.values()].filter(({ path }) => path.startsWith(PathPrefix));
    const { items, told } = pageOf(found, ({ name }) => name, asked);
    return answered({ Roles: items.map((role) => toldRole(role, false)), ...told });
  },
});
