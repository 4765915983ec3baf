// Room simulator/dynamodb: CreateTable. The answer says CREATING, as AWS's does; the table is there by the next call.
import { keyedUuid } from "../../../box/keyed.ts";
import { action, shapes } from "../action.ts";
import { demand, named, notNull, oneOf, pattern } from "../constraints.ts";
import type { TableDefinition } from "../definition.ts";
import { describeTable } from "../describe-table.ts";
import { inUse, validation } from "../errors.ts";
import type { DynamodbEvent } from "../events.ts";
import { evolve } from "../evolve.ts";
import { tableArnOf } from "../find.ts";
import { emptyStore } from "../state.ts";
import {
  checkAllUsed,
  checkIndexNames,
  readAttributes,
  readBilling,
  readGlobalIndexes,
  readKeys,
  readLocalIndexes,
  readStream,
  readTags,
  refuseBeyond,
  tableShapes,
} from "../table-input.ts";

export const createTable = action({
  name: "CreateTable",
  input: {
    TableName: "string",
    AttributeDefinitions: tableShapes.attributes,
    KeySchema: tableShapes.keySchema,
    BillingMode: "string",
    ProvisionedThroughput: tableShapes.throughput,
    LocalSecondaryIndexes: tableShapes.local,
    GlobalSecondaryIndexes: tableShapes.global,
    StreamSpecification: tableShapes.stream,
    DeletionProtectionEnabled: "boolean",
    TableClass: "string",
    Tags: shapes.tags,
    ...tableShapes.beyond,
  },
  output: { TableDescription: "document" },
  extent: "partial",
  decide(state, input, call) {
    const { TableName: name = "", StreamSpecification } = input;
    demand(
      notNull(input.AttributeDefinitions, "attributeDefinitions"),
      ...(name === "" ? [notNull(input.TableName, "tableName")] : [pattern(name, "tableName")]),
      notNull(input.KeySchema, "keySchema"),
      oneOf(input.TableClass, "tableClass", ["STANDARD", "STANDARD_INFREQUENT_ACCESS"]),
    );
    if (name.length < 3 || name.length > 255)
      throw validation("TableName must be at least 3 characters long and at most 255 characters long");
    demand(...named(name, "tableName"));
    refuseBeyond("CreateTable", input);
    const table = definitionOf(input, name, call.region, call.account);
    const view = readStream(StreamSpecification);
    const tableArn = tableArnOf(call, name);
    if (state.tables.has(tableArn)) throw inUse(`Table already exists: ${name}`);
    const at = { tableArn, atMs: call.nowMs };
    const id = keyedUuid(call.seed, "table", tableArn, Math.round(call.nowMs));
    const events: DynamodbEvent[] = [{ kind: "dynamodb.table-created", ...at, table: { ...table, id } }];
    if (view !== undefined) events.push({ kind: "dynamodb.stream-set", ...at, view });
    return { events, answer: { TableDescription: describedAfter(events, tableArn, call.epochMs) } };
  },
});

type Input = Parameters<typeof createTable.decide>[1];

function definitionOf(
  input: Input,
  name: string,
  region: string,
  account: string,
): Omit<TableDefinition, "id"> {
  const attributes = readAttributes(input.AttributeDefinitions);
  const billed = readBilling(input.BillingMode, input.ProvisionedThroughput);
  const keys = readKeys(input.KeySchema, attributes, "keySchema", false);
  const indexes = [
    ...readLocalIndexes(input.LocalSecondaryIndexes, attributes, keys),
    ...readGlobalIndexes(input.GlobalSecondaryIndexes, attributes, billed.billing),
  ];
  checkIndexNames(indexes);
  checkAllUsed({ attributes, indexes }, keys);
  return {
    name,
    region,
    account,
    keys,
    attributes,
    indexes,
    ...billed,
    isProtected: input.DeletionProtectionEnabled ?? false,
    tableClass: input.TableClass as TableDefinition["tableClass"],
    tags: readTags(input.Tags),
  };
}

/** As it will stand: told by a table of its own, since nothing has happened yet. */
function describedAfter(events: readonly DynamodbEvent[], tableArn: string, epochMs: number): object {
  const store = emptyStore(epochMs);
  for (const event of events) evolve(store, event);
  const table = store.tables.get(tableArn);
  return table === undefined ? {} : describeTable(table, { epochMs, status: "CREATING" });
}
