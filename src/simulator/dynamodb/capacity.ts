// Room simulator/dynamodb: what calls consume, for those who ask (ReturnConsumedCapacity): a unit for each kilobyte written, half a unit
// for each four read, twice that in transactions or read consistently.
import { type IndexDefinition } from "./definition.ts";
import { itemBytes } from "./size.ts";
import type { Table } from "./state.ts";
import { attribute, equalItems, type Item } from "./value.ts";
import { indexItem } from "./index-item.ts";

export type Wanted = "INDEXES" | "TOTAL" | "NONE" | undefined;
export const WANTED = ["INDEXES", "TOTAL", "NONE"] as const;
export const asWanted = (text: string | undefined): Wanted => WANTED.find((one) => one === text);

export const writeUnits = (...bytes: readonly number[]): number =>
  Math.max(1, Math.ceil(Math.max(...bytes) / 1024));

/** At least one read of the smallest size is paid. */
export const readUnits = (bytes: number, isConsistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / 4096)) * (isConsistent ? 1 : 0.5);

/** What one table and its indexes consumed; sums of several calls. */
export interface Usage {
  readonly tableName: string;
  table: number;
  readonly indexes: Map<string, { readonly isGlobal: boolean; units: number }>;
  /** Transactions say which of the two it was. */
  readonly kind: "read" | "write" | undefined;
}

export const usageOf = (tableName: string, kind?: "read" | "write"): Usage => ({
  tableName,
  table: 0,
  indexes: new Map(),
  kind,
});

export function addUnits(usage: Usage, index: IndexDefinition | undefined, units: number): void {
  if (index === undefined) {
    usage.table += units;
    return;
  }
  const known = usage.indexes.get(index.name);
  if (known === undefined) usage.indexes.set(index.name, { isGlobal: index.isGlobal, units });
  else known.units += units;
}

/** A write and what it changes in the indexes; `times` is 2 in transactions. */
export function addWrite(
  usage: Usage,
  table: Table,
  before: Item | undefined,
  after: Item | undefined,
  times = 1,
): void {
  addUnits(usage, undefined, times * writeUnits(bytesOf(before), bytesOf(after)));
  for (const { definition } of table.indexes.values()) {
    const units = indexUnits(table, definition, before, after);
    if (units > 0) addUnits(usage, definition, times * units);
  }
}

const bytesOf = (item: Item | undefined): number => (item === undefined ? 0 : itemBytes(item));

function indexUnits(
  table: Table,
  definition: IndexDefinition,
  before: Item | undefined,
  after: Item | undefined,
): number {
  const old = before === undefined ? undefined : indexItem(table, definition, before);
  const now = after === undefined ? undefined : indexItem(table, definition, after);
  if (old === undefined && now === undefined) return 0;
  if (old === undefined || now === undefined) return writeUnits(bytesOf(old), bytesOf(now));
  if (equalItems(old, now)) return 0;
  const { hash, range } = definition.keys;
  const isMoved = [hash, ...(range === undefined ? [] : [range])].some(({ name }) => {
    const [a, b] = [attribute(old, name), attribute(now, name)];
    return JSON.stringify(a) !== JSON.stringify(b);
  });
  // A changed key is one row less and one more.
  return isMoved
    ? writeUnits(bytesOf(old)) + writeUnits(bytesOf(now))
    : writeUnits(bytesOf(old), bytesOf(now));
}

/** The member of the answer, where it was asked for. */
export function consumed(wanted: Wanted, usage: Usage): { readonly ConsumedCapacity?: object } {
  const said = describe(wanted, usage);
  return said === undefined ? {} : { ConsumedCapacity: said };
}

export function consumedList(
  wanted: Wanted,
  usages: Iterable<Usage>,
): { readonly ConsumedCapacity?: readonly object[] } {
  const said = [...usages].map((usage) => describe(wanted, usage)).filter((one) => one !== undefined);
  return wanted === "TOTAL" || wanted === "INDEXES" ? { ConsumedCapacity: said } : {};
}

function describe(wanted: Wanted, { tableName, table, indexes, kind }: Usage): object | undefined {
  if (wanted !== "TOTAL" && wanted !== "INDEXES") return undefined;
  const units = (count: number): object => ({
    CapacityUnits: count,
    ...(kind === "read" ? { ReadCapacityUnits: count } : {}),
    ...(kind === "write" ? { WriteCapacityUnits: count } : {}),
  });
  const all = [...indexes.values()].reduce((sum, one) => sum + one.units, table);
  const total = { TableName: tableName, ...units(all) };
  if (wanted === "TOTAL") return total;
  const of = (isGlobal: boolean) => {
    const some = [...indexes].filter(([, one]) => one.isGlobal === isGlobal);
    return some.length === 0
      ? undefined
      : Object.fromEntries(some.map(([name, one]) => [name, units(one.units)]));
  };
  const [global, local] = [of(true), of(false)];
  return {
    ...total,
    Table: units(table),
    ...(global === undefined ? {} : { GlobalSecondaryIndexes: global }),
    ...(local === undefined ? {} : { LocalSecondaryIndexes: local }),
  };
}
