// Room simulator/iam: TagRole.
import { action, roleChanged } from "../action.ts";
import { findRole } from "../find.ts";
import { shapes } from "../shape.ts";
import { withTags } from "../tags.ts";

export const tagRole = action({
  name: "TagRole",
  input: { RoleName: "string", Tags: shapes.tags },
  output: {},
  decide(state, { RoleName, Tags }) {
    const { name, tags } = findRole(state, RoleName);
    return roleChanged(name, { tags: withTags(tags, Tags) });
  },
});
