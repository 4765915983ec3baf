// Room simulator/cloudformation: AWS::SNS::TopicPolicy: one document as the policy of each of its topics; without it a topic has SNS's
// default policy again.
import { needs, sets } from "./rule.ts";
import type { ResourceType, Site } from "./resource-type.ts";
import { deleteQuietly, text, texts } from "./values.ts";

const policy = (TopicArn: string, AttributeValue: string) => ({
  TopicArn,
  AttributeName: "Policy",
  AttributeValue,
});

const setPolicy = async (topics: readonly string[], document: string, site: Site): Promise<void> => {
  for (const topic of topics) await site.call("sns", "SetTopicAttributes", policy(topic, document));
};

const removePolicy = async (topics: readonly string[], site: Site): Promise<void> => {
  for (const topic of topics) await deleteQuietly(site, "sns", "SetTopicAttributes", policy(topic, ""));
};

export const snsTopicPolicy: ResourceType = {
  type: "AWS::SNS::TopicPolicy",
  properties: { PolicyDocument: needs(sets("json")), Topics: needs(sets("strings")) },
  attributes: ["Id"],
  async create({ properties: { PolicyDocument, Topics } }, site) {
    const physicalId = site.name({ max: 255 });
    await setPolicy(texts(Topics), text(PolicyDocument), site);
    site.initiated(physicalId);
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update(before, { properties: { PolicyDocument, Topics } }, site) {
    const kept = texts(Topics);
    await setPolicy(kept, text(PolicyDocument), site);
    await removePolicy(
      texts(before.properties.Topics).filter((topic) => !kept.includes(topic)),
      site,
    );
    return before.standing;
  },
  delete: ({ properties: { Topics } }, site) => removePolicy(texts(Topics), site),
};
