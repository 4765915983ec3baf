// Room states-language: JSON as a payload is: plain data, never mutated. What AWS prints of it (Jackson, Java's own toString) is kept
// apart from what JavaScript would print.

import { PAYLOAD_MAX_DEPTH } from "./limits.ts";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The object's own member: `__proto__` and `constructor` are names like any other. */
export function member(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

export function textOf(value: JsonObject, key: string): string | undefined {
  const found = member(value, key);
  return typeof found === "string" ? found : undefined;
}

export function numberOf(value: JsonObject, key: string): number | undefined {
  const found = member(value, key);
  return typeof found === "number" ? found : undefined;
}

export function objectOf(value: JsonObject, key: string): JsonObject | undefined {
  const found = member(value, key);
  return isObject(found) ? found : undefined;
}

export function listOf(value: JsonObject, key: string): readonly Json[] | undefined {
  const found = member(value, key);
  return isArray(found) ? found : undefined;
}

/** Leaves the undefined members out; own properties only, so that no key reaches a prototype. */
export function objectFrom(entries: Iterable<readonly [string, Json | undefined]>): JsonObject {
  const present = [...entries].filter((entry): entry is readonly [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(present);
}

export function isEqual(one: Json, other: Json): boolean {
  if (one === other) return true;
  if (isArray(one) && isArray(other))
    return one.length === other.length && one.every((value, at) => isEqual(value, other[at] ?? null));
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key] ?? null, other[key] ?? null))
  );
}

const SIZES = new WeakMap<object, number>();

/**
 * Bytes of the payload on the wire, which is what the 256 KiB limit counts (SFN-05); endless for what is too deep to be written down. A
 * payload that goes through many states is weighed once.
 */
export function sizeBytes(value: Json): number {
  if (typeof value !== "object" || value === null) return Buffer.byteLength(JSON.stringify(value));
  const known = SIZES.get(value);
  if (known !== undefined) return known;
  const bytes = isTooDeep(value) ? Number.POSITIVE_INFINITY : Buffer.byteLength(JSON.stringify(value));
  SIZES.set(value, bytes);
  return bytes;
}

/** Looks no deeper than is allowed. */
export function isTooDeep(value: Json, levels = PAYLOAD_MAX_DEPTH): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((one: Json) => isTooDeep(one, levels - 1));
}

/** The first of each among equals, each looked up and not compared with all. */
export function distinct<T>(values: readonly T[], jsonOf: (value: T) => Json | undefined): readonly T[] {
  const seen = new Set<unknown>();
  return values.filter((value) => {
    const json = jsonOf(value);
    const key = json === undefined ? value : keyOf(json);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Equal values have equal keys, whatever the order of their members. */
function keyOf(value: Json): string {
  return JSON.stringify(value, (_, one: Json) =>
    isObject(one) ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1))) : one,
  );
}

/** How Java prints a map or a list inside States.Format: `{Arg1=1, Arg2=[]}`. */
export function javaText(value: Json): string {
  if (isArray(value)) return `[${value.map(javaText).join(", ")}]`;
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, inner]) => `${key}=${javaText(inner)}`);
    return `{${members.join(", ")}}`;
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Nesting, counted without recursion: deep data must not end the process that looks at it. */
export function depthOf(value: Json): number {
  let deepest = 0;
  const open: (readonly [Json, number])[] = [[value, 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [one, depth] = next;
    if (depth > deepest) deepest = depth;
    if (typeof one !== "object" || one === null) continue;
    for (const inner of Object.values(one)) open.push([inner, depth + 1]);
  }
  return deepest;
}
