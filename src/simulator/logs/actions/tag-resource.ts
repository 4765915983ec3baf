// Room simulator/logs: TagResource.
import { action, changed } from "../action.ts";
import { groupOf, readTags } from "../find.ts";

export const tagResource = action({
  name: "TagResource",
  input: { resourceArn: "string", tags: { map: "string" } },
  output: {},
  decide(state, { resourceArn, tags = {} }, { nowMs: atMs }) {
    const { arn, tags: before } = groupOf(state, resourceArn);
    const change = { tags: readTags({ ...before, ...tags }) };
    return changed({ kind: "logs.group-changed", arn, atMs, change });
  },
});
