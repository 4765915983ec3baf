// Room provision: tables by the calls of DynamoDB.
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { JsonObject } from "../template/template.ts";
import type { Made, ResourceKind } from "./resource.ts";
import { createSeen } from "./seen.ts";
import { difference, isThere, until } from "./until.ts";

const OF_CREATE = [
  "AttributeDefinitions",
  "KeySchema",
  "BillingMode",
  "ProvisionedThroughput",
  "GlobalSecondaryIndexes",
  "StreamSpecification",
] as const;

/** As the template has it; a stream's view type is all that CloudFormation asks for. */
function inputOf(properties: JsonObject): Omit<CreateTableCommandInput, "TableName"> {
  const given = OF_CREATE.filter((name) => properties[name] !== undefined);
  const input: Record<string, unknown> = Object.fromEntries(given.map((name) => [name, properties[name]]));
  if (properties.StreamSpecification !== undefined)
    input.StreamSpecification = { StreamEnabled: true, ...(properties.StreamSpecification as JsonObject) };
  // The target checks it; what it refuses is a refusal of the template.
  return input;
}

const seen = createSeen<TableDescription>();

async function read(TableName: string, dynamoDb: DynamoDBClient): Promise<TableDescription> {
  const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName }));
  return Table ?? {};
}

async function madeTable(name: string, dynamoDb: DynamoDBClient): Promise<Made> {
  const table = await read(name, dynamoDb);
  const { TableArn = "", LatestStreamArn } = table;
  const stream = LatestStreamArn === undefined ? {} : { StreamArn: LatestStreamArn };
  return seen.keep({ ref: name, attributes: { Arn: TableArn, ...stream } }, table);
}

export const tableKind: ResourceKind = {
  type: "AWS::DynamoDB::Table",
  properties: ["TableName", "TimeToLiveSpecification", ...OF_CREATE],
  nameOf: (id, { TableName }, prefix) => (typeof TableName === "string" ? TableName : `${prefix}-${id}`),
  async create(name, properties, clients, tags) {
    const dynamoDb = await clients.dynamoDb();
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await dynamoDb.send(new CreateTableCommand({ ...inputOf(properties), TableName: name, Tags }));
    await until(`table ${name} becomes ACTIVE`, async () => {
      const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName: name }));
      return Table?.TableStatus === "ACTIVE";
    });
    const ttl = properties.TimeToLiveSpecification as JsonObject | undefined;
    if (ttl !== undefined)
      await dynamoDb.send(
        new UpdateTimeToLiveCommand({
          TableName: name,
          TimeToLiveSpecification: {
            AttributeName: String(ttl.AttributeName),
            Enabled: ttl.Enabled === true,
          },
        }),
      );
    return madeTable(name, dynamoDb);
  },
  adopt: async (physicalId, _name, clients) => madeTable(physicalId, await clients.dynamoDb()),
  async differences(made, properties, clients) {
    const dynamoDb = await clients.dynamoDb();
    const got = await seen.take(made, () => read(made.ref, dynamoDb));
    return [
      ...difference("KeySchema", properties.KeySchema, got.KeySchema),
      ...difference("AttributeDefinitions", properties.AttributeDefinitions, got.AttributeDefinitions),
      ...(await ttlDifference(made.ref, properties, dynamoDb)),
    ];
  },
  async remove(made, _properties, clients) {
    const dynamoDb = await clients.dynamoDb();
    await dynamoDb.send(new DeleteTableCommand({ TableName: made.ref }));
  },
  async exists(made, _properties, clients) {
    const dynamoDb = await clients.dynamoDb();
    return isThere(
      () => dynamoDb.send(new DescribeTableCommand({ TableName: made.ref })),
      /ResourceNotFound/,
    );
  },
};

async function ttlDifference(
  TableName: string,
  { TimeToLiveSpecification: asked }: JsonObject,
  dynamoDb: DynamoDBClient,
): Promise<readonly string[]> {
  if (asked === undefined) return [];
  const { TimeToLiveDescription: got } = await dynamoDb.send(new DescribeTimeToLiveCommand({ TableName }));
  const { AttributeName, TimeToLiveStatus = "" } = got ?? {};
  // It reads ENABLING for up to an hour on AWS.
  const Enabled = TimeToLiveStatus.startsWith("ENABL");
  return difference("TimeToLiveSpecification", asked, { AttributeName, Enabled });
}
