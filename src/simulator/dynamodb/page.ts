// Room simulator/dynamodb: one page of a Query or Scan: what is looked at counts, whether or not the filter lets it through; it ends at the
// limit or at a megabyte, and says where to go on.
import { addUnits, asWanted, consumed, readUnits, usageOf } from "./capacity.ts";
import type { Place, Row } from "./collection.ts";
import { validation } from "./errors.ts";
import type { Condition } from "./expression/ast.ts";
import { holds } from "./expression/condition.ts";
import type { Values } from "./expression/values.ts";
import { indexItem, only } from "./index-item.ts";
import { keyText, partsOf, scalarText } from "./keys.ts";
import { MAX_PAGE_BYTES } from "./limits.ts";
import { readItem } from "./read-value.ts";
import { itemBytes } from "./size.ts";
import type { Index, Table } from "./state.ts";
import { attribute, type Item, typeOf } from "./value.ts";

export interface PageWish {
  readonly table: Table;
  readonly tableName: string;
  readonly index: Index | undefined;
  readonly rows: Iterable<Row>;
  readonly limit: number | undefined;
  readonly filter: Condition | undefined;
  readonly values: Values;
  readonly show: ((item: Item) => Item) | undefined;
  readonly isConsistent: boolean;
  readonly capacity: string | undefined;
}

export function pageOf(wish: PageWish) {
  const { table, index, limit, filter, values, show } = wish;
  const Items: Item[] = [];
  let [count, scanned, bytes] = [0, 0, 0];
  let last: Row | undefined;
  let isCut = false;
  for (const row of wish.rows) {
    const size = bytesOf(table, index, row);
    if (scanned === limit || (scanned > 0 && bytes + size > MAX_PAGE_BYTES)) {
      isCut = true;
      break;
    }
    scanned += 1;
    bytes += size;
    last = row;
    if (filter !== undefined && !holds(filter, seen(table, index, row.item), values)) continue;
    count += 1;
    if (show !== undefined) Items.push(show(row.item));
  }
  // At the limit AWS does not look whether there is more.
  const goesOn = last !== undefined && (isCut || scanned === limit);
  const usage = usageOf(wish.tableName);
  addUnits(usage, index?.definition, readUnits(bytes, wish.isConsistent));
  return {
    ...(show === undefined ? {} : { Items }),
    Count: count,
    ScannedCount: scanned,
    ...(goesOn && last !== undefined ? { LastEvaluatedKey: only(last.item, keyNames(table, index)) } : {}),
    ...consumed(asWanted(wish.capacity), usage),
  };
}

/** A filter on a global index sees what the index holds. */
function seen(table: Table, index: Index | undefined, item: Item): Item {
  if (index === undefined || !index.definition.isGlobal) return item;
  return indexItem(table, index.definition, item) ?? item;
}

function bytesOf(table: Table, index: Index | undefined, row: Row): number {
  if (index === undefined || index.definition.projection === "ALL") return row.bytes;
  return itemBytes(indexItem(table, index.definition, row.item) ?? {});
}

function keyNames(table: Table, index: Index | undefined): readonly string[] {
  const parts = [
    ...(index === undefined ? [] : partsOf(index.definition.keys)),
    ...partsOf(table.definition.keys),
  ];
  return [...new Set(parts.map(({ name }) => name))];
}

/** Where a page goes on: all keys of the table and of the index, and nothing else. */
export function startOf(table: Table, index: Index | undefined, given: unknown): Place | undefined {
  if (given === undefined || given === null) return undefined;
  const item = readItem(given);
  const parts = [
    ...partsOf(table.definition.keys),
    ...(index === undefined ? [] : partsOf(index.definition.keys)),
  ];
  const names = keyNames(table, index);
  const fits =
    Object.keys(item).length === names.length &&
    parts.every(({ name, type }) => {
      const value = attribute(item, name);
      return value !== undefined && typeOf(value) === type && scalarText(value) !== "";
    });
  if (!fits)
    throw validation(
      `The provided starting key is invalid${index === undefined ? ": The provided key element does not match the schema" : ""}`,
    );
  return { item, key: keyText(table.definition.keys, item) };
}
