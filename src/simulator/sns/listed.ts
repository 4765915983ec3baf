// Room simulator/sns: a subscription as the lists show it.
import type { Subscription } from "./state.ts";

/** An ARN that does not exist for callers before it is confirmed. */
export function listed({ arn, isConfirmed, owner, protocol, endpoint, topicArn }: Subscription) {
  return {
    SubscriptionArn: isConfirmed ? arn : "PendingConfirmation",
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  };
}
