// Room provision: subscriptions as a sweep sees them: those of a queue or a function of ours on a topic of somebody else's. They carry no
// tags: whose they are is said by the tags of the endpoint, so they go before it. Those on our own topics go with the topic.
import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptions,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import type { Clients } from "../../target/clients.ts";
import { looseQueues } from "./queues.ts";
import { ifThere, type LooseKind, nameAfter, type Tags } from "./kind.ts";

const GONE = /NotFound|InvalidParameter/;
/** One part more than a topic's; one that waits for its confirmation has none. */
const ARN = /^arn:[^:]+:sns:[^:]*:[^:]*:([^:]+):[^:]+$/;

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);

async function tagsOfEndpoint(endpoint: string, clients: Clients): Promise<Tags> {
  const queue = looseQueues.nameIn(endpoint);
  if (queue !== undefined) return looseQueues.tagsOf(queue, clients);
  const { looseFunctions } = await import("./functions.ts");
  const name = looseFunctions.nameIn(endpoint);
  return name === undefined ? {} : looseFunctions.tagsOf(name, clients);
}

async function endpointOf(SubscriptionArn: string, { sns }: Clients): Promise<string | undefined> {
  if (!ARN.test(SubscriptionArn)) return undefined;
  const look = () => sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  const found = await ifThere(look, GONE);
  return found === undefined ? undefined : (found.Attributes?.["Endpoint"] ?? "");
}

export const looseSubscriptions: LooseKind = {
  type: "AWS::SNS::Subscription",
  async list(prefix, { sns: client }) {
    const arns: string[] = [];
    for await (const { Subscriptions = [] } of paginateListSubscriptions({ client }, {}))
      for (const { SubscriptionArn = "", Endpoint = "" } of Subscriptions) {
        const topic = nameAfter(SubscriptionArn, ARN);
        const goesWithTopic = prefix !== "" && topic?.startsWith(prefix) === true;
        if (topic !== undefined && !goesWithTopic && lastPart(Endpoint).startsWith(prefix))
          arns.push(SubscriptionArn);
      }
    return arns;
  },
  async tagsOf(arn, clients) {
    const endpoint = await endpointOf(arn, clients);
    return endpoint === undefined ? {} : tagsOfEndpoint(endpoint, clients);
  },
  nameIn: (arn) => (nameAfter(arn, ARN) === undefined ? undefined : arn),
  exists: async (arn, clients) => (await endpointOf(arn, clients)) !== undefined,
  async remove(SubscriptionArn, { sns }) {
    await ifThere(() => sns.send(new UnsubscribeCommand({ SubscriptionArn })), GONE);
  },
};
