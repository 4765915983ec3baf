// Room simulator/dynamodb: ListTagsOfResource: a table has so few that one page holds them.
import { action, answered, shapes } from "../action.ts";
import { taggedTable } from "../tags.ts";

export const listTagsOfResource = action({
  name: "ListTagsOfResource",
  input: { ResourceArn: "string", NextToken: "string" },
  output: { Tags: shapes.tags },
  decide(state, { ResourceArn }) {
    const { tags } = taggedTable(state, ResourceArn);
    return answered({ Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) });
  },
});
