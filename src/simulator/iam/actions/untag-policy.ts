// Room simulator/iam: UntagPolicy.
import { action, policyChanged } from "../action.ts";
import { findPolicy } from "../find.ts";
import { withoutTags } from "../tags.ts";

export const untagPolicy = action({
  name: "UntagPolicy",
  input: { PolicyArn: "string", TagKeys: { list: "string" } },
  output: {},
  decide(state, { PolicyArn, TagKeys }) {
    const { arn, tags } = findPolicy(state, PolicyArn, "UntagPolicy");
    return policyChanged(arn, { tags: withoutTags(tags, TagKeys) });
  },
});
