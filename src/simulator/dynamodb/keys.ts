// Room simulator/dynamodb: primary keys: which attributes they are, what AWS refuses of them, and the text under which an item is kept.
import { invalidValue, validation } from "./errors.ts";
import { MAX_HASH_KEY_BYTES, MAX_RANGE_KEY_BYTES } from "./limits.ts";
import { valueBytes } from "./size.ts";
import { attribute, type Item, put, typeOf, type Value } from "./value.ts";

export type KeyType = "S" | "N" | "B";

export interface KeyPart {
  readonly name: string;
  readonly type: KeyType;
}

export interface Keys {
  readonly hash: KeyPart;
  readonly range: KeyPart | undefined;
}

export const partsOf = ({ hash, range }: Keys): readonly KeyPart[] =>
  range === undefined ? [hash] : [hash, range];

/** Key values are text, number text or base64; which of them is the schema's matter. */
export const scalarText = (value: Value | undefined): string | undefined => {
  if (value === undefined) return undefined;
  if ("S" in value) return value.S;
  if ("N" in value) return value.N;
  return "B" in value ? value.B : undefined;
};

/** One text for one key. */
export function keyText({ hash, range }: Keys, item: Item): string {
  const first = scalarText(attribute(item, hash.name)) ?? "";
  if (range === undefined) return first;
  return `${first.length}:${first}${scalarText(attribute(item, range.name)) ?? ""}`;
}

/** The key's attributes alone. */
export function keyOf(keys: Keys, item: Item): Item {
  const found: Record<string, Value> = {};
  for (const { name } of partsOf(keys)) {
    const value = attribute(item, name);
    if (value !== undefined) put(found, name, value);
  }
  return found;
}

/** Of what a caller gives as a key: these attributes and no others. */
export function checkKey(keys: Keys, given: Item): void {
  const parts = partsOf(keys);
  if (Object.keys(given).length !== parts.length) throw schemaMismatch();
  for (const { name, type } of parts) {
    const value = attribute(given, name);
    if (value === undefined || typeOf(value) !== type) throw schemaMismatch();
  }
  checkSizes(keys, given);
}

export const schemaMismatch = () => validation("The provided key element does not match the schema");

/** Of an item that is to be put. */
export function checkItemKey(keys: Keys, item: Item): void {
  for (const { name, type } of partsOf(keys)) {
    const value = attribute(item, name);
    if (value === undefined) throw invalidValue(`Missing the key ${name} in the item`);
    if (typeOf(value) !== type)
      throw invalidValue(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
  }
  checkSizes(keys, item);
}

function checkSizes({ hash, range }: Keys, item: Item): void {
  checkSize(hash, item, MAX_HASH_KEY_BYTES, "Size of hashkey has exceeded the maximum size limit of");
  if (range !== undefined)
    checkSize(
      range,
      item,
      MAX_RANGE_KEY_BYTES,
      "Aggregated size of all range keys has exceeded the size limit of ",
    );
}

function checkSize({ name, type }: KeyPart, item: Item, most: number, words: string): void {
  const value = attribute(item, name);
  if (value === undefined) return;
  if (scalarText(value) === "")
    throw validation(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type === "S" ? "string" : "binary"} value. Key: ${name}`,
    );
  if (type !== "N" && valueBytes(value) > most) throw invalidValue(`${words}${most} bytes`);
}

/** Of the keys of an index, which an item need not have; where it has them they are of the right type. */
export function checkIndexKey(indexName: string, keys: Keys, item: Item): void {
  for (const { name, type } of partsOf(keys)) {
    const value = attribute(item, name);
    if (value === undefined) continue;
    if (typeOf(value) !== type)
      throw invalidValue(
        `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${indexName}`,
      );
    if (scalarText(value) === "")
      throw validation(
        `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${type === "S" ? "string" : "binary"} value. IndexName: ${indexName}, IndexKey: ${name}`,
      );
  }
}

/** Of a value that a query asks for. */
export function checkKeyValue({ name, type }: KeyPart, value: Value): void {
  if (scalarText(value) === "")
    throw validation(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type === "S" ? "string" : "binary"} value. Key: ${name}`,
    );
}
