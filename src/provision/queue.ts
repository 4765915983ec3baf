// Room provision: queues and their policies by the calls of SQS.
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import type { JsonObject } from "../template/template.ts";
import type { Clients } from "../target/clients.ts";
import { attributeText, type Made, type ResourceKind, sameText } from "./resource.ts";
import { createSeen } from "./seen.ts";

const ATTRIBUTES = [
  "FifoQueue",
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "FifoThroughputLimit",
  "DelaySeconds",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "RedriveAllowPolicy",
  "RedrivePolicy",
  "VisibilityTimeout",
] as const;

function attributesOf(properties: JsonObject): Record<string, string> {
  const given = ATTRIBUTES.filter((name) => properties[name] !== undefined);
  // SQS takes FifoQueue only as true; on a standard queue it is left out.
  const kept = given.filter((name) => name !== "FifoQueue" || String(properties[name]) === "true");
  const dedup = kept.filter(
    (name) => name !== "ContentBasedDeduplication" || String(properties[name]) === "true",
  );
  return Object.fromEntries(dedup.map((name) => [name, attributeText(properties[name])]));
}

type Attributes = Readonly<Record<string, string>>;
const seen = createSeen<Attributes>();

async function read(QueueUrl: string, sqs: Clients["sqs"]): Promise<Attributes> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  return Attributes;
}

async function madeQueue(url: string, name: string, sqs: Clients["sqs"]): Promise<Made> {
  const attributes = await read(url, sqs);
  const { QueueArn = "" } = attributes;
  return seen.keep({ ref: url, attributes: { Arn: QueueArn, QueueName: name, QueueUrl: url } }, attributes);
}

export const queueKind: ResourceKind = {
  type: "AWS::SQS::Queue",
  properties: ["QueueName", ...ATTRIBUTES],
  nameOf: (id, properties, prefix) => {
    const fifo = String(properties.FifoQueue) === "true" ? ".fifo" : "";
    return typeof properties.QueueName === "string" ? properties.QueueName : `${prefix}-${id}${fifo}`;
  },
  async create(name, properties, { sqs }, tags) {
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({ QueueName: name, Attributes: attributesOf(properties), tags: { ...tags } }),
    );
    return madeQueue(QueueUrl ?? "", name, sqs);
  },
  adopt: (physicalId, name, { sqs }) => madeQueue(physicalId, name, sqs),
  async differences(made, properties, { sqs }) {
    const kept = await seen.take(made, () => read(made.ref, sqs));
    return Object.entries(attributesOf(properties))
      .filter(([name, asked]) => !sameText(asked, kept[name]))
      .map(([name, asked]) => `${name} was set to ${asked} and reads ${kept[name] ?? "nothing"}`);
  },
  async remove(made, _properties, { sqs }) {
    await sqs.send(new DeleteQueueCommand({ QueueUrl: made.ref }));
  },
  async exists(made, _properties, { sqs }) {
    try {
      await sqs.send(new GetQueueUrlCommand({ QueueName: made.attributes.QueueName }));
      return true;
    } catch (error) {
      if (isNoSuchQueue(error)) return false;
      throw error;
    }
  },
};

/** SQS names it by two codes, by protocol. */
export function isNoSuchQueue(error: unknown): boolean {
  return error instanceof Error && /NonExistentQueue|QueueDoesNotExist/.test(error.name);
}

export const queuePolicyKind: ResourceKind = {
  type: "AWS::SQS::QueuePolicy",
  properties: ["Queues", "PolicyDocument"],
  nameOf: (id, _properties, prefix) => `${prefix}-${id}`,
  async create(name, properties, clients) {
    await setPolicies(properties, attributeText(properties.PolicyDocument), clients);
    return { ref: name, attributes: {} };
  },
  adopt: async (_physicalId, name) => ({ ref: name, attributes: {} }),
  async differences(_made, properties, { sqs }) {
    const asked = attributeText(properties.PolicyDocument);
    const problems: string[] = [];
    for (const url of queuesOf(properties)) {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["Policy"] }),
      );
      if (!sameText(asked, Attributes?.Policy))
        problems.push(`Policy of ${url} reads ${Attributes?.Policy ?? "nothing"}`);
    }
    return problems;
  },
  async remove(_made, properties, clients) {
    await setPolicies(properties, "", clients);
  },
  // A policy is an attribute of its queue: once taken off, nothing of it can be left over.
  exists: async () => false,
};

function queuesOf(properties: JsonObject): readonly string[] {
  return Array.isArray(properties.Queues) ? properties.Queues.map(String) : [];
}

async function setPolicies(properties: JsonObject, policy: string, { sqs }: Clients): Promise<void> {
  for (const url of queuesOf(properties)) {
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: policy } }));
  }
}
