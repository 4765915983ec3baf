// Room simulator/sns: UntagResource. A key that is not there is no error.
import { action } from "../action.ts";
import { shapes } from "../shape.ts";
import { noSuchResource } from "../tags.ts";

export const untagResource = action({
  name: "UntagResource",
  input: { ResourceArn: "string", TagKeys: shapes.stringList },
  output: {},
  hasEmptyResult: true,
  decide(state, { ResourceArn = "", TagKeys: keys = [] }) {
    if (!state.topics.has(ResourceArn)) throw noSuchResource();
    return { events: [{ kind: "sns.untagged", topicArn: ResourceArn, keys }], answer: {} };
  },
});
