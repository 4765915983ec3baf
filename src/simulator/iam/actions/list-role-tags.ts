// Room simulator/iam: ListRoleTags.
import { action, answered } from "../action.ts";
import { findRole } from "../find.ts";
import { pageOf } from "../page.ts";
import { ASKED_PAGE, shapes, TOLD_PAGE } from "../shape.ts";
import { tagList } from "../tags.ts";

export const listRoleTags = action({
  name: "ListRoleTags",
  input: { RoleName: "string", ...ASKED_PAGE },
  output: { Tags: shapes.tags, ...TOLD_PAGE },
  decide(state, { RoleName, ...asked }) {
    const tags = tagList(findRole(state, RoleName).tags);
    const { items, told } = pageOf(tags, ({ Key }) => Key, asked);
    return answered({ Tags: items, ...told });
  },
});
