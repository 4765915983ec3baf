// Room simulator/iam: UntagRole.
import { action, roleChanged } from "../action.ts";
import { findRole } from "../find.ts";
import { withoutTags } from "../tags.ts";

export const untagRole = action({
  name: "UntagRole",
  input: { RoleName: "string", TagKeys: { list: "string" } },
  output: {},
  decide(state, { RoleName, TagKeys }) {
    const { name, tags } = findRole(state, RoleName);
    return roleChanged(name, { tags: withoutTags(tags, TagKeys) });
  },
});
