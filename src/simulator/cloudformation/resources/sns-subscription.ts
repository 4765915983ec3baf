// Room simulator/cloudformation: AWS::SNS::Subscription. Ref gives its ARN.
import type { JsonObject } from "../../../template/json.ts";
import { each, needs, refused, replaces, sets } from "./rule.ts";
import type { ResourceType } from "./resource-type.ts";
import { deleteQuietly, optionalText, text } from "./values.ts";

const ATTRIBUTES = ["FilterPolicyScope", "FilterPolicy", "RawMessageDelivery", "RedrivePolicy"];

/** What an attribute is where a template does not say. */
const DEFAULTS: Readonly<Record<string, string>> = {
  FilterPolicyScope: "MessageAttributes",
  RawMessageDelivery: "false",
};

const attributesOf = (wanted: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ATTRIBUTES.filter((name) => wanted[name] !== undefined).map((name) => [name, text(wanted[name])]),
  );

export const snsSubscription: ResourceType = {
  type: "AWS::SNS::Subscription",
  properties: {
    TopicArn: needs(replaces("string")),
    Protocol: needs(replaces("string")),
    Endpoint: replaces("string"),
    ...each(sets("json"), "FilterPolicy", "RedrivePolicy"),
    FilterPolicyScope: sets("string"),
    RawMessageDelivery: sets("boolean"),
    // A policy of HTTP endpoints, which no subscription here has.
    ...each(refused, "DeliveryPolicy", "Region", "ReplayPolicy", "SubscriptionRoleArn"),
  },
  attributes: ["Arn"],
  async create({ properties: wanted }, site) {
    const { SubscriptionArn } = await site.call("sns", "Subscribe", {
      TopicArn: text(wanted.TopicArn),
      Protocol: text(wanted.Protocol),
      Endpoint: optionalText(wanted.Endpoint),
      Attributes: attributesOf(wanted),
      ReturnSubscriptionArn: true,
    });
    const physicalId = String(SubscriptionArn);
    site.initiated(physicalId);
    return { physicalId, attributes: { Arn: physicalId } };
  },
  async update(before, { properties: wanted }, site) {
    const was = attributesOf(before.properties);
    const is = attributesOf(wanted);
    for (const AttributeName of ATTRIBUTES) {
      if (was[AttributeName] === is[AttributeName]) continue;
      const AttributeValue = is[AttributeName] ?? DEFAULTS[AttributeName] ?? "";
      const SubscriptionArn = before.standing.physicalId;
      await site.call("sns", "SetSubscriptionAttributes", { SubscriptionArn, AttributeName, AttributeValue });
    }
    return before.standing;
  },
  delete: ({ standing: { physicalId } }, site) =>
    deleteQuietly(site, "sns", "Unsubscribe", { SubscriptionArn: physicalId }),
};
