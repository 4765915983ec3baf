// Room provision: functions as a sweep sees them, with the mappings that feed them: Lambda deletes a function and leaves those.
import {
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  paginateListEventSourceMappings,
  paginateListFunctions,
} from "@aws-sdk/client-lambda";
import { removeLogGroup } from "./log-groups.ts";
import { allPages, ifThere, type LooseKind, nameAfter } from "./kind.ts";

const GONE = /ResourceNotFound/;

export const looseFunctions: LooseKind = {
  type: "AWS::Lambda::Function",
  async list(prefix, clients) {
    const client = await clients.lambda();
    const names: string[] = [];
    for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
      names.push(...Functions.map(({ FunctionName = "" }) => FunctionName));
    return names.filter((name) => name.startsWith(prefix));
  },
  async tagsOf(FunctionName, clients) {
    const lambda = await clients.lambda();
    return (await ifThere(() => lambda.send(new GetFunctionCommand({ FunctionName })), GONE))?.Tags ?? {};
  },
  nameIn: (arn) => nameAfter(arn, /^arn:[^:]+:lambda:[^:]*:[^:]*:function:([^:]+)$/),
  async exists(FunctionName, clients) {
    const lambda = await clients.lambda();
    return (await ifThere(() => lambda.send(new GetFunctionCommand({ FunctionName })), GONE)) !== undefined;
  },
  async remove(FunctionName, clients) {
    const client = await clients.lambda();
    const pages = paginateListEventSourceMappings({ client }, { FunctionName });
    const mappings = (await ifThere(() => allPages(pages), GONE)) ?? [];
    for (const { UUID } of mappings.flatMap(({ EventSourceMappings = [] }) => EventSourceMappings))
      await ifThere(() => client.send(new DeleteEventSourceMappingCommand({ UUID })), GONE);
    await ifThere(() => client.send(new DeleteFunctionCommand({ FunctionName })), GONE);
    // Lambda makes it at the first line that a function writes, without any tag; a target may have no such service.
    await removeLogGroup(`/aws/lambda/${FunctionName}`, clients).catch(() => undefined);
  },
};
