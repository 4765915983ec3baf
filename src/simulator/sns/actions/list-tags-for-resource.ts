// Room simulator/sns: ListTagsForResource.
import { action, answered } from "../action.ts";
import { shapes } from "../shape.ts";
import { noSuchResource } from "../tags.ts";

export const listTagsForResource = action({
  name: "ListTagsForResource",
  input: { ResourceArn: "string" },
  output: { Tags: shapes.tags },
  decide(state, { ResourceArn = "" }) {
    const topic = state.topics.get(ResourceArn);
    if (topic === undefined) throw noSuchResource();
    return answered({ Tags: [...topic.tags].map(([Key, Value]) => ({ Key, Value })) });
  },
});
