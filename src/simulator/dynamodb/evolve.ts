// Room simulator/dynamodb: the only place where state changes: one event in, the store as it is after it.
import { Collection, type Row } from "./collection.ts";
import type { StreamView, TableDefinition, TableSettings } from "./definition.ts";
import type { DynamodbEvent, ItemDeleted, ItemPut } from "./events.ts";
import { keyText } from "./keys.ts";
import { STREAM_RETENTION_MS, TOKEN_MS, TTL_AFTER_MS } from "./limits.ts";
import type { Expiry, Index, Store, Stream, StreamRecord, Table } from "./state.ts";
import { attribute, equalItems, type Item } from "./value.ts";

type TableEvent = Exclude<DynamodbEvent, { readonly kind: "dynamodb.table-created" | "dynamodb.transacted" }>;

export function evolve(store: Store, event: DynamodbEvent): void {
  if (event.kind === "dynamodb.table-created") return create(store, event.tableArn, event.table, event.atMs);
  if (event.kind === "dynamodb.transacted") return rememberToken(store, event);
  const table = store.tables.get(event.tableArn);
  if (table !== undefined) applyToTable(store, table, event);
}

function applyToTable(store: Store, table: Table, event: TableEvent): void {
  switch (event.kind) {
    case "dynamodb.item-put":
      return putItem(store, table, event);
    case "dynamodb.item-deleted":
      return deleteItem(table, event);
    case "dynamodb.table-updated":
      return update(table, event.settings, event.atMs);
    case "dynamodb.stream-set":
      return setStream(store, table, event.view, event.atMs);
    case "dynamodb.table-deleted":
      if (table.stream !== undefined) table.stream.endedMs = event.atMs;
      store.tables.delete(table.arn);
      return;
    case "dynamodb.table-tagged":
      for (const [name, value] of Object.entries(event.tags)) table.tags.set(name, value);
      return;
    case "dynamodb.table-untagged":
      for (const name of event.keys) table.tags.delete(name);
      return;
    case "dynamodb.ttl-set":
      table.ttl = event.attribute;
      for (const row of table.byKey.values()) noteExpiry(store, table, row);
      return;
    case "dynamodb.condition-failed":
    case "dynamodb.refused":
      return;
  }
}

function create(store: Store, arn: string, from: TableDefinition, atMs: number): void {
  const { id, name, region, account, keys, tags, ...settings } = from;
  const table: Table = {
    arn,
    definition: { id, name, region, account, keys },
    createdMs: atMs,
    settings,
    onDemandMs: settings.billing === "PAY_PER_REQUEST" ? atMs : undefined,
    byKey: new Map(),
    rows: new Collection(keys),
    indexes: new Map(),
    tags: new Map(Object.entries(tags)),
    ttl: undefined,
    stream: undefined,
    streams: 0,
  };
  for (const definition of settings.indexes)
    table.indexes.set(definition.name, { definition, rows: new Collection(definition.keys) });
  store.tables.set(arn, table);
}

function update(table: Table, changes: Partial<TableSettings>, atMs: number): void {
  if (changes.billing === "PAY_PER_REQUEST") table.onDemandMs = atMs;
  table.settings = { ...table.settings, ...changes };
  const wanted = new Map(table.settings.indexes.map((one) => [one.name, one]));
  for (const name of table.indexes.keys()) if (!wanted.has(name)) table.indexes.delete(name);
  for (const definition of wanted.values()) {
    const standing = table.indexes.get(definition.name);
    if (standing === undefined) table.indexes.set(definition.name, filled(table, definition));
    else standing.definition = definition;
  }
}

/** A new index holds what the table has. */
function filled(table: Table, definition: Index["definition"]): Index {
  const rows = new Collection(definition.keys);
  for (const row of table.byKey.values()) rows.add(row);
  return { definition, rows };
}

