// Room provision: topics and subscriptions by the calls of SNS.
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import type { JsonObject } from "../template/template.ts";
import { attributeText, type ResourceKind, sameText } from "./resource.ts";

export const topicKind: ResourceKind = {
  type: "AWS::SNS::Topic",
  properties: ["TopicName", "FifoTopic", "ContentBasedDeduplication", "DisplayName"],
  nameOf: (id, properties, prefix) =>
    typeof properties.TopicName === "string" ? properties.TopicName : `${prefix}-${id}`,
  async create(name, properties, { sns }, tags) {
    const given = ["FifoTopic", "ContentBasedDeduplication", "DisplayName"].filter(
      (key) => properties[key] !== undefined,
    );
    const { TopicArn } = await sns.send(
      new CreateTopicCommand({
        Name: name,
        Attributes: Object.fromEntries(given.map((key) => [key, attributeText(properties[key])])),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    return { ref: TopicArn ?? "", attributes: { TopicArn: TopicArn ?? "", TopicName: name } };
  },
  adopt: async (physicalId, name) => ({
    ref: physicalId,
    attributes: { TopicArn: physicalId, TopicName: name },
  }),
  async differences(made, _properties, { sns }) {
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: made.ref }));
    return Attributes?.TopicArn === made.ref ? [] : [`TopicArn reads ${Attributes?.TopicArn ?? "nothing"}`];
  },
  async remove(made, _properties, { sns }) {
    await sns.send(new DeleteTopicCommand({ TopicArn: made.ref }));
  },
  exists: (made, _properties, { sns }) =>
    isThere(() => sns.send(new GetTopicAttributesCommand({ TopicArn: made.ref }))),
};

const SUBSCRIPTION_ATTRIBUTES = ["FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy"];

function subscriptionAttributes(properties: JsonObject): Record<string, string> {
  const given = SUBSCRIPTION_ATTRIBUTES.filter((name) => properties[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, attributeText(properties[name])]));
}

export const subscriptionKind: ResourceKind = {
  type: "AWS::SNS::Subscription",
  properties: ["TopicArn", "Protocol", "Endpoint", ...SUBSCRIPTION_ATTRIBUTES],
  nameOf: (id, _properties, prefix) => `${prefix}-${id}`,
  async create(_name, properties, { sns }) {
    const { SubscriptionArn } = await sns.send(
      new SubscribeCommand({
        TopicArn: String(properties.TopicArn),
        Protocol: String(properties.Protocol),
        Endpoint: String(properties.Endpoint),
        Attributes: subscriptionAttributes(properties),
        ReturnSubscriptionArn: true,
      }),
    );
    return { ref: SubscriptionArn ?? "", attributes: { Arn: SubscriptionArn ?? "" } };
  },
  adopt: async (physicalId) => ({ ref: physicalId, attributes: { Arn: physicalId } }),
  async differences(made, properties, { sns }) {
    const { Attributes } = await sns.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn: made.ref }),
    );
    return Object.entries(subscriptionAttributes(properties))
      .filter(([name, asked]) => !sameText(asked, Attributes?.[name]))
      .map(([name, asked]) => `${name} was set to ${asked} and reads ${Attributes?.[name] ?? "nothing"}`);
  },
  async remove(made, _properties, { sns }) {
    await sns.send(new UnsubscribeCommand({ SubscriptionArn: made.ref }));
  },
  exists: (made, _properties, { sns }) =>
    isThere(() => sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: made.ref }))),
};

async function isThere(look: () => Promise<unknown>): Promise<boolean> {
  try {
    await look();
    return true;
  } catch (error) {
    if (error instanceof Error && /NotFound/.test(error.name)) return false;
    throw error;
  }
}
