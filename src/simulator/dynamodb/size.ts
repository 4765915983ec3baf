// Room simulator/dynamodb: what items and values weigh, as AWS counts it (Developer Guide, "DynamoDB item sizes and formats").
import { numberBytes } from "./decimal.ts";
import type { Item, Value } from "./value.ts";

/** Of a list or map, whatever is in it. */
const CONTAINER_BYTES = 3;
/** Of each element in one. */
const ELEMENT_BYTES = 1;

export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) bytes += textBytes(name) + valueBytes(value);
  }
  return bytes;
}

export function valueBytes(value: Value): number {
  if ("S" in value) return textBytes(value.S);
  if ("N" in value) return numberBytes(value.N);
  if ("B" in value) return binaryBytes(value.B);
  if ("M" in value) return CONTAINER_BYTES + itemBytes(value.M) + ELEMENT_BYTES * Object.keys(value.M).length;
  if ("L" in value)
    return value.L.reduce((sum, one) => sum + valueBytes(one) + ELEMENT_BYTES, CONTAINER_BYTES);
  if ("SS" in value) return value.SS.reduce((sum, one) => sum + textBytes(one), 0);
  if ("NS" in value) return value.NS.reduce((sum, one) => sum + numberBytes(one), 0);
  if ("BS" in value) return value.BS.reduce((sum, one) => sum + binaryBytes(one), 0);
  return 1;
}

const textBytes = (text: string): number => Buffer.byteLength(text);

export const binaryBytes = (base64: string): number => {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
};