function setStream(store: Store, table: Table, view: StreamView | undefined, atMs: number): void {
  if (table.stream !== undefined) table.stream.endedMs = atMs;
  table.stream = undefined;
  if (view === undefined) return;
  const { name, region, account, keys } = table.definition;
  // Two in one millisecond would have one label.
  const label = new Date(store.epochMs + atMs + table.streams).toISOString().slice(0, -1);
  table.streams += 1;
  const arn = `${table.arn}/stream/${label}`;
  const stream: Stream = {
    arn,
    label,
    region,
    account,
    keys,
    view,
    tableName: name,
    createdMs: atMs,
    endedMs: undefined,
    records: [],
    trimmed: 0,
  };
  table.stream = stream;
  store.streams.set(arn, stream);
  for (const [old, { endedMs }] of store.streams)
    if (endedMs !== undefined && endedMs + STREAM_RETENTION_MS < atMs) store.streams.delete(old);
}

function putItem(store: Store, table: Table, event: ItemPut): void {
  const key = keyText(table.definition.keys, event.item);
  const row: Row = { item: event.item, key, bytes: event.bytes };
  const before = table.byKey.get(key);
  table.byKey.set(key, row);
  for (const rows of collectionsOf(table)) {
    if (before === undefined) rows.add(row);
    else rows.replace(before, row);
  }
  if (table.ttl !== undefined) noteExpiry(store, table, row);
  if (table.stream !== undefined) append(table.stream, event, event.item);
}

function deleteItem(table: Table, event: ItemDeleted): void {
  const key = keyText(table.definition.keys, event.key);
  const before = table.byKey.get(key);
  if (before === undefined) return;
  table.byKey.delete(key);
  for (const rows of collectionsOf(table)) rows.remove(before);
  if (table.stream !== undefined) append(table.stream, event, undefined);
}

function* collectionsOf({ rows, indexes }: Table): Generator<Collection> {
  yield rows;
  for (const index of indexes.values()) yield index.rows;
}

/** What changes nothing leaves no record (recorded: test_batch_write_items_streaming). */
function append(stream: Stream, event: ItemPut | ItemDeleted, after: Item | undefined): void {
  const { old: before, key, atMs, operation } = event;
  if (before !== undefined && after !== undefined && equalItems(before, after)) return;
  trim(stream, atMs);
  const record: StreamRecord = {
    position: stream.trimmed + stream.records.length,
    atMs,
    name: after === undefined ? "REMOVE" : before === undefined ? "INSERT" : "MODIFY",
    key,
    before,
    after,
    isExpiry: operation === "TimeToLive",
  };
  stream.records.push(record);
}

/** Many at once, as taking out the first of a long list is not free. */
function trim(stream: Stream, nowMs: number): void {
  const first = stream.records[0];
  if (first === undefined || first.atMs + 2 * STREAM_RETENTION_MS >= nowMs) return;
  const kept = stream.records.findIndex(({ atMs }) => atMs + STREAM_RETENTION_MS >= nowMs);
  const gone = kept < 0 ? stream.records.length : kept;
  stream.records = stream.records.slice(gone);
  stream.trimmed += gone;
}

function noteExpiry(store: Store, table: Table, row: Row): void {
  const value = table.ttl === undefined ? undefined : attribute(row.item, table.ttl);
  if (value === undefined || !("N" in value)) return;
  const expiry: Expiry = {
    dueMs: Number(value.N) * 1000 - store.epochMs + TTL_AFTER_MS,
    order: store.noted,
    table,
    key: row.key,
    expires: value.N,
    isDrawn: false,
  };
  store.noted += 1;
  store.expiries.push(expiry);
}

function rememberToken(
  store: Store,
  { token, digest, account, region, atMs }: DynamodbEvent & { readonly kind: "dynamodb.transacted" },
): void {
  for (const [old, known] of store.tokens) {
    if (known.atMs + TOKEN_MS > atMs) break;
    store.tokens.delete(old);
  }
  store.tokens.set(`${account} ${region} ${token}`, { digest, atMs });
}
