// Room provision: topics as a sweep sees them. SNS knows them by ARN only, so an ARN is a name here too.
import {
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  paginateListSubscriptionsByTopic,
  paginateListTopics,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import type { Clients } from "../../target/clients.ts";
import { ifThere, type LooseKind, tagsIn } from "./kind.ts";

const GONE = /NotFound/;
const ARN = /^arn:[^:]+:sns:[^:]*:[^:]*:[^:]+$/;

async function arns({ sns: client }: Clients): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const { Topics = [] } of paginateListTopics({ client }, {}))
    all.push(...Topics.map(({ TopicArn = "" }) => TopicArn));
  return all;
}

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);

async function arnOf(name: string, clients: Clients): Promise<string | undefined> {
  if (!ARN.test(name)) return (await arns(clients)).find((arn) => lastPart(arn) === name);
  const TopicArn = name;
  const found = await ifThere(() => clients.sns.send(new GetTopicAttributesCommand({ TopicArn })), GONE);
  return found === undefined ? undefined : name;
}

export const looseTopics: LooseKind = {
  type: "AWS::SNS::Topic",
  list: async (prefix, clients) => (await arns(clients)).filter((arn) => lastPart(arn).startsWith(prefix)),
  async tagsOf(name, clients) {
    const ResourceArn = await arnOf(name, clients);
    if (ResourceArn === undefined) return {};
    const look = () => clients.sns.send(new ListTagsForResourceCommand({ ResourceArn }));
    return tagsIn((await ifThere(look, GONE))?.Tags);
  },
  // A subscription's ARN has one part more.
  nameIn: (arn) => (ARN.test(arn) ? arn : undefined),
  exists: async (name, clients) => (await arnOf(name, clients)) !== undefined,
  async remove(name, clients) {
    const TopicArn = await arnOf(name, clients);
    if (TopicArn === undefined) return;
    const { sns } = clients;
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
      { client: sns },
      { TopicArn },
    ))
      for (const { SubscriptionArn } of Subscriptions)
        // One that waits for its confirmation has no ARN yet, and goes with its topic.
        if (SubscriptionArn?.startsWith("arn:") === true)
          await ifThere(() => sns.send(new UnsubscribeCommand({ SubscriptionArn })), GONE);
    await ifThere(() => sns.send(new DeleteTopicCommand({ TopicArn })), GONE);
  },
};
