// Room simulator/sns: DeleteTopic. A topic that is not there is deleted already (API Reference, DeleteTopic).
import { action } from "../action.ts";
import { readTopicArn } from "../find.ts";

export const deleteTopic = action({
  name: "DeleteTopic",
  input: { TopicArn: "string" },
  output: {},
  decide(state, { TopicArn }, call) {
    const topicArn = readTopicArn(TopicArn, call);
    return {
      events: state.topics.has(topicArn) ? [{ kind: "sns.topic-deleted", topicArn }] : [],
      answer: {},
    };
  },
});
