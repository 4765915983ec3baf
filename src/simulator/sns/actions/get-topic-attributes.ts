// Room simulator/sns: GetTopicAttributes.
import { action, answered } from "../action.ts";
import { arnOf } from "../arn.ts";
import { findTopic } from "../find.ts";
import { shapes } from "../shape.ts";
import { topicAttributes } from "../topic-attributes.ts";

export const getTopicAttributes = action({
  name: "GetTopicAttributes",
  input: { TopicArn: "string" },
  output: { Attributes: shapes.strings },
  decide(state, { TopicArn }, call) {
    const topic = findTopic(state, TopicArn, call);
    return answered({ Attributes: topicAttributes(state, topic, arnOf(topic.arn)?.account ?? call.account) });
  },
});
