// Room simulator/dynamodb: TagResource.
import { action, shapes } from "../action.ts";
import { demand, notNull } from "../constraints.ts";
import { readTags } from "../table-input.ts";
import { checkTags, taggedTable } from "../tags.ts";

export const tagResource = action({
  name: "TagResource",
  input: { ResourceArn: "string", Tags: shapes.tags },
  output: {},
  decide(state, { ResourceArn, Tags }, call) {
    demand(notNull(Tags, "tags"));
    const table = taggedTable(state, ResourceArn);
    const tags = readTags(Tags);
    checkTags(table, tags);
    return {
      events: [{ kind: "dynamodb.table-tagged", tableArn: table.arn, atMs: call.nowMs, tags }],
      answer: {},
    };
  },
});
