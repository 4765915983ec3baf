// Room simulator/lambda: TagResource.
import { action, changed } from "../action.ts";
import { checkTags, tagged, TAGS_PATH } from "../tags.ts";

export const tagResource = action({
  name: "TagResource",
  route: { method: "POST", path: TAGS_PATH, status: 204 },
  input: { Resource: "string", Tags: { map: "string" } },
  decide(state, { Resource, Tags = {} }, { nowMs }) {
    const { tags, become } = tagged(state, Resource);
    const all = { ...tags, ...Tags };
    checkTags(all);
    return changed({}, become(all, nowMs));
  },
});
