// Room simulator/lambda: UntagResource.
import { action, changed } from "../action.ts";
import { tagged, TAGS_PATH } from "../tags.ts";

export const untagResource = action({
  name: "UntagResource",
  route: { method: "DELETE", path: TAGS_PATH, status: 204, query: { TagKeys: "tagKeys" } },
  input: { Resource: "string", TagKeys: { list: "string" } },
  decide(state, { Resource, TagKeys: keys = [] }, { nowMs }) {
    const { tags, become } = tagged(state, Resource);
    const kept = Object.entries(tags).filter(([key]) => !keys.includes(key));
    return changed({}, become(Object.fromEntries(kept), nowMs));
  },
});
