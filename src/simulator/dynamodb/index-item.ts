// Room simulator/dynamodb: what an index holds of an item: all of it, the keys, or the keys and what it was told to include.
import type { IndexDefinition } from "./definition.ts";
import { partsOf } from "./keys.ts";
import type { Table } from "./state.ts";
import { attribute, type Item, put, type Value } from "./value.ts";

/** The attributes that an index holds; undefined is all. */
export function projectedNames(table: Table, index: IndexDefinition): ReadonlySet<string> | undefined {
  if (index.projection === "ALL") return undefined;
  const keys = [...partsOf(table.definition.keys), ...partsOf(index.keys)].map(({ name }) => name);
  return new Set([...keys, ...index.includes]);
}

/** Undefined where the item is not in the index, having no value for its keys. */
export function indexItem(table: Table, index: IndexDefinition, item: Item): Item | undefined {
  if (partsOf(index.keys).some(({ name }) => !Object.hasOwn(item, name))) return undefined;
  const names = projectedNames(table, index);
  return names === undefined ? item : only(item, names);
}

export function only(item: Item, names: Iterable<string>): Item {
  const some: Record<string, Value> = {};
  for (const name of names) {
    const value = attribute(item, name);
    if (value !== undefined) put(some, name, value);
  }
  return some;
}
