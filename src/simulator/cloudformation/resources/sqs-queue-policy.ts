// Room simulator/cloudformation: AWS::SQS::QueuePolicy: one document as the policy of each of its queues.
import { needs, sets } from "./rule.ts";
import type { ResourceType, Site } from "./resource-type.ts";
import { deleteQuietly, text, texts } from "./values.ts";

const setPolicy = async (queues: readonly string[], policy: string, site: Site): Promise<void> => {
  for (const QueueUrl of queues)
    await site.call("sqs", "SetQueueAttributes", { QueueUrl, Attributes: { Policy: policy } });
};

const removePolicy = async (queues: readonly string[], site: Site): Promise<void> => {
  for (const QueueUrl of queues)
    await deleteQuietly(site, "sqs", "SetQueueAttributes", { QueueUrl, Attributes: { Policy: "" } });
};

export const sqsQueuePolicy: ResourceType = {
  type: "AWS::SQS::QueuePolicy",
  properties: { PolicyDocument: needs(sets("json")), Queues: needs(sets("strings")) },
  attributes: ["Id"],
  async create({ properties: { PolicyDocument, Queues } }, site) {
    const physicalId = site.name({ max: 255 });
    await setPolicy(texts(Queues), text(PolicyDocument), site);
    site.initiated(physicalId);
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update(before, { properties: { PolicyDocument, Queues } }, site) {
    const kept = texts(Queues);
    const dropped = texts(before.properties.Queues).filter((queue) => !kept.includes(queue));
    await setPolicy(kept, text(PolicyDocument), site);
    await removePolicy(dropped, site);
    return before.standing;
  },
  delete: ({ properties: { Queues } }, site) => removePolicy(texts(Queues), site),
};
