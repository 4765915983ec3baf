// Room simulator/lambda: UntagResource.
import { action, changed } from "../action.ts";
import { TAGS_PATH, taggedFunction } from "../tags.ts";

export const untagResource = action({
  name: "UntagResource",
  route: { method: "DELETE", path: TAGS_PATH, status: 204, query: { TagKeys: "tagKeys" } },
  input: { Resource: "string", TagKeys: { list: "string" } },
  decide(state, { Resource, TagKeys: keys = [] }, call) {
    const fn = taggedFunction(state, Resource);
    return changed({}, { kind: "lambda.untagged", functionArn: fn.arn, atMs: call.nowMs, keys });
  },
});
