// Room simulator/cloudformation: AWS::SNS::Topic, with the subscriptions that stand inside it. Ref gives the ARN.
import type { JsonObject } from "../../../template/json.ts";
import { each, needs, refused, replaces, sets } from "./rule.ts";
import type { ResourceType, Site, Standing } from "./resource-type.ts";
import { AlreadyExists, deleteQuietly, isSame, lookUp, objects, tagChange, text } from "./values.ts";

const TYPE = "AWS::SNS::Topic";
const MAX_NAME = 256;

const properties = {
  TopicName: replaces("string"),
  FifoTopic: replaces("boolean"),
  ContentBasedDeduplication: sets("boolean"),
  ...each(
    sets("string"),
    "DisplayName",
    "FifoThroughputScope",
    "KmsMasterKeyId",
    "SignatureVersion",
    "TracingConfig",
  ),
  Subscription: sets({ list: each(needs(sets("string")), "Endpoint", "Protocol") }),
  Tags: sets("tags"),
  ...each(refused, "ArchivePolicy", "DataProtectionPolicy", "DeliveryStatusLogging"),
};

const ATTRIBUTES = [
  "ContentBasedDeduplication",
  "DisplayName",
  "FifoThroughputScope",
  "KmsMasterKeyId",
  "SignatureVersion",
  "TracingConfig",
];

/** What an attribute is where a template does not say. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: "false",
  FifoThroughputScope: "Topic",
  SignatureVersion: "1",
  TracingConfig: "PassThrough",
};

const isFifo = ({ FifoTopic }: JsonObject): boolean => String(FifoTopic) === "true";

function attributesOf(wanted: JsonObject): Readonly<Record<string, string>> {
  const named = ATTRIBUTES.filter((name) => wanted[name] !== undefined).filter(
    // A standard topic knows it not even as false.
    (name) => name !== "ContentBasedDeduplication" || text(wanted[name]) === "true" || isFifo(wanted),
  );
  return Object.fromEntries(named.map((name) => [name, text(wanted[name])]));
}

const subscribe = async (TopicArn: string, one: JsonObject, site: Site): Promise<void> => {
  await site.call("sns", "Subscribe", {
    TopicArn,
    Protocol: text(one.Protocol),
    Endpoint: text(one.Endpoint),
  });
};

async function unsubscribe(TopicArn: string, one: JsonObject, site: Site): Promise<void> {
  let NextToken: unknown;
  do {
    const page = await site.call("sns", "ListSubscriptionsByTopic", {
      TopicArn,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    for (const { Protocol, Endpoint, SubscriptionArn } of page["Subscriptions"] as readonly Record<
      string,
      string
    >[])
      if (Protocol === one.Protocol && Endpoint === one.Endpoint)
        await deleteQuietly(site, "sns", "Unsubscribe", { SubscriptionArn });
    NextToken = page["NextToken"];
  } while (NextToken !== undefined);
}

function standing(name: string, { partition, region, account }: Site): Standing {
  const TopicArn = `arn:${partition}:sns:${region}:${account}:${name}`;
  return { physicalId: TopicArn, attributes: { TopicArn, TopicName: name } };
}

export const snsTopic: ResourceType = {
  type: TYPE,
  properties,
  attributes: ["TopicArn", "TopicName"],
  naming: "TopicName",
  async create({ properties: wanted, tags }, site) {
    const suffix = isFifo(wanted) ? ".fifo" : "";
    const name =
      wanted.TopicName === undefined ? site.name({ max: MAX_NAME, suffix }) : text(wanted.TopicName);
    const made = standing(name, site);
    // CreateTopic would answer a topic that stands already with success.
    if ((await lookUp(site, "sns", "GetTopicAttributes", { TopicArn: made.physicalId })) !== undefined)
      throw new AlreadyExists(TYPE, made.physicalId);
    const FifoTopic = isFifo(wanted) ? { FifoTopic: "true" } : {};
    await site.call("sns", "CreateTopic", {
      Name: name,
      Attributes: { ...FifoTopic, ...attributesOf(wanted) },
      Tags: tags,
    });
    site.initiated(made.physicalId);
    for (const one of objects(wanted.Subscription)) await subscribe(made.physicalId, one, site);
    return made;
  },
  async update(before, { properties: wanted, tags }, site) {
    const { physicalId: TopicArn } = before.standing;
    const was = attributesOf(before.properties);
    const is = attributesOf(wanted);
    for (const AttributeName of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const AttributeValue = is[AttributeName] ?? DEFAULTS[AttributeName] ?? "";
      if (was[AttributeName] !== is[AttributeName])
        await site.call("sns", "SetTopicAttributes", { TopicArn, AttributeName, AttributeValue });
    }
    const [old, kept] = [objects(before.properties.Subscription), objects(wanted.Subscription)];
    for (const one of kept)
      if (!old.some((other) => isSame(one, other))) await subscribe(TopicArn, one, site);
    for (const one of old)
      if (!kept.some((other) => isSame(one, other))) await unsubscribe(TopicArn, one, site);
    const { set, removed } = tagChange(before.tags, tags);
    if (removed.length > 0)
      await site.call("sns", "UntagResource", { ResourceArn: TopicArn, TagKeys: removed });
    if (set.length > 0) await site.call("sns", "TagResource", { ResourceArn: TopicArn, Tags: set });
    return before.standing;
  },
  delete: ({ standing: { physicalId } }, site) =>
    deleteQuietly(site, "sns", "DeleteTopic", { TopicArn: physicalId }),
};
