// Room simulator/lambda: ListTags.
import { action, answered } from "../action.ts";
import { TAGS_PATH, taggedFunction } from "../tags.ts";

export const listTags = action({
  name: "ListTags",
  route: { method: "GET", path: TAGS_PATH, status: 200 },
  input: { Resource: "string" },
  decide: (state, { Resource }) =>
    answered({ Tags: Object.fromEntries(taggedFunction(state, Resource).tags) }),
});
