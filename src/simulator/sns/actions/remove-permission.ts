// Room simulator/sns: RemovePermission: the statement of that label leaves the topic's policy.
import { action } from "../action.ts";
import { arnOf } from "../arn.ts";
import { missingMember } from "../errors.ts";
import { findTopic } from "../find.ts";
import { policyOf } from "../topic-attributes.ts";
import { withoutPermission } from "../topic-policy.ts";

export const removePermission = action({
  name: "RemovePermission",
  input: { TopicArn: "string", Label: "string" },
  output: {},
  decide(state, { TopicArn, Label }, call) {
    if (Label === undefined) throw missingMember("label");
    const topic = findTopic(state, TopicArn, call);
    const owner = arnOf(topic.arn)?.account ?? call.account;
    const value = withoutPermission(policyOf(topic, owner), Label);
    return {
      events: [{ kind: "sns.topic-attribute-set", topicArn: topic.arn, name: "Policy", value }],
      answer: {},
    };
  },
});
