// Room simulator/iam: DeleteRole.
import { action } from "../action.ts";
import { deleteConflict } from "../errors.ts";
import { findRole } from "../find.ts";

export const deleteRole = action({
  name: "DeleteRole",
  input: { RoleName: "string" },
  output: {},
  decide(state, { RoleName }) {
    const { name, attached, inline } = findRole(state, RoleName);
    if (attached.length > 0) throw deleteConflict("Cannot delete entity, must detach all policies first.");
    if (Object.keys(inline).length > 0)
      throw deleteConflict("Cannot delete entity, must delete policies first.");
    return { events: [{ kind: "iam.role-deleted", name }], answer: {} };
  },
});
