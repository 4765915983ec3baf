// Room simulator/dynamodb, tests: tables: created, described, changed, tagged and deleted; AWS's words where it refuses.
import { describe, expect, it } from "vitest";
import { EPOCH_MS, item, refusal, tableArn, world } from "./world.fixture.ts";

const S = (name: string) => ({ AttributeName: name, AttributeType: "S" as const });
const HASH = (name: string) => ({ AttributeName: name, KeyType: "HASH" as const });
const RANGE = (name: string) => ({ AttributeName: name, KeyType: "RANGE" as const });
const ALL = { ProjectionType: "ALL" as const };
const FIVE = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
const PROVISIONED = { BillingMode: "PROVISIONED" as const, ProvisionedThroughput: FIVE };

it("a table is described as AWS describes it (recorded: test_table_crud)", async () => {
  const { db, table } = world();
  await table("orders", ["id"], PROVISIONED);
  const { Table } = await db.describeTable({ TableName: "orders" });
  expect(Table).toEqual({
    AttributeDefinitions: [S("id")],
    CreationDateTime: new Date(EPOCH_MS),
    DeletionProtectionEnabled: false,
    ItemCount: 0,
    KeySchema: [HASH("id")],
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ...FIVE },
    TableArn: tableArn("orders"),
    TableId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    TableName: "orders",
    TableSizeBytes: 0,
    TableStatus: "ACTIVE",
    WarmThroughput: { ReadUnitsPerSecond: 5, WriteUnitsPerSecond: 5, Status: "ACTIVE" },
  });
});

it("CreateTable says CREATING and DeleteTable DELETING (recorded: test_table_crud)", async () => {
  const { db } = world();
  const created = await db.createTable({
    TableName: "orders",
    AttributeDefinitions: [S("id")],
    KeySchema: [HASH("id")],
    ...PROVISIONED,
  });
  const deleted = await db.deleteTable({ TableName: "orders" });
  expect([created.TableDescription?.TableStatus, created.TableDescription?.WarmThroughput]).toEqual([
    "CREATING",
    undefined,
  ]);
  expect(Object.keys(deleted.TableDescription ?? {}).toSorted()).toEqual([
    "DeletionProtectionEnabled",
    "ItemCount",
    "ProvisionedThroughput",
    "TableArn",
    "TableId",
    "TableName",
    "TableSizeBytes",
    "TableStatus",
  ]);
  expect(await refusal(db.describeTable({ TableName: "orders" }))).toEqual([
    "ResourceNotFoundException",
    "Requested resource not found: Table: orders not found",
  ]);
});

it("an on-demand table with a global index (recorded: test_gsi_with_billing_mode)", async () => {
  const { db } = world();
  const asked = {
    TableName: "orders",
    AttributeDefinitions: [S("TID"), S("TRID")],
    KeySchema: [HASH("TID")],
    BillingMode: "PAY_PER_REQUEST" as const,
    GlobalSecondaryIndexes: [{ IndexName: "byTrid", KeySchema: [HASH("TRID")], Projection: ALL }],
  };
  const { TableDescription: created } = await db.createTable(asked);
  const { Table: standing } = await db.describeTable({ TableName: "orders" });
  expect(created?.BillingModeSummary).toEqual({ BillingMode: "PAY_PER_REQUEST" });
  expect(standing?.BillingModeSummary).toEqual({
    BillingMode: "PAY_PER_REQUEST",
    LastUpdateToPayPerRequestDateTime: new Date(EPOCH_MS),
  });
  expect(standing?.GlobalSecondaryIndexes).toEqual([
    {
      IndexArn: `${tableArn("orders")}/index/byTrid`,
      IndexName: "byTrid",
      IndexSizeBytes: 0,
      IndexStatus: "ACTIVE",
      ItemCount: 0,
      KeySchema: [HASH("TRID")],
      Projection: ALL,
      ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
      WarmThroughput: { ReadUnitsPerSecond: 12_000, Status: "ACTIVE", WriteUnitsPerSecond: 4_000 },
    },
  ]);
});

