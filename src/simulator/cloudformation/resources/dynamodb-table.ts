// Room simulator/cloudformation: AWS::DynamoDB::Table, complete when it is ACTIVE. Ref gives its name.
import { isObject, type Json, type JsonObject } from "../../../template/json.ts";
import type { Fields } from "../../wire/index.ts";
import { StepRefused } from "../deploy/refused.ts";
import type { ResourceType, Site, Standing } from "./resource-type.ts";
import { each, needs, refused, replaces, sets } from "./rule.ts";
import {
  deleteQuietly,
  given,
  isSame,
  lookUp,
  object,
  objects,
  optionalBoolean,
  optionalText,
  tagChange,
  text,
} from "./values.ts";

const MAX_NAME = 255;

const throughput = (value: Json | undefined): Fields | undefined =>
  isObject(value)
    ? {
        ReadCapacityUnits: Number(value.ReadCapacityUnits),
        WriteCapacityUnits: Number(value.WriteCapacityUnits),
      }
    : undefined;

const indexOf = ({ IndexName, KeySchema, Projection, ProvisionedThroughput }: JsonObject): Fields =>
  given({ IndexName, KeySchema, Projection, ProvisionedThroughput: throughput(ProvisionedThroughput) });

/** CloudFormation has no StreamEnabled: a specification is a stream. */
const streamOf = (value: Json | undefined): Fields | undefined =>
  isObject(value) ? { StreamEnabled: true, StreamViewType: text(value.StreamViewType) } : undefined;

const indexesOf = (properties: JsonObject): readonly JsonObject[] =>
  objects(properties.GlobalSecondaryIndexes);

async function describe(site: Site, TableName: string): Promise<JsonObject | undefined> {
  const found = await lookUp(site, "dynamodb", "DescribeTable", { TableName });
  return found === undefined ? undefined : object(found["Table"] as Json | undefined); // JSON of the service's
}

/** Waits until the table and its indexes are what was asked for. */
async function active(site: Site, TableName: string): Promise<Standing> {
  const table = await site.until("ACTIVE", async () => {
    const now = await describe(site, TableName);
    if (now === undefined) throw new StepRefused(`Table: ${TableName} was deleted while it was made`);
    const isActive = ({ IndexStatus }: JsonObject) => IndexStatus === undefined || IndexStatus === "ACTIVE";
    return now.TableStatus === "ACTIVE" && indexesOf(now).every(isActive) ? now : undefined;
  });
  const { TableArn = "", LatestStreamArn } = table;
  return {
    physicalId: TableName,
    attributes: { Arn: TableArn, ...(LatestStreamArn === undefined ? {} : { StreamArn: LatestStreamArn }) },
  };
}

async function setTimeToLive(
  site: Site,
  TableName: string,
  before: Json | undefined,
  after: Json | undefined,
) {
  if (isSame(before, after)) return;
  const { AttributeName, Enabled } = object(after ?? { ...object(before), Enabled: false });
  const isOff = !isObject(before) && String(Enabled) !== "true";
  if (isOff) return;
  await site.call("dynamodb", "UpdateTimeToLive", {
    TableName,
    TimeToLiveSpecification: { AttributeName, Enabled: String(Enabled) === "true" },
  });
}

/** DynamoDB makes or deletes one index at a time, and CloudFormation one an update. */
function indexUpdates(before: JsonObject, after: JsonObject): readonly Fields[] {
  const old = new Map(indexesOf(before).map((one) => [one.IndexName, one]));
  const kept = new Map(indexesOf(after).map((one) => [one.IndexName, one]));
  const made = [...kept.values()].filter((one) => !old.has(one.IndexName));
  const gone = [...old.keys()].filter((name) => !kept.has(name));
  if (made.length + gone.length > 1)
    throw new StepRefused("Cannot perform more than one GSI creation or deletion in a single update");
  const changed = [...kept.values()].filter((one) => {
    const standing = old.get(one.IndexName);
    return standing !== undefined && !isSame(standing, one);
  });
  return [
    ...gone.map((IndexName) => ({ Delete: { IndexName } })),
    ...made.map((one) => ({ Create: indexOf(one) })),
    ...changed.map(({ IndexName, ProvisionedThroughput }) => ({
      Update: { IndexName, ProvisionedThroughput: throughput(ProvisionedThroughput) },
    })),
  ];
}

