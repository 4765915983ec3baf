// Room simulator/lambda: the tags of functions, for the Resource Groups Tagging API.
import type { TagSource } from "../tagging/index.ts";
import type { LambdaState } from "./state.ts";

export function functionTags({ functions }: LambdaState): TagSource {
  return {
    service: "lambda",
    tagged: () =>
      [...functions.values()]
        .filter(({ tags }) => tags.size > 0)
        .map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
    tag: (Resource, Tags) => ({ operation: "TagResource", input: { Resource, Tags } }),
    untag: (Resource, TagKeys) => ({ operation: "UntagResource", input: { Resource, TagKeys } }),
  };
}
