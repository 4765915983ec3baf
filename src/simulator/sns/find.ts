// Room simulator/sns: the topic or subscription a call names, or AWS's refusal.
import type { Call } from "./action.ts";
import { arnOf, readArn } from "./arn.ts";
import { invalidParameter, notFound } from "./errors.ts";
import type { SnsState, Subscription, Topic } from "./state.ts";

/** The ARN of a topic of the caller's region; whether it stands is another question (DeleteTopic does not ask). */
export function readTopicArn(arn: string | undefined, call: Call, what = "TopicArn"): string {
  const { region, resource } = readArn(arn, what);
  if (region !== call.region || resource.includes(":")) throw invalidParameter(what);
  return arn ?? "";
}

/** SNS-33. */
export function findTopic(state: SnsState, arn: string | undefined, call: Call, what = "TopicArn"): Topic {
  const topic = state.topics.get(readTopicArn(arn, call, what));
  if (topic === undefined) throw notFound("Topic");
  return topic;
}

/** A subscription's ARN: its topic's and one element more. */
export function readSubscriptionArn(arn: string | undefined): string {
  if (arn === undefined || arn === "")
    throw invalidParameter("SubscriptionArn", "no value for required parameter");
  readArn(arn, "SubscriptionArn");
  if (!arnOf(arn)?.resource.includes(":")) throw invalidParameter("SubscriptionId");
  return arn;
}

export function findSubscription(state: SnsState, arn: string | undefined): Subscription {
  const subscription = state.subscriptions.get(readSubscriptionArn(arn));
  if (subscription === undefined) throw notFound("Subscription");
  return subscription;
}
