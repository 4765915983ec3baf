// Room simulator/sns: SetTopicAttributes, one at a time. A topic stays what it was born as: FifoTopic cannot be set.
import { action } from "../action.ts";
import { invalidParameter } from "../errors.ts";
import { findTopic } from "../find.ts";
import { isTopicAttribute, storedTopicAttribute } from "../topic-attributes.ts";

export const setTopicAttributes = action({
  name: "SetTopicAttributes",
  input: { TopicArn: "string", AttributeName: "string", AttributeValue: "string" },
  output: {},
  decide(state, { TopicArn, AttributeName: name = "", AttributeValue = "" }, call) {
    const { arn, isFifo } = findTopic(state, TopicArn, call);
    if (name !== "ArchivePolicy" && !isTopicAttribute(name)) throw invalidParameter("AttributeName");
    const value = storedTopicAttribute(name, AttributeValue, { isFifo, where: "" });
    return { events: [{ kind: "sns.topic-attribute-set", topicArn: arn, name, value }], answer: {} };
  },
});
