// Room simulator/sns: ConfirmSubscription. The token alone finds the subscription; the topic need only be one of the region (recorded).
import { action } from "../action.ts";
import { arnOf } from "../arn.ts";
import { invalidParameter } from "../errors.ts";
import { findByToken } from "../token.ts";

export const confirmSubscription = action({
  name: "ConfirmSubscription",
  input: { TopicArn: "string", Token: "string", AuthenticateOnUnsubscribe: "string" },
  output: { SubscriptionArn: "string" },
  decide(state, { TopicArn = "", Token = "" }, { region, nowMs }) {
    const topic = arnOf(TopicArn);
    if (topic?.service !== "sns" || topic.region !== region) throw invalidParameter("Topic");
    const { arn, isConfirmed } = findByToken(state, Token, nowMs);
    return {
      events: isConfirmed ? [] : [{ kind: "sns.subscription-confirmed", subscriptionArn: arn }],
      answer: { SubscriptionArn: arn },
    };
  },
});
