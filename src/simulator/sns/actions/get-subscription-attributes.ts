// Room simulator/sns: GetSubscriptionAttributes.
import { action, answered } from "../action.ts";
import { arnOf } from "../arn.ts";
import { findSubscription } from "../find.ts";
import { shapes } from "../shape.ts";
import type { Subscription } from "../state.ts";

export const getSubscriptionAttributes = action({
  name: "GetSubscriptionAttributes",
  input: { SubscriptionArn: "string" },
  output: { Attributes: shapes.strings },
  decide(state, { SubscriptionArn }) {
    return answered({ Attributes: attributesOf(findSubscription(state, SubscriptionArn)) });
  },
});

function attributesOf(subscription: Subscription): Record<string, string> {
  const { FilterPolicyScope = "MessageAttributes", ...attributes } = Object.fromEntries(
    subscription.attributes,
  );
  // The scope is shown only beside a policy (recorded).
  const scope: Record<string, string> = attributes["FilterPolicy"] === undefined ? {} : { FilterPolicyScope };
  const isAddress = subscription.protocol === "email" || subscription.protocol === "email-json";
  return {
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topicArn,
    Owner: subscription.owner,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    SubscriptionPrincipal: `arn:${arnOf(subscription.arn)?.partition ?? "aws"}:iam::${subscription.owner}:user/ordeal`,
    PendingConfirmation: String(!subscription.isConfirmed),
    ConfirmationWasAuthenticated: String(!isAddress),
    RawMessageDelivery: "false",
    ...attributes,
    ...scope,
  };
}
