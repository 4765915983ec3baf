// Room simulator/cloudformation: the tags of stacks, for the Resource Groups Tagging API. A stack's tags change by UpdateStack alone,
// which needs its template, so there is no call that sets them here: refused by name.
import type { TagSource } from "../tagging/index.ts";
import type { CloudFormationState } from "./state.ts";

export function stackTags({ stacks, live }: CloudFormationState): TagSource {
  return {
    service: "cloudformation",
    *tagged() {
      for (const id of live.values()) {
        const tags = stacks.get(id)?.settings.tags ?? [];
        if (tags.length > 0)
          yield { arn: id, tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) };
      }
    },
    tag: () => ({ operation: "TagResource", input: {} }),
    untag: () => ({ operation: "UntagResource", input: {} }),
  };
}