export const dynamoDbTable: ResourceType = {
  type: "AWS::DynamoDB::Table",
  properties: {
    TableName: replaces("string"),
    KeySchema: needs(replaces("json")),
    AttributeDefinitions: sets("json"),
    BillingMode: sets("string"),
    ProvisionedThroughput: sets({
      members: each(needs(sets("integer")), "ReadCapacityUnits", "WriteCapacityUnits"),
    }),
    GlobalSecondaryIndexes: sets({
      list: {
        IndexName: needs(sets("string")),
        KeySchema: needs(sets("json")),
        Projection: needs(sets("json")),
        ProvisionedThroughput: sets("json"),
        ...each(refused, "ContributorInsightsSpecification", "OnDemandThroughput", "WarmThroughput"),
      },
    }),
    LocalSecondaryIndexes: replaces("json"),
    StreamSpecification: sets({
      members: { StreamViewType: needs(sets("string")), ResourcePolicy: refused },
    }),
    TimeToLiveSpecification: sets({
      members: { AttributeName: sets("string"), Enabled: needs(sets("boolean")) },
    }),
    DeletionProtectionEnabled: sets("boolean"),
    Tags: sets("tags"),
    ...each(
      refused,
      "ContributorInsightsSpecification",
      "ImportSourceSpecification",
      "KinesisStreamSpecification",
      "OnDemandThroughput",
      "PointInTimeRecoverySpecification",
      "ResourcePolicy",
      "SSESpecification",
      "TableClass",
      "WarmThroughput",
    ),
  },
  attributes: ["Arn", "StreamArn"],
  naming: "TableName",
  async create({ properties: wanted, tags }, site) {
    const TableName = optionalText(wanted.TableName) ?? site.name({ max: MAX_NAME });
    const indexes = indexesOf(wanted).map(indexOf);
    await site.call(
      "dynamodb",
      "CreateTable",
      given({
        TableName,
        KeySchema: wanted.KeySchema,
        AttributeDefinitions: wanted.AttributeDefinitions,
        BillingMode: optionalText(wanted.BillingMode),
        ProvisionedThroughput: throughput(wanted.ProvisionedThroughput),
        GlobalSecondaryIndexes: indexes.length === 0 ? undefined : indexes,
        LocalSecondaryIndexes: wanted.LocalSecondaryIndexes,
        StreamSpecification: streamOf(wanted.StreamSpecification),
        DeletionProtectionEnabled: optionalBoolean(wanted.DeletionProtectionEnabled),
        Tags: tags.length === 0 ? undefined : tags,
      }),
    );
    site.initiated(TableName);
    const made = await active(site, TableName);
    await setTimeToLive(site, TableName, undefined, wanted.TimeToLiveSpecification);
    return made;
  },
  async update(before, { properties: wanted, tags }, site) {
    const { physicalId: TableName } = before.standing;
    const was = before.properties;
    const differs = (name: string): boolean => !isSame(was[name], wanted[name]);
    const settings = given({
      BillingMode: differs("BillingMode") ? text(wanted.BillingMode ?? "PROVISIONED") : undefined,
      ProvisionedThroughput: differs("ProvisionedThroughput")
        ? throughput(wanted.ProvisionedThroughput)
        : undefined,
      DeletionProtectionEnabled: differs("DeletionProtectionEnabled")
        ? String(wanted.DeletionProtectionEnabled) === "true"
        : undefined,
      StreamSpecification: differs("StreamSpecification")
        ? (streamOf(wanted.StreamSpecification) ?? { StreamEnabled: false })
        : undefined,
    });
    // A stream of another view is another stream: DynamoDB wants the one ended before the other begins.
    const isOtherStream = isObject(was.StreamSpecification) && isObject(wanted.StreamSpecification);
    if (isOtherStream && differs("StreamSpecification")) {
      const StreamSpecification = { StreamEnabled: false };
      await site.call("dynamodb", "UpdateTable", { TableName, StreamSpecification });
      await active(site, TableName);
    }
    if (Object.keys(settings).length > 0) {
      await site.call("dynamodb", "UpdateTable", { TableName, ...settings });
      await active(site, TableName);
    }
    for (const one of indexUpdates(was, wanted)) {
      const { AttributeDefinitions } = wanted;
      await site.call("dynamodb", "UpdateTable", {
        TableName,
        ...given({ AttributeDefinitions }),
        GlobalSecondaryIndexUpdates: [one],
      });
      await active(site, TableName);
    }
    await setTimeToLive(site, TableName, was.TimeToLiveSpecification, wanted.TimeToLiveSpecification);
    const made = await active(site, TableName);
    const { set, removed } = tagChange(before.tags, tags);
    const ResourceArn = made.attributes["Arn"];
    if (removed.length > 0) await site.call("dynamodb", "UntagResource", { ResourceArn, TagKeys: removed });
    if (set.length > 0) await site.call("dynamodb", "TagResource", { ResourceArn, Tags: set });
    return made;
  },
  async delete({ standing: { physicalId: TableName } }, site) {
    await deleteQuietly(site, "dynamodb", "DeleteTable", { TableName });
    await site.until("deleted", async () =>
      (await describe(site, TableName)) === undefined ? true : undefined,
    );
  },
};
