// Room simulator/dynamodb: a table as AWS describes it. Recorded: test_table_crud, test_gsi_with_billing_mode.
import type { IndexDefinition, TableSettings, Throughput } from "./definition.ts";
import { partsOf, type Keys } from "./keys.ts";
import type { Table } from "./state.ts";

/** What an on-demand table that is new can take at once (Developer Guide, "Warm throughput"). */
const ON_DEMAND: Throughput = { read: 12_000, write: 4_000 };

export interface Telling {
  /** The world's zero. */
  readonly epochMs: number;
  readonly status: "CREATING" | "ACTIVE" | "UPDATING" | "DELETING";
}

const seconds = (epochMs: number, ms: number): number => Math.floor(epochMs + ms) / 1000;

export function describeTable(table: Table, { epochMs, status }: Telling) {
  const { definition, settings, stream } = table;
  return {
    AttributeDefinitions: settings.attributes.map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    ...briefly(table, status),
    KeySchema: keySchema(definition.keys),
    CreationDateTime: seconds(epochMs, table.createdMs),
    ...billing(table, epochMs, status),
    ...indexes(table, status),
    ...(stream === undefined
      ? {}
      : {
          StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view },
          LatestStreamArn: stream.arn,
          LatestStreamLabel: stream.label,
        }),
    ...(settings.tableClass === undefined ? {} : { TableClassSummary: { TableClass: settings.tableClass } }),
    ...warm(settings, settings.throughput, status),
  };
}

/** All that DeleteTable tells. */
export const briefly = ({ arn, definition, settings, rows }: Table, status: Telling["status"]) => ({
  TableName: definition.name,
  TableStatus: status,
  TableArn: arn,
  TableId: definition.id,
  ItemCount: rows.count,
  TableSizeBytes: rows.bytes,
  DeletionProtectionEnabled: settings.isProtected,
  ProvisionedThroughput: throughput(settings.throughput),
});

const throughput = ({ read, write }: Throughput) => ({
  NumberOfDecreasesToday: 0,
  ReadCapacityUnits: read,
  WriteCapacityUnits: write,
});

export const keySchema = (keys: Keys) =>
  partsOf(keys).map(({ name }, index) => ({ AttributeName: name, KeyType: index === 0 ? "HASH" : "RANGE" }));

function billing({ settings, onDemandMs }: Table, epochMs: number, status: Telling["status"]) {
  if (onDemandMs === undefined) return {};
  const since =
    status === "CREATING" ? {} : { LastUpdateToPayPerRequestDateTime: seconds(epochMs, onDemandMs) };
  return { BillingModeSummary: { BillingMode: settings.billing, ...since } };
}

/** Told of what stands, not of what is being made. */
function warm({ billing: mode }: TableSettings, own: Throughput, status: Telling["status"]) {
  if (status === "CREATING") return {};
  const { read, write } = mode === "PAY_PER_REQUEST" ? ON_DEMAND : own;
  return { WarmThroughput: { ReadUnitsPerSecond: read, WriteUnitsPerSecond: write, Status: "ACTIVE" } };
}

function indexes(table: Table, status: Telling["status"]) {
  const all = [...table.indexes.values()];
  const described = (isGlobal: boolean) =>
    all
      .filter(({ definition }) => definition.isGlobal === isGlobal)
      .map((index) => describeIndex(table, index, status));
  const [global, local] = [described(true), described(false)];
  return {
    ...(global.length === 0 ? {} : { GlobalSecondaryIndexes: global }),
    ...(local.length === 0 ? {} : { LocalSecondaryIndexes: local }),
  };
}

function describeIndex(
  table: Table,
  { definition, rows }: { readonly definition: IndexDefinition; readonly rows: Table["rows"] },
  status: Telling["status"],
) {
  const { name, keys, projection, includes, isGlobal } = definition;
  return {
    IndexName: name,
    IndexArn: `${table.arn}/index/${name}`,
    KeySchema: keySchema(keys),
    Projection: {
      ProjectionType: projection,
      ...(projection === "INCLUDE" ? { NonKeyAttributes: includes } : {}),
    },
    ItemCount: rows.count,
    IndexSizeBytes: rows.bytes,
    ...(isGlobal
      ? {
          IndexStatus: status === "CREATING" ? "CREATING" : "ACTIVE",
          ProvisionedThroughput: throughput(definition.throughput),
          ...warm(table.settings, definition.throughput, status),
        }
      : {}),
  };
}
