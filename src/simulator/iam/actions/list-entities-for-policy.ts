// Room simulator/iam: ListEntitiesForPolicy: roles alone, since there are no users and no groups.
import { action, answered } from "../action.ts";
import { findPolicy } from "../find.ts";
import { isAwsManaged } from "../names.ts";
import { pageOf } from "../page.ts";
import { ASKED_PAGE, TOLD_PAGE } from "../shape.ts";

export const listEntitiesForPolicy = action({
  name: "ListEntitiesForPolicy",
  input: {
    PolicyArn: "string",
    EntityFilter: "string",
    PathPrefix: "string",
    PolicyUsageFilter: "string",
    ...ASKED_PAGE,
  },
  output: {
    PolicyGroups: { list: { members: {} } },
    PolicyUsers: { list: { members: {} } },
    PolicyRoles: { list: { members: { RoleName: "string", RoleId: "string" } } },
    ...TOLD_PAGE,
  },
  decide(state, { PolicyArn = "", EntityFilter: only, PathPrefix = "/", PolicyUsageFilter, ...asked }) {
    if (!isAwsManaged(PolicyArn)) findPolicy(state, PolicyArn, "ListEntitiesForPolicy");
    // Nothing here is anybody's permissions boundary.
    const hasRoles = (only === undefined || only === "Role") && PolicyUsageFilter !== "PermissionsBoundary";
    const found = [...state.roles.values()].filter(
      ({ attached, path }) => hasRoles && attached.includes(PolicyArn) && path.startsWith(PathPrefix),
    );
    const { items, told } = pageOf(found, ({ name }) => name, asked);
    const PolicyRoles = items.map(({ name, id }) => ({ RoleName: name, RoleId: id }));
    return answered({ PolicyGroups: [], PolicyUsers: [], PolicyRoles, ...told });
  },
});
