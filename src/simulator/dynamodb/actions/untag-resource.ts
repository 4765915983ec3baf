// Room simulator/dynamodb: UntagResource.
import { action } from "../action.ts";
import { demand, notNull } from "../constraints.ts";
import { taggedTable } from "../tags.ts";

export const untagResource = action({
  name: "UntagResource",
  input: { ResourceArn: "string", TagKeys: { list: "string" } },
  output: {},
  decide(state, { ResourceArn, TagKeys: keys }, call) {
    demand(notNull(keys, "tagKeys"));
    const table = taggedTable(state, ResourceArn);
    return {
      events: [{ kind: "dynamodb.table-untagged", tableArn: table.arn, atMs: call.nowMs, keys: keys ?? [] }],
      answer: {},
    };
  },
});
