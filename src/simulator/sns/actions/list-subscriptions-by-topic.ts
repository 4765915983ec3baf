// Room simulator/sns: ListSubscriptionsByTopic.
import { action, answered } from "../action.ts";
import { findTopic } from "../find.ts";
import { listed } from "../listed.ts";
import { pageOf } from "../page.ts";
import { shapes } from "../shape.ts";

export const listSubscriptionsByTopic = action({
  name: "ListSubscriptionsByTopic",
  input: { TopicArn: "string", NextToken: "string" },
  output: { Subscriptions: shapes.subscriptions, NextToken: "string" },
  decide(state, { TopicArn, NextToken: token }, call) {
    const { arn } = findTopic(state, TopicArn, call);
    const all = [...(state.byTopic.get(arn) ?? [])]
      .map((subscriptionArn) => state.subscriptions.get(subscriptionArn))
      .filter((subscription) => subscription !== undefined);
    const { items, NextToken } = pageOf(all, token);
    return answered({ Subscriptions: items.map(listed), NextToken });
  },
});
