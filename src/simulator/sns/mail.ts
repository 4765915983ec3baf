// Room simulator/sns: what a person would find in the mailbox. It goes into the outbox.
import type { Call } from "./action.ts";
import { arnOf } from "./arn.ts";
import type { SnsEvent } from "./events.ts";

interface Pending {
  readonly subscriptionArn: string;
  readonly topicArn: string;
  readonly endpoint: string;
  readonly token: string;
}

/** The mail that asks an address to confirm; its link carries the token that ConfirmSubscription takes. */
export function confirmationMail(
  { subscriptionArn, topicArn, endpoint, token }: Pending,
  call: Call,
): SnsEvent {
  const region = arnOf(topicArn)?.region ?? call.region;
  const link = `https://sns.${region}.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`;
  return {
    kind: "sns.outbox",
    channel: "email",
    to: endpoint,
    subject: "AWS Notification - Subscription Confirmation",
    body: `You have chosen to subscribe to the topic ${topicArn}. To confirm, visit: ${link}`,
    messageId: subscriptionArn,
    topicArn,
    atMs: call.nowMs,
  };
}
