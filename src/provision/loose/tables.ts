// Room provision: tables as a sweep sees them.
import {
  DeleteTableCommand,
  DescribeTableCommand,
  ListTagsOfResourceCommand,
  paginateListTables,
} from "@aws-sdk/client-dynamodb";
import { ifThere, type LooseKind, nameAfter, tagsIn } from "./kind.ts";

const GONE = /ResourceNotFound/;

export const looseTables: LooseKind = {
  type: "AWS::DynamoDB::Table",
  async list(prefix, clients) {
    const client = await clients.dynamoDb();
    const names: string[] = [];
    for await (const { TableNames = [] } of paginateListTables({ client }, {})) names.push(...TableNames);
    return names.filter((name) => name.startsWith(prefix));
  },
  async tagsOf(TableName, clients) {
    const dynamoDb = await clients.dynamoDb();
    const found = await ifThere(() => dynamoDb.send(new DescribeTableCommand({ TableName })), GONE);
    const ResourceArn = found?.Table?.TableArn;
    if (ResourceArn === undefined) return {};
    const look = () => dynamoDb.send(new ListTagsOfResourceCommand({ ResourceArn }));
    return tagsIn((await ifThere(look, GONE))?.Tags);
  },
  nameIn: (arn) => nameAfter(arn, /^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/([^/]+)$/),
  async exists(TableName, clients) {
    const dynamoDb = await clients.dynamoDb();
    return (await ifThere(() => dynamoDb.send(new DescribeTableCommand({ TableName })), GONE)) !== undefined;
  },
  async remove(TableName, clients) {
    const dynamoDb = await clients.dynamoDb();
    await ifThere(() => dynamoDb.send(new DeleteTableCommand({ TableName })), GONE);
  },
};
