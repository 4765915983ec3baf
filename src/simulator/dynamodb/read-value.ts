// Room simulator/dynamodb: what a caller sent as attribute values becomes values, checked, numbers in their canonical form; what is none
// is refused in AWS's words. Its type is the gateway's matter (SerializationException), its content the service's.
import { type Fields, isFields } from "../wire/index.ts";
import { readNumber } from "./decimal.ts";
import { invalidValue, serialization, validation } from "./errors.ts";
import { MAX_NESTING } from "./limits.ts";
import { type Item, put, type Type, TYPES, type Value } from "./value.ts";

/** Of an item or a key; `undefined` where the caller sent none. */
export function readItem(from: unknown): Item {
  if (!isFields(from)) throw wrongType(from, "a Map");
  return readMap(from, 0);
}

function readMap(from: Fields, depth: number): Item {
  const item: Record<string, Value> = {};
  for (const name in from) {
    if (name === "" && depth === 0) throw invalidValue("An attribute name may not be empty");
    const value = from[name];
    if (value !== null && value !== undefined) put(item, name, readValue(value, depth));
  }
  return item;
}

/** `depth`: of lists and maps around it. */
export function readValue(from: unknown, depth = 0): Value {
  if (!isFields(from)) throw wrongType(from, "an AttributeValue");
  let type: Type | undefined;
  for (const name in from) {
    if (from[name] === null || from[name] === undefined || !isType(name)) continue;
    if (type !== undefined)
      throw validation(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
      );
    type = name;
  }
  if (type === undefined)
    throw validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  return readAs(type, from[type], depth);
}

const isType = (name: string): name is Type => (TYPES as readonly string[]).includes(name);

function readAs(type: Type, from: unknown, depth: number): Value {
  switch (type) {
    case "S":
      return { S: text(from) };
    case "N":
      return { N: readNumber(text(from)) };
    case "B":
      return { B: binary(from) };
    case "BOOL":
      return { BOOL: truth(from) };
    case "NULL":
      return nothing(from);
    case "SS":
      return { SS: distinct(list(from).map(text), "string", "SS") };
    case "NS":
      return {
        NS: distinct(
          list(from).map((one) => readNumber(text(one))),
          "number",
          "NS",
        ),
      };
    case "BS":
      return { BS: distinct(list(from).map(binary), "binary", "BS") };
    case "M":
      if (!isFields(from)) throw wrongType(from, "a Map");
      return { M: readMap(from, deeper(depth)) };
    case "L":
      return { L: readList(from, deeper(depth)) };
  }
}

const readList = (from: unknown, depth: number): readonly Value[] =>
  list(from).map((one) => readValue(one, depth));

function deeper(depth: number): number {
  if (depth >= MAX_NESTING)
    throw validation(
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
    );
  return depth + 1;
}

function nothing(from: unknown): Value {
  if (!truth(from)) throw invalidValue("Null attribute value types must have the value of true");
  return { NULL: true };
}

function distinct(members: readonly string[], words: string, type: "SS" | "NS" | "BS"): readonly string[] {
  if (members.length === 0) throw invalidValue(`An ${words} set  may not be empty`);
  if (new Set(members).size === members.length) return members;
  if (type === "NS") throw validation("Input collection contains duplicates");
  throw invalidValue(
    `Input collection [${members.join(", ")}]${type === "BS" ? "of type BS" : ""} contains duplicates.`,
  );
}

function text(from: unknown): string {
  if (typeof from !== "string") throw wrongType(from, "a String");
  return from;
}

function truth(from: unknown): boolean {
  if (typeof from !== "boolean") throw wrongType(from, "a Boolean");
  return from;
}

function list(from: unknown): readonly unknown[] {
  if (!Array.isArray(from)) throw wrongType(from, "a List");
  return from.filter((one) => one !== null);
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function binary(from: unknown): string {
  const base64 = text(from);
  if (base64.length % 4 !== 0 || !BASE64.test(base64))
    throw serialization(`Unable to decode base64 value of ${base64.length} characters`);
  return Buffer.from(base64, "base64").toString("base64");
}

function wrongType(value: unknown, wanted: string): Error {
  return serialization(`${tokenOf(value)} can not be converted to ${wanted}`);
}

function tokenOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "TRUE_VALUE" : "FALSE_VALUE";
  if (typeof value === "string") return "STRING_VALUE";
  if (typeof value === "number") return Number.isInteger(value) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
  return Array.isArray(value) ? "START_ARRAY" : "START_OBJECT";
}
