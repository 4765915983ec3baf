// Room simulator/iam: ListPolicyTags.
import { action, answered } from "../action.ts";
import { findPolicy } from "../find.ts";
import { pageOf } from "../page.ts";
import { ASKED_PAGE, shapes, TOLD_PAGE } from "../shape.ts";
import { tagList } from "../tags.ts";

export const listPolicyTags = action({
  name: "ListPolicyTags",
  input: { PolicyArn: "string", ...ASKED_PAGE },
  output: { Tags: shapes.tags, ...TOLD_PAGE },
  decide(state, { PolicyArn, ...asked }) {
    const tags = tagList(findPolicy(state, PolicyArn, "ListPolicyTags").tags);
    const { items, told } = pageOf(tags, ({ Key }) => Key, asked);
    return answered({ Tags: items, ...told });
  },
});
