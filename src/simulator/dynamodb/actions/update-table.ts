// Room simulator/dynamodb: UpdateTable: billing, throughput, one global index more or less, the stream, protection, class. The answer says
// UPDATING, as AWS's does; all is done by the next call.
import { type InputOf, AwsError } from "../../wire/index.ts";
import { action } from "../action.ts";
import { demand, oneOf } from "../constraints.ts";
import type { IndexDefinition, TableSettings } from "../definition.ts";
import { describeTable } from "../describe-table.ts";
import { invalidValue, noSuchTable, validation } from "../errors.ts";
import type { DynamodbEvent } from "../events.ts";
import { checkTableName, lookUp } from "../find.ts";
import type { Table } from "../state.ts";
import {
  checkAllUsed,
  checkIndexNames,
  readAttributes,
  readBilling,
  readGlobalIndex,
  readStream,
  refuseBeyond,
  tableShapes,
  throughputOf,
} from "../table-input.ts";

const INPUT = {
  TableName: "string",
  AttributeDefinitions: tableShapes.attributes,
  BillingMode: "string",
  ProvisionedThroughput: tableShapes.throughput,
  GlobalSecondaryIndexUpdates: {
    list: {
      members: {
        Create: tableShapes.globalIndex,
        Update: { members: { IndexName: "string", ProvisionedThroughput: tableShapes.throughput } },
        Delete: { members: { IndexName: "string" } },
      },
    },
  },
  StreamSpecification: tableShapes.stream,
  DeletionProtectionEnabled: "boolean",
  TableClass: "string",
  ...tableShapes.beyond,
} as const;

export const updateTable = action({
  name: "UpdateTable",
  input: INPUT,
  output: { TableDescription: "document" },
  extent: "partial",
  decide(state, input, call) {
    const { TableName } = input;
    demand(oneOf(input.TableClass, "tableClass", ["STANDARD", "STANDARD_INFREQUENT_ACCESS"]));
    checkTableName(TableName);
    refuseBeyond("UpdateTable", input);
    const table = lookUp(state, TableName, call);
    if (table === undefined) throw noSuchTable(TableName);
    const at = { tableArn: table.arn, atMs: call.nowMs };
    const settings = changesOf(table, input);
    const events: DynamodbEvent[] = [];
    if (Object.keys(settings).length > 0) events.push({ kind: "dynamodb.table-updated", ...at, settings });
    if (input.StreamSpecification !== undefined)
      events.push({ kind: "dynamodb.stream-set", ...at, view: viewOf(table, input) });
    if (events.length === 0)
      throw validation(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required",
      );
    const after: Table = { ...table, settings: { ...table.settings, ...settings } };
    return {
      events,
      answer: { TableDescription: describeTable(after, { epochMs: call.epochMs, status: "UPDATING" }) },
    };
  },
});

type Input = InputOf<typeof INPUT>;

function viewOf(table: Table, input: Input) {
  const view = readStream(input.StreamSpecification);
  if (view !== undefined && table.stream !== undefined)
    throw validation(`Table already has an enabled stream: TableName: ${table.definition.name}`);
  if (view === undefined && table.stream === undefined)
    throw validation("Table has no stream: the stream is already disabled");
  return view;
}

function changesOf(table: Table, input: Input): Partial<TableSettings> {
  const { BillingMode, ProvisionedThroughput, DeletionProtectionEnabled, TableClass } = input;
  const mode = BillingMode ?? table.settings.billing;
  const billed: Partial<Pick<TableSettings, "billing" | "throughput">> =
    BillingMode === undefined && ProvisionedThroughput === undefined
      ? {}
      : readBilling(mode, ProvisionedThroughput ?? standing(table, mode));
  const indexed = indexChanges(table, input, billed.billing ?? table.settings.billing);
  return {
    ...billed,
    ...indexed,
    ...(DeletionProtectionEnabled === undefined ? {} : { isProtected: DeletionProtectionEnabled }),
    ...(TableClass === undefined ? {} : { tableClass: TableClass as TableSettings["tableClass"] }), // one of them: just demanded
  };
}

/** A table that stays provisioned keeps what it has. */
function standing({ settings }: Table, mode: string) {
  const { read, write } = settings.throughput;
  return mode === "PROVISIONED" && settings.billing === "PROVISIONED"
    ? { ReadCapacityUnits: read, WriteCapacityUnits: write }
    : undefined;
}

function indexChanges(table: Table, input: Input, billing: TableSettings["billing"]): Partial<TableSettings> {
  const updates = input.GlobalSecondaryIndexUpdates ?? [];
  if (updates.length === 0) return {};
  if (updates.filter(({ Create, Delete }) => Create !== undefined || Delete !== undefined).length > 1)
    throw new AwsError(
      "LimitExceededException",
      "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
    );
  const attributes = merged(table.settings.attributes, readAttributes(input.AttributeDefinitions));
  let indexes: readonly IndexDefinition[] = table.settings.indexes;
  for (const { Create, Update, Delete } of updates) {
    if ([Create, Update, Delete].filter((one) => one !== undefined).length !== 1)
      throw invalidValue("Only one of Create, Update or Delete may be in each GlobalSecondaryIndexUpdate");
    if (Create !== undefined)
      indexes = [
        ...indexes,
        readGlobalIndex(Create, attributes, billing, "globalSecondaryIndexUpdates.1.member.create"),
      ];
    if (Delete !== undefined) indexes = without(indexes, Delete.IndexName);
    if (Update !== undefined)
      indexes = changed(indexes, Update.IndexName, throughputOf(Update.ProvisionedThroughput));
  }
  const names = indexes.map(({ name }) => name);
  if (new Set(names).size < names.length)
    throw validation("Attempting to create an index which already exists");
  checkIndexNames(indexes);
  const used = new Set(
    [table.definition.keys, ...indexes.map(({ keys }) => keys)].flatMap(({ hash, range }) => [
      hash.name,
      range?.name,
    ]),
  );
  const isMore =
    input.AttributeDefinitions !== undefined && updates.some(({ Create }) => Create !== undefined);
  const kept = isMore ? attributes : attributes.filter(({ name }) => used.has(name));
  checkAllUsed({ attributes: kept, indexes }, table.definition.keys);
  return { indexes, attributes: kept };
}

/** What is defined anew replaces what was. */
function merged(
  before: TableSettings["attributes"],
  more: TableSettings["attributes"],
): TableSettings["attributes"] {
  const fresh = new Set(more.map(({ name }) => name));
  return [...before.filter(({ name }) => !fresh.has(name)), ...more];
}

const noSuchIndex = (name: string | undefined) =>
  new AwsError("ResourceNotFoundException", `Requested resource not found: Index: ${name ?? ""} not found`);

function without(indexes: readonly IndexDefinition[], name: string | undefined): readonly IndexDefinition[] {
  if (!indexes.some((one) => one.isGlobal && one.name === name)) throw noSuchIndex(name);
  return indexes.filter((one) => one.name !== name);
}

function changed(
  indexes: readonly IndexDefinition[],
  name: string | undefined,
  throughput: IndexDefinition["throughput"],
): readonly IndexDefinition[] {
  if (!indexes.some((one) => one.isGlobal && one.name === name)) throw noSuchIndex(name);
  return indexes.map((one) => (one.name === name ? { ...one, throughput } : one));
}
