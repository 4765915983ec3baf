// Room simulator/cloudformation: AWS::SQS::Queue. Ref gives the URL. A change of its settings keeps its messages.
import type { JsonObject } from "../../../template/json.ts";
import { AwsError } from "../../wire/index.ts";
import { each, replaces, sets } from "./rule.ts";
import type { ResourceType, Site, Standing } from "./resource-type.ts";
import { AlreadyExists, deleteQuietly, lookUp, tagChange, tagMap, text } from "./values.ts";

const TYPE = "AWS::SQS::Queue";
const MAX_NAME = 80;
const FLAGS = ["FifoQueue", "ContentBasedDeduplication"];

const properties = {
  QueueName: replaces("string"),
  FifoQueue: replaces("boolean"),
  ...each(sets("boolean"), "ContentBasedDeduplication", "SqsManagedSseEnabled"),
  ...each(sets("string"), "DeduplicationScope", "FifoThroughputLimit", "KmsMasterKeyId"),
  ...each(
    sets("integer"),
    "DelaySeconds",
    "KmsDataKeyReusePeriodSeconds",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ReceiveMessageWaitTimeSeconds",
    "VisibilityTimeout",
  ),
  ...each(sets("json"), "RedriveAllowPolicy", "RedrivePolicy"),
  Tags: sets("tags"),
};

const ATTRIBUTES = Object.keys(properties).filter((name) => name !== "QueueName" && name !== "Tags");

/** SQS knows the flags of a FIFO queue only as true. */
function attributesOf(wanted: JsonObject): Record<string, string> {
  const named = ATTRIBUTES.filter((name) => wanted[name] !== undefined).filter(
    (name) => !FLAGS.includes(name) || String(wanted[name]) === "true" || isFifo(wanted),
  );
  return Object.fromEntries(named.map((name) => [name, text(wanted[name])]));
}

const isFifo = ({ FifoQueue }: JsonObject): boolean => String(FifoQueue) === "true";

function standing(name: string, { region, account, partition, baseUrl }: Site): Standing {
  const url = `${baseUrl}/${account}/${name}`;
  const arn = `arn:${partition}:sqs:${region}:${account}:${name}`;
  return { physicalId: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
}

export const sqsQueue: ResourceType = {
  type: TYPE,
  properties,
  attributes: ["Arn", "QueueName", "QueueUrl"],
  naming: "QueueName",
  async create({ properties: wanted, tags }, site) {
    const suffix = isFifo(wanted) ? ".fifo" : "";
    const name =
      wanted.QueueName === undefined ? site.name({ max: MAX_NAME, suffix }) : text(wanted.QueueName);
    const made = standing(name, site);
    // CreateQueue would answer a queue that stands already with success.
    if ((await lookUp(site, "sqs", "GetQueueUrl", { QueueName: name })) !== undefined)
      throw new AlreadyExists(TYPE, name);
    const members = { QueueName: name, Attributes: attributesOf(wanted), tags: tagMap(tags) };
    await site.until("the name of a queue that was deleted", async () => {
      try {
        return await site.call("sqs", "CreateQueue", members);
      } catch (error) {
        // On AWS a stack's deletion takes the minute that a name stays taken (SQS-27); here its next creation waits for it.
        if (error instanceof AwsError && error.code.endsWith("QueueDeletedRecently")) return undefined;
        throw error;
      }
    });
    site.initiated(made.physicalId);
    return made;
  },
  async update(before, { properties: wanted, tags }, site) {
    const { physicalId: QueueUrl } = before.standing;
    const was = attributesOf(before.properties);
    const is = attributesOf(wanted);
    // What is no longer asked for goes back to its default, which SQS takes the empty text for.
    const dropped = Object.keys(was).filter((name) => !(name in is));
    // Without a key SQS encrypts by its own, unless it is told not to.
    if (dropped.includes("KmsMasterKeyId")) is["SqsManagedSseEnabled"] ??= "true";
    const changed = Object.entries(is).filter(([name, value]) => was[name] !== value);
    const Attributes = Object.fromEntries([...dropped.map((name) => [name, ""]), ...changed]);
    if (Object.keys(Attributes).length > 0)
      await site.call("sqs", "SetQueueAttributes", { QueueUrl, Attributes });
    const { set, removed } = tagChange(before.tags, tags);
    if (removed.length > 0) await site.call("sqs", "UntagQueue", { QueueUrl, TagKeys: removed });
    if (set.length > 0) await site.call("sqs", "TagQueue", { QueueUrl, Tags: tagMap(set) });
    return before.standing;
  },
  delete: ({ standing: { physicalId } }, site) =>
    deleteQuietly(site, "sqs", "DeleteQueue", { QueueUrl: physicalId }),
};
