// Room provision: what a run writes on resources that it did not make: a permission on somebody's function, a policy on their queue, a
// subscription of their topic. A stack takes it along; by calls only the intent knows of it, since none of these carries a tag.
import { paginateListSubscriptionsByTopic, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Clients } from "../target/clients.ts";
import type { JsonObject } from "../template/template.ts";
import { allPages, ifThere } from "./loose/kind.ts";
import { attributeText, sameText } from "./resource.ts";

export interface Writing {
  /** A function's name, a queue's URL, a topic's ARN. */
  readonly on: string;
  /** What tells it from whatever else stands there: a statement's id, a policy's text, a protocol and an endpoint. */
  readonly wrote: string;
}

interface WrittenKind {
  writings(name: string, properties: JsonObject): readonly Writing[];
  isThere(writing: Writing, clients: Clients): Promise<boolean>;
  /** What stands there already and would be overwritten, or be taken for ours afterwards. */
  clash(writing: Writing, clients: Clients): Promise<string | undefined>;
  remove(writing: Writing, clients: Clients): Promise<void>;
}

const permission: WrittenKind = {
  writings: (name, { FunctionName }) => [{ on: String(FunctionName), wrote: name }],
  async isThere({ on, wrote }, clients) {
    const { GetPolicyCommand } = await import("@aws-sdk/client-lambda");
    const lambda = await clients.lambda();
    const look = () => lambda.send(new GetPolicyCommand({ FunctionName: on }));
    const found = await ifThere(look, /ResourceNotFound/);
    return found?.Policy?.includes(JSON.stringify(wrote)) === true;
  },
  // The statement's id has the run in it.
  clash: async () => undefined,
  async remove({ on, wrote }, clients) {
    const { RemovePermissionCommand } = await import("@aws-sdk/client-lambda");
    const lambda = await clients.lambda();
    await lambda.send(new RemovePermissionCommand({ FunctionName: on, StatementId: wrote }));
  },
};

async function policyOf(QueueUrl: string, { sqs }: Clients): Promise<string | undefined> {
  const look = () => sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }));
  const policy = (await ifThere(look, /NonExistentQueue|QueueDoesNotExist/))?.Attributes?.Policy;
  return policy === "" ? undefined : policy;
}

const queuePolicy: WrittenKind = {
  writings: (_name, { Queues, PolicyDocument }) =>
    (Array.isArray(Queues) ? Queues : []).map((url) => ({
      on: String(url),
      wrote: attributeText(PolicyDocument),
    })),
  isThere: async ({ on, wrote }, clients) => sameText(wrote, await policyOf(on, clients)),
  clash: async ({ on }, clients) =>
    (await policyOf(on, clients)) === undefined ? undefined : `${on} has a policy already`,
  async remove({ on }, { sqs }) {
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: on, Attributes: { Policy: "" } }));
  },
};

/** One that waits for its confirmation has no ARN: it cannot be deleted, and goes by itself (SNS, after two days). */
async function subscriptionsOf({ on, wrote }: Writing, { sns: client }: Clients): Promise<readonly string[]> {
  const list = () => allPages(paginateListSubscriptionsByTopic({ client }, { TopicArn: on }));
  const pages = (await ifThere(list, /NotFound/)) ?? [];
  return pages
    .flatMap(({ Subscriptions = [] }) => Subscriptions)
    .filter(({ Protocol, Endpoint }) => `${Protocol} ${Endpoint}` === wrote)
    .flatMap(({ SubscriptionArn = "" }) => (SubscriptionArn.startsWith("arn:") ? [SubscriptionArn] : []));
}

const subscription: WrittenKind = {
  writings: (_name, { TopicArn, Protocol, Endpoint }) => [
    { on: String(TopicArn), wrote: `${String(Protocol)} ${String(Endpoint)}` },
  ],
  isThere: async (writing, clients) => (await subscriptionsOf(writing, clients)).length > 0,
  clash: async (writing, clients) =>
    (await subscriptionsOf(writing, clients)).length === 0
      ? undefined
      : `${writing.wrote} is subscribed to ${writing.on} already`,
  async remove(writing, clients) {
    for (const SubscriptionArn of await subscriptionsOf(writing, clients))
      await clients.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  },
};

const KINDS: ReadonlyMap<string, WrittenKind> = new Map([
  ["AWS::Lambda::Permission", permission],
  ["AWS::SQS::QueuePolicy", queuePolicy],
  ["AWS::SNS::Subscription", subscription],
]);

export const writtenKind = (type: string): WrittenKind | undefined => KINDS.get(type);
