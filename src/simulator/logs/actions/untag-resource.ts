// Room simulator/logs: UntagResource.
import { action, changed } from "../action.ts";
import { groupOf } from "../find.ts";

export const untagResource = action({
  name: "UntagResource",
  input: { resourceArn: "string", tagKeys: { list: "string" } },
  output: {},
  decide(state, { resourceArn, tagKeys = [] }, { nowMs: atMs }) {
    const { arn, tags } = groupOf(state, resourceArn);
    const kept = Object.entries(tags).filter(([key]) => !tagKeys.includes(key));
    return changed({ kind: "logs.group-changed", arn, atMs, change: { tags: Object.fromEntries(kept) } });
  },
});
