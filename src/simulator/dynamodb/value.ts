// Room simulator/dynamodb: attribute values. They are kept as they stand on the wire, so that what is read is answered without being
// written anew; nothing ever changes one that is stored.
import { compareNumbers } from "./decimal.ts";

export type Value =
  | { readonly S: string }
  | { readonly N: string }
  /** Base64. */
  | { readonly B: string }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly M: Item }
  | { readonly L: readonly Value[] }
  | { readonly BOOL: boolean }
  | { readonly NULL: true };

export type Item = { readonly [name: string]: Value };

export const TYPES = ["S", "N", "B", "SS", "NS", "BS", "M", "L", "BOOL", "NULL"] as const;
export type Type = (typeof TYPES)[number];
type SetType = "SS" | "NS" | "BS";

export function typeOf(value: Value): Type {
  for (const name in value) return name as Type; // a value has one member, named by its type
  return "NULL";
}

/** A set's members, whatever its type. */
export const setOf = (value: Value): readonly string[] | undefined =>
  "SS" in value ? value.SS : "NS" in value ? value.NS : "BS" in value ? value.BS : undefined;

export function setValue(type: SetType, members: readonly string[]): Value {
  if (type === "SS") return { SS: members };
  return type === "NS" ? { NS: members } : { BS: members };
}

/** The attribute, never something inherited: a name is the caller's. */
export const attribute = (item: Item, name: string): Value | undefined =>
  Object.hasOwn(item, name) ? item[name] : undefined;

/** For items under construction: `__proto__` is a name like any other. */
export function put(item: Record<string, Value>, name: string, value: Value): void {
  if (name !== "__proto__") item[name] = value;
  else Object.defineProperty(item, name, { value, enumerable: true, configurable: true, writable: true });
}

export function equal(left: Value, right: Value): boolean {
  if (left === right) return true;
  const type = typeOf(left);
  if (type !== typeOf(right)) return false;
  switch (type) {
    case "M":
      return equalItems((left as { M: Item }).M, (right as { M: Item }).M);
    case "L":
      return equalLists((left as { L: readonly Value[] }).L, (right as { L: readonly Value[] }).L);
    case "SS":
    case "NS":
    case "BS":
      return equalSets(setOf(left) ?? [], setOf(right) ?? []);
    default:
      return scalarOf(left) === scalarOf(right);
  }
}

export function equalItems(left: Item, right: Item): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  for (const name of names) {
    const [a, b] = [attribute(left, name), attribute(right, name)];
    if (a === undefined || b === undefined || !equal(a, b)) return false;
  }
  return true;
}

function equalLists(left: readonly Value[], right: readonly Value[]): boolean {
  if (left.length !== right.length) return false;
  return left.every((value, index) => {
    const other = right[index];
    return other !== undefined && equal(value, other);
  });
}

function equalSets(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  const there = new Set(right);
  return left.every((member) => there.has(member));
}

const scalarOf = (value: Value): string | boolean =>
  "S" in value
    ? value.S
    : "N" in value
      ? value.N
      : "B" in value
        ? value.B
        : "BOOL" in value
          ? value.BOOL
          : "NULL";

/** Undefined where the two have no order: other types, or no type that is ordered. */
export function compare(left: Value, right: Value): number | undefined {
  if ("S" in left) return "S" in right ? compareText(left.S, right.S) : undefined;
  if ("N" in left) return "N" in right ? compareNumbers(left.N, right.N) : undefined;
  if ("B" in left) return "B" in right ? compareBytes(left.B, right.B) : undefined;
  return undefined;
}

const compareBytes = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left, "base64"), Buffer.from(right, "base64"));

/** By UTF-8 bytes, which is by code points; JavaScript's order is by UTF-16 units and differs beyond U+D7FF. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index += 1) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) return a < 0xd800 || b < 0xd800 ? a - b : ranked(a) - ranked(b);
  }
  return left.length - right.length;
}

/** Surrogates, which are halves of code points above U+FFFF, after all others. */
const ranked = (unit: number): number => (unit >= 0xe000 ? unit - 0x2000 : unit + 0x2000);
