// Room simulator/iam: ListInstanceProfilesForRole: there are no instances, so no profile of one can exist.
import { action, answered } from "../action.ts";
import { findRole } from "../find.ts";
import { ASKED_PAGE, TOLD_PAGE } from "../shape.ts";

export const listInstanceProfilesForRole = action({
  name: "ListInstanceProfilesForRole",
  input: { RoleName: "string", ...ASKED_PAGE },
  output: { InstanceProfiles: { list: { members: {} } }, ...TOLD_PAGE },
  decide(state, { RoleName }) {
    findRole(state, RoleName);
    return answered({ InstanceProfiles: [], IsTruncated: false });
  },
});
