// Room simulator/sns: the attributes of a topic: which may be set, to what, and what GetTopicAttributes shows.
import { storedDeliveryPolicy, effectiveDeliveryPolicy } from "./delivery-policy.ts";
import { invalidParameter, notImplemented } from "./errors.ts";
import type { SnsState, Topic } from "./state.ts";
import { checkPolicy, defaultPolicy } from "./topic-policy.ts";

const MAX_DISPLAY_NAME_CHARACTERS = 100;
const FEEDBACK = ["HTTP", "Firehose", "Lambda", "Application", "SQS"].flatMap((endpoint) => [
  `${endpoint}SuccessFeedbackRoleArn`,
  `${endpoint}SuccessFeedbackSampleRate`,
  `${endpoint}FailureFeedbackRoleArn`,
]);
const SETTABLE = new Set([
  "ContentBasedDeduplication",
  "DeliveryPolicy",
  "DisplayName",
  "FifoThroughputScope",
  "KmsMasterKeyId",
  "Policy",
  "SignatureVersion",
  "TracingConfig",
  ...FEEDBACK,
]);
const DEFAULTS: Readonly<Record<string, string>> = {
  DisplayName: "",
  FifoTopic: "false",
  ContentBasedDeduplication: "false",
  FifoThroughputScope: "Topic",
  SignatureVersion: "1",
  TracingConfig: "PassThrough",
};
const VALUES: Readonly<Record<string, readonly string[]>> = {
  FifoTopic: ["true", "false"],
  ContentBasedDeduplication: ["true", "false"],
  FifoThroughputScope: ["Topic", "MessageGroup"],
  SignatureVersion: ["1", "2"],
  TracingConfig: ["PassThrough", "Active"],
};
const FIFO_ONLY = new Set(["ContentBasedDeduplication", "FifoThroughputScope"]);

export const isTopicAttribute = (name: string): boolean => SETTABLE.has(name);

/** The value as SNS keeps it; undefined goes back to the default. */
export function storedTopicAttribute(
  name: string,
  value: string,
  { isFifo, where }: { readonly isFifo: boolean; readonly where: string },
): string | undefined {
  if (name === "ArchivePolicy") throw notImplemented("attribute ArchivePolicy (archive and replay)");
  const allowed = VALUES[name];
  if (allowed !== undefined && !allowed.includes(value)) throw invalidParameter(`${where}${name}`);
  if (!isFifo && FIFO_ONLY.has(name))
    throw invalidParameter(`${where}${name}`, "The topic is not a FIFO topic");
  if (name === "DisplayName" && value.length > MAX_DISPLAY_NAME_CHARACTERS)
    throw invalidParameter(`${where}DisplayName`);
  if (name === "Policy" || name === "DeliveryPolicy") {
    if (value === "") return undefined;
    if (name === "DeliveryPolicy") return storedDeliveryPolicy(value);
    checkPolicy(value);
  }
  return value;
}

/** What the attribute is now, set or by default: CreateTopic compares with it. */
export function effectiveTopicAttribute(topic: Topic, name: string): string | undefined {
  if (name === "FifoTopic") return String(topic.isFifo);
  return topic.attributes.get(name) ?? DEFAULTS[name];
}

export const policyOf = (topic: Topic, owner: string): string =>
  topic.attributes.get("Policy") ?? defaultPolicy(topic.arn, owner);

/** All that GetTopicAttributes shows. */
export function topicAttributes(state: SnsState, topic: Topic, owner: string): Record<string, string> {
  const subscriptions = [...(state.byTopic.get(topic.arn) ?? [])].map((arn) => state.subscriptions.get(arn));
  const confirmed = subscriptions.filter((subscription) => subscription?.isConfirmed === true).length;
  return {
    TopicArn: topic.arn,
    Owner: owner,
    DisplayName: "",
    SubscriptionsConfirmed: String(confirmed),
    SubscriptionsPending: String(subscriptions.length - confirmed),
    SubscriptionsDeleted: String(topic.subscriptionsDeleted),
    ...(topic.isFifo ? { FifoTopic: "true", ContentBasedDeduplication: "false" } : {}),
    ...Object.fromEntries(topic.attributes),
    Policy: policyOf(topic, owner),
    EffectiveDeliveryPolicy: effectiveDeliveryPolicy(topic.attributes.get("DeliveryPolicy")),
  };
}
