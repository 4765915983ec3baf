// Room simulator/lambda: ListTags.
import { action, answered } from "../action.ts";
import { tagged, TAGS_PATH } from "../tags.ts";

export const listTags = action({
  name: "ListTags",
  route: { method: "GET", path: TAGS_PATH, status: 200 },
  input: { Resource: "string" },
  decide: (state, { Resource }) => answered({ Tags: tagged(state, Resource).tags }),
});
