// Room simulator/sns: the tags of topics, for the Resource Groups Tagging API.
import type { TagSource } from "../tagging/index.ts";
import type { SnsState } from "./state.ts";

export function topicTags({ topics }: SnsState): TagSource {
  return {
    service: "sns",
    tagged: () =>
      [...topics.values()]
        .filter(({ tags }) => tags.size > 0)
        .map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
    tag: (ResourceArn, tags) => ({
      operation: "TagResource",
      input: { ResourceArn, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
    }),
    untag: (ResourceArn, TagKeys) => ({ operation: "UntagResource", input: { ResourceArn, TagKeys } }),
  };
}