const index = (more: object) => ({ IndexName: "one", KeySchema: [HASH("id")], Projection: ALL, ...more });

it.each<readonly [string, object, string]>([
  [
    "throughput on demand (recorded: test_dynamodb_pay_per_request)",
    { BillingMode: "PAY_PER_REQUEST" },
    "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
  ],
  [
    "no throughput",
    { ProvisionedThroughput: undefined },
    "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
  ],
  [
    "no units",
    { ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 1 } },
    "1 validation error detected: Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    "a name too short",
    { TableName: "ab" },
    "TableName must be at least 3 characters long and at most 255 characters long",
  ],
  [
    "a name of other characters",
    { TableName: "a b c" },
    "1 validation error detected: Value 'a b c' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
  ],
  [
    "a key that is not defined",
    { KeySchema: [HASH("other")] },
    "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [other], AttributeDefinitions: [id]",
  ],
  [
    "a range key alone",
    { KeySchema: [RANGE("id")] },
    "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
  ],
  [
    "no key at all",
    { KeySchema: [] },
    "1 validation error detected: Value '[]' at 'keySchema' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    "one attribute as both keys",
    { KeySchema: [HASH("id"), RANGE("id")] },
    "Both the Hash Key and the Range Key element in the KeySchema have the same name",
  ],
  [
    "an attribute that is no key",
    { AttributeDefinitions: [S("id"), S("b")] },
    "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
  ],
  [
    "a local index without a range key",
    { LocalSecondaryIndexes: [index({})] },
    "One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
  ],
  [
    "an index without projection",
    { GlobalSecondaryIndexes: [index({ Projection: {}, ProvisionedThroughput: FIVE })] },
    "One or more parameter values were invalid: Unknown ProjectionType: null",
  ],
  [
    "INCLUDE without attributes",
    {
      GlobalSecondaryIndexes: [
        index({ Projection: { ProjectionType: "INCLUDE" }, ProvisionedThroughput: FIVE }),
      ],
    },
    "One or more parameter values were invalid: ProjectionType is INCLUDE, but NonKeyAttributes is not specified",
  ],
  [
    "two indexes of one name",
    {
      GlobalSecondaryIndexes: [
        index({ ProvisionedThroughput: FIVE }),
        index({ ProvisionedThroughput: FIVE }),
      ],
    },
    "One or more parameter values were invalid: Duplicate index name: one",
  ],
  [
    "a stream without view",
    { StreamSpecification: { StreamEnabled: true } },
    "One or more parameter values were invalid: StreamViewType must be specified when StreamEnabled is true",
  ],
  [
    "encryption by KMS",
    { SSESpecification: { Enabled: true } },
    "dynamodb CreateTable with SSESpecification is not implemented by this simulator",
  ],
])("%s is refused", async (_, more, message) => {
  const { db } = world();
  const valid = { TableName: "orders", AttributeDefinitions: [S("id")], KeySchema: [HASH("id")] };
  const [, words] = await refusal(db.createTable({ ...valid, ProvisionedThroughput: FIVE, ...more }));
  expect(words).toBe(message);
});

it("a second table of one name is refused (recorded: test_create_duplicate_table)", async () => {
  const { table } = world();
  await table("orders", ["id"]);
  expect(await refusal(table("orders", ["id"]))).toEqual([
    "ResourceInUseException",
    "Table already exists: orders",
  ]);
});

it("tables are listed by name, page by page", async () => {
  const { db, table } = world();
  for (const name of ["c-table", "a-table", "b-table"]) await table(name, ["id"]);
  const first = await db.listTables({ Limit: 2 });
  const { LastEvaluatedTableName: ExclusiveStartTableName } = first;
  const second = await db.listTables({ ExclusiveStartTableName });
  expect([first.TableNames, second.TableNames, second.LastEvaluatedTableName]).toEqual([
    ["a-table", "b-table"],
    ["c-table"],
    undefined,
  ]);
});

