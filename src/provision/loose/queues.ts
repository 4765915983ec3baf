// Room provision: queues as a sweep sees them.
import {
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ListQueueTagsCommand,
  paginateListQueues,
} from "@aws-sdk/client-sqs";
import type { Clients } from "../../target/clients.ts";
import { ifThere, type LooseKind, nameAfter } from "./kind.ts";

/** SQS names it by two codes, by protocol. */
const GONE = /NonExistentQueue|QueueDoesNotExist/;
/** ListQueues answers no token unless it is asked for pages. */
const PAGE = 1_000;

async function urlOf(QueueName: string, { sqs }: Clients): Promise<string | undefined> {
  const found = await ifThere(() => sqs.send(new GetQueueUrlCommand({ QueueName })), GONE);
  return found?.QueueUrl;
}

export const looseQueues: LooseKind = {
  type: "AWS::SQS::Queue",
  async list(QueueNamePrefix, { sqs: client }) {
    const names: string[] = [];
    for await (const { QueueUrls = [] } of paginateListQueues(
      { client, pageSize: PAGE },
      { QueueNamePrefix },
    ))
      names.push(...QueueUrls.map((url) => url.slice(url.lastIndexOf("/") + 1)));
    return names;
  },
  async tagsOf(name, clients) {
    const QueueUrl = await urlOf(name, clients);
    if (QueueUrl === undefined) return {};
    const found = await ifThere(() => clients.sqs.send(new ListQueueTagsCommand({ QueueUrl })), GONE);
    return found?.Tags ?? {};
  },
  nameIn: (arn) => nameAfter(arn, /^arn:[^:]+:sqs:[^:]*:[^:]*:([^:/]+)$/),
  exists: async (name, clients) => (await urlOf(name, clients)) !== undefined,
  async remove(name, clients) {
    const QueueUrl = await urlOf(name, clients);
    if (QueueUrl !== undefined)
      await ifThere(() => clients.sqs.send(new DeleteQueueCommand({ QueueUrl })), GONE);
  },
};
