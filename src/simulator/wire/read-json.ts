// Room simulator/wire: AWS JSON: a body becomes the members that an action's shape names. What is of another type is refused in the
// words of AWS's JSON reader.
import { serialization } from "./aws-error.ts";
import { bare, type Fields, isFields, type Members, type Shape } from "./shape.ts";

export function readJson(body: Uint8Array, members: Members): Fields {
  const value = parsed(body);
  if (!isFields(value)) throw serialization("Start of structure or map found where not expected.");
  return isAsShaped(value, members) ? value : readMembers(value, members);
}

interface Slot {
  readonly at: number;
  readonly shape: Shape;
}

const slots = new WeakMap<Members, ReadonlyMap<string, Slot>>();

function slotsOf(members: Members): ReadonlyMap<string, Slot> {
  const made = slots.get(members);
  if (made !== undefined) return made;
  const fresh = new Map(Object.entries(members).map(([name, shape], at) => [name, { at, shape }]));
  slots.set(members, fresh);
  return fresh;
}

/** Whether reading would give an equal value, to the order of its members: most calls need no copy. Maps are always copied. */
function isAsShaped(value: Fields, members: Members): boolean {
  const slotsHere = slotsOf(members);
  let last = -1;
  for (const name in value) {
    const slot = slotsHere.get(name);
    if (slot === undefined || slot.at < last || !isOf(value[name], slot.shape)) return false;
    last = slot.at;
  }
  return true;
}

function isOf(value: unknown, shape: Shape): boolean {
  if (typeof shape !== "string") {
    if ("members" in shape) return isFields(value) && isAsShaped(value, shape.members);
    return "list" in shape && Array.isArray(value) && value.every((item) => isOf(item, shape.list));
  }
  switch (shape) {
    case "string":
    case "blob":
      return typeof value === "string";
    case "integer":
      return Number.isInteger(value);
    case "boolean":
      return typeof value === "boolean";
    case "double":
      return typeof value === "number";
    case "document":
      return value !== null;
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function parsed(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    throw serialization("The request body is not valid JSON.");
  }
}

function readMembers(from: Fields, members: Members): Fields {
  const read: Record<string, unknown> = {};
  for (const name in members) {
    const shape = members[name];
    if (shape === undefined) continue;
    const value = Object.hasOwn(from, name) ? from[name] : undefined;
    if (value !== undefined && value !== null) read[name] = readValue(value, shape);
  }
  return read;
}

function readValue(value: unknown, shape: Shape): unknown {
  if (typeof shape === "string") return readScalar(value, shape);
  if ("list" in shape) {
    if (!Array.isArray(value)) throw wrongType(value, "a List");
    return value.filter((item) => item !== null).map((item) => readValue(item, shape.list));
  }
  if (!isFields(value)) throw wrongType(value, "a Map");
  if ("members" in shape) return readMembers(value, shape.members);
  const read = bare();
  for (const [key, item] of Object.entries(value)) {
    if (item !== null) read[key] = readValue(item, shape.map);
  }
  return read;
}

function readScalar(value: unknown, shape: Extract<Shape, string>): unknown {
  if (shape === "document") return value;
  if (shape === "boolean") {
    if (typeof value !== "boolean") throw wrongType(value, "a Boolean");
    return value;
  }
  if (shape === "integer") return readInteger(value);
  if (shape === "double") {
    if (typeof value !== "number") throw wrongType(value, "a Double");
    return value;
  }
  if (typeof value !== "string") throw wrongType(value, "a String");
  return value;
}

function readInteger(value: unknown): number {
  if (typeof value !== "number") throw wrongType(value, "an Integer");
  return Math.trunc(value);
}

function wrongType(value: unknown, wanted: string): Error {
  return serialization(`${tokenOf(value)} can not be converted to ${wanted}`);
}

function tokenOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "TRUE_VALUE" : "FALSE_VALUE";
  if (typeof value === "string") return "STRING_VALUE";
  if (typeof value === "number") return typeof value === "number" ? "NUMBER_VALUE" : "DECIMAL_VALUE";
  return Array.isArray(value) ? "START_ARRAY" : "START_OBJECT";
}
