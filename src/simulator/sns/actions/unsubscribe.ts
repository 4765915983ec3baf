// Room simulator/sns: Unsubscribe. What is not there is unsubscribed already.
import { action } from "../action.ts";
import { readSubscriptionArn } from "../find.ts";

export const unsubscribe = action({
  name: "Unsubscribe",
  input: { SubscriptionArn: "string" },
  output: {},
  decide(state, { SubscriptionArn }) {
    const subscriptionArn = readSubscriptionArn(SubscriptionArn);
    return {
      events: state.subscriptions.has(subscriptionArn) ? [{ kind: "sns.unsubscribed", subscriptionArn }] : [],
      answer: {},
    };
  },
});