it("a protected table is not deleted until it is unprotected", async () => {
  const { db, table } = world();
  await table("orders", ["id"], { DeletionProtectionEnabled: true });
  const [code] = await refusal(db.deleteTable({ TableName: "orders" }));
  expect(code).toBe("ValidationException");
  await db.updateTable({ TableName: "orders", DeletionProtectionEnabled: false });
  await db.deleteTable({ TableName: "orders" });
});

it("tags are set, listed and taken away", async () => {
  const { db, table } = world();
  await table("orders", ["id"], { Tags: [{ Key: "a", Value: "1" }] });
  const ResourceArn = tableArn("orders");
  await db.tagResource({ ResourceArn, Tags: [{ Key: "b", Value: "2" }] });
  await db.untagResource({ ResourceArn, TagKeys: ["a"] });
  expect((await db.listTagsOfResource({ ResourceArn })).Tags).toEqual([{ Key: "b", Value: "2" }]);
  expect((await refusal(db.listTagsOfResource({ ResourceArn: tableArn("nowhere") })))[0]).toBe(
    "ResourceNotFoundException",
  );
});

describe("UpdateTable", () => {
  it("a global index that is added holds what the table has; removed, it is gone", async () => {
    const { db, table } = world();
    await table("orders", ["id"]);
    await db.putItem({ TableName: "orders", Item: item({ id: "a", customer: "c" }) });
    await db.updateTable({
      TableName: "orders",
      AttributeDefinitions: [S("customer")],
      GlobalSecondaryIndexUpdates: [
        { Create: { IndexName: "byCustomer", KeySchema: [HASH("customer")], Projection: ALL } },
      ],
    });
    const query = {
      TableName: "orders",
      IndexName: "byCustomer",
      KeyConditionExpression: "customer = :c",
      ExpressionAttributeValues: { ":c": { S: "c" } },
    };
    expect((await db.query(query)).Items).toEqual([item({ id: "a", customer: "c" })]);
    await db.updateTable({
      TableName: "orders",
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "byCustomer" } }],
    });
    expect(await refusal(db.query(query))).toEqual([
      "ValidationException",
      "The table does not have the specified index: byCustomer",
    ]);
    expect((await db.describeTable({ TableName: "orders" })).Table?.AttributeDefinitions).toEqual([S("id")]);
  });

  it("billing, throughput and class change", async () => {
    const { db, table } = world();
    await table("orders", ["id"]);
    await db.updateTable({ TableName: "orders", ...PROVISIONED, TableClass: "STANDARD_INFREQUENT_ACCESS" });
    const { Table } = await db.describeTable({ TableName: "orders" });
    expect([
      Table?.BillingModeSummary?.BillingMode,
      Table?.ProvisionedThroughput,
      Table?.TableClassSummary,
    ]).toEqual([
      "PROVISIONED",
      { NumberOfDecreasesToday: 0, ...FIVE },
      { TableClass: "STANDARD_INFREQUENT_ACCESS" },
    ]);
    const [, words] = await refusal(db.updateTable({ TableName: "orders" }));
    expect(words).toMatch(/^At least one of ProvisionedThroughput/);
  });

  it("one index at a time", async () => {
    const { db, table } = world();
    await table("orders", ["id"]);
    const create = (IndexName: string) => ({
      Create: { IndexName, KeySchema: [HASH("b")], Projection: ALL },
    });
    const [code] = await refusal(
      db.updateTable({
        TableName: "orders",
        AttributeDefinitions: [S("b")],
        GlobalSecondaryIndexUpdates: [create("one"), create("two")],
      }),
    );
    expect(code).toBe("LimitExceededException");
  });
});

it("point-in-time recovery is off", async () => {
  const { db, table } = world();
  await table("orders", ["id"]);
  const { ContinuousBackupsDescription } = await db.describeContinuousBackups({ TableName: "orders" });
  expect(ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe(
    "DISABLED",
  );
});
