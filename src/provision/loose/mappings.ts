// Room provision: event source mappings as a sweep sees them. A mapping of ours stays where its function or its source is somebody
// else's and the other end goes; its own tags say whose it is.
import {
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  ListTagsCommand,
  paginateListEventSourceMappings,
} from "@aws-sdk/client-lambda";
import type { Clients } from "../../target/clients.ts";
import { ifThere, type LooseKind, nameAfter } from "./kind.ts";

const GONE = /ResourceNotFound/;
/** An intent knows a mapping by a name of ours, which Lambda never hears of. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

async function find(uuid: string, clients: Clients) {
  if (!UUID.test(uuid)) return undefined;
  const lambda = await clients.lambda();
  return ifThere(() => lambda.send(new GetEventSourceMappingCommand({ UUID: uuid })), GONE);
}

/** `arn:aws:sqs:...:NAME`, `arn:aws:lambda:...:function:NAME:QUALIFIER`, `arn:aws:dynamodb:...:table/NAME/stream/...` */
const nameIn = (arn = ""): string =>
  nameAfter(arn, /^arn:[^:]+:[^:]+:[^:]*:[^:]*:(?:function:|table\/)?([^:/]+)/) ?? "";

export const looseMappings: LooseKind = {
  type: "AWS::Lambda::EventSourceMapping",
  async list(prefix, clients) {
    const client = await clients.lambda();
    const uuids: string[] = [];
    for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client }, {}))
      for (const { UUID: uuid = "", FunctionArn, EventSourceArn } of EventSourceMappings)
        if ([FunctionArn, EventSourceArn].some((arn) => nameIn(arn).startsWith(prefix))) uuids.push(uuid);
    return uuids;
  },
  async tagsOf(uuid, clients) {
    const lambda = await clients.lambda();
    const Resource = (await find(uuid, clients))?.EventSourceMappingArn;
    if (Resource === undefined) return {};
    return (await ifThere(() => lambda.send(new ListTagsCommand({ Resource })), GONE))?.Tags ?? {};
  },
  nameIn: (arn) => nameAfter(arn, /^arn:[^:]+:lambda:[^:]*:[^:]*:event-source-mapping:(.+)$/),
  exists: async (uuid, clients) => (await find(uuid, clients)) !== undefined,
  async remove(uuid, clients) {
    const lambda = await clients.lambda();
    await ifThere(() => lambda.send(new DeleteEventSourceMappingCommand({ UUID: uuid })), GONE);
  },
};
