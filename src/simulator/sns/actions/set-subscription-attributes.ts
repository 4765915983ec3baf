// Room simulator/sns: SetSubscriptionAttributes, one at a time.
import { action } from "../action.ts";
import { findSubscription } from "../find.ts";
import { storedSubscriptionAttribute } from "../subscription-attributes.ts";

export const setSubscriptionAttributes = action({
  name: "SetSubscriptionAttributes",
  input: { SubscriptionArn: "string", AttributeName: "string", AttributeValue: "string" },
  output: {},
  decide(state, { SubscriptionArn, AttributeName: name = "", AttributeValue = "" }) {
    const subscription = findSubscription(state, SubscriptionArn);
    const holder = { ...subscription, attributes: Object.fromEntries(subscription.attributes) };
    const value = storedSubscriptionAttribute(name, AttributeValue, holder, "SetSubscriptionAttributes");
    return {
      events: [{ kind: "sns.subscription-attribute-set", subscriptionArn: subscription.arn, name, value }],
      answer: {},
    };
  },
});
