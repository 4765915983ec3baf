// Room simulator/lambda: the tags of functions and mappings, for the Resource Groups Tagging API.
import type { TagSource } from "../tagging/index.ts";
import type { LambdaState } from "./state.ts";
import { mappingArn } from "./tags.ts";

export function functionTags({ functions, mappings }: LambdaState): TagSource {
  return {
    service: "lambda",
    tagged: () =>
      [
        ...functions.values(),
        ...[...mappings.values()].map((mapping) => ({ arn: mappingArn(mapping), tags: mapping.tags })),
      ]
        .filter(({ tags }) => tags.size > 0)
        .map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
    tag: (Resource, Tags) => ({ operation: "TagResource", input: { Resource, Tags } }),
    untag: (Resource, TagKeys) => ({ operation: "UntagResource", input: { Resource, TagKeys } }),
  };
}
