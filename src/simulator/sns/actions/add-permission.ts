// Room simulator/sns: AddPermission: one statement more in the topic's policy.
import { action } from "../action.ts";
import { arnOf } from "../arn.ts";
import { missingMember } from "../errors.ts";
import { findTopic } from "../find.ts";
import { shapes } from "../shape.ts";
import { policyOf } from "../topic-attributes.ts";
import { withPermission } from "../topic-policy.ts";

export const addPermission = action({
  name: "AddPermission",
  input: {
    TopicArn: "string",
    Label: "string",
    AWSAccountId: shapes.stringList,
    ActionName: shapes.stringList,
  },
  output: {},
  decide(state, { TopicArn, Label, AWSAccountId = [], ActionName = [] }, call) {
    if (Label === undefined) throw missingMember("label");
    const topic = findTopic(state, TopicArn, call);
    const { account = call.account, partition = "aws" } = arnOf(topic.arn) ?? {};
    const value = withPermission(policyOf(topic, account), topic.arn, partition, {
      label: Label,
      accounts: AWSAccountId,
      actions: ActionName,
    });
    return {
      events: [{ kind: "sns.topic-attribute-set", topicArn: topic.arn, name: "Policy", value }],
      answer: {},
    };
  },
});
