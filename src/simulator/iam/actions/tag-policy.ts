// Room simulator/iam: TagPolicy.
import { action, policyChanged } from "../action.ts";
import { findPolicy } from "../find.ts";
import { shapes } from "../shape.ts";
import { withTags } from "../tags.ts";

export const tagPolicy = action({
  name: "TagPolicy",
  input: { PolicyArn: "string", Tags: shapes.tags },
  output: {},
  decide(state, { PolicyArn, Tags }) {
    const { arn, tags } = findPolicy(state, PolicyArn, "TagPolicy");
    return policyChanged(arn, { tags: withTags(tags, Tags) });
  },
});
