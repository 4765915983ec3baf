// Room simulator/dynamodb: the tags of tables, for the Resource Groups Tagging API.
import type { TagSource } from "../tagging/index.ts";
import type { DynamodbState } from "./state.ts";

export function tableTags({ tables }: DynamodbState): TagSource {
  return {
    service: "dynamodb",
    tagged: () =>
      [...tables.values()]
        .filter(({ tags }) => tags.size > 0)
        .map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
    tag: (ResourceArn, tags) => ({
      operation: "TagResource",
      input: { ResourceArn, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
    }),
    untag: (ResourceArn, TagKeys) => ({ operation: "UntagResource", input: { ResourceArn, TagKeys } }),
  };
}
