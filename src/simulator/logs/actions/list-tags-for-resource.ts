// Room simulator/logs: ListTagsForResource.
import { action } from "../action.ts";
import { groupOf } from "../find.ts";

export const listTagsForResource = action({
  name: "ListTagsForResource",
  input: { resourceArn: "string" },
  output: { tags: { map: "string" } },
  decide: (state, { resourceArn }) => ({
    events: [],
    answer: { tags: groupOf(state, resourceArn).tags },
  }),
});
