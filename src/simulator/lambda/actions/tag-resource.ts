// Room simulator/lambda: TagResource.
import { action, changed } from "../action.ts";
import { checkTags, TAGS_PATH, taggedFunction } from "../tags.ts";

export const tagResource = action({
  name: "TagResource",
  route: { method: "POST", path: TAGS_PATH, status: 204 },
  input: { Resource: "string", Tags: { map: "string" } },
  decide(state, { Resource, Tags = {} }, call) {
    const fn = taggedFunction(state, Resource);
    checkTags({ ...Object.fromEntries(fn.tags), ...Tags });
    return changed({}, { kind: "lambda.tagged", functionArn: fn.arn, atMs: call.nowMs, tags: Tags });
  },
});
