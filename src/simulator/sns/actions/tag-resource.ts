// Room simulator/sns: TagResource on a topic.
import { action } from "../action.ts";
import { shapes } from "../shape.ts";
import { checkTagCount, noSuchResource, readTags } from "../tags.ts";

export const tagResource = action({
  name: "TagResource",
  input: { ResourceArn: "string", Tags: shapes.tags },
  output: {},
  hasEmptyResult: true,
  decide(state, { ResourceArn = "", Tags = [] }) {
    const topic = state.topics.get(ResourceArn);
    if (topic === undefined) throw noSuchResource();
    const tags = readTags(Tags);
    checkTagCount(new Set([...topic.tags.keys(), ...Object.keys(tags)]).size);
    return { events: [{ kind: "sns.tagged", topicArn: topic.arn, tags }], answer: {} };
  },
});
