// Room simulator/wire: AWS JSON: a body becomes the members that an action's shape names. What is of another type is refused in the
// words of AWS's JSON reader.
import { serialization } from "./aws-error.ts";
import { bare, type Fields, isFields, type Members, type Shape } from "./shape.ts";

export function readJson(body: Uint8Array, members: Members): Fields {
  const value = parsed(body);
  if (!isFields(value)) throw serialization("Start of structure or map found where not expected.");
  return isAsShaped(value, members) ? value : readFields(value, members);
}

/** Whether reading would give an equal value, to the order of its members: most calls need no copy. Maps are always copied. */
type Look = (value: unknown) => boolean;

const looks = new WeakMap<Members, Look>();

function isAsShaped(value: Fields, members: Members): boolean {
  let look = looks.get(members);
  if (look === undefined) looks.set(members, (look = lookAtMembers(members)));
  return look(value);
}

function lookAtMembers(members: Members): Look {
  const slots = new Map(
    Object.entries(members).map(([name, shape], at) => [name, { at, look: lookAt(shape) }]),
  );
  return (value) => {
    if (!isFields(value)) return false;
    let last = -1;
    for (const name in value) {
      const slot = slots.get(name);
      if (slot === undefined || slot.at < last || !slot.look(value[name])) return false;
      last = slot.at;
    }
    return true;
  };
}

function lookAt(shape: Shape): Look {
  if (typeof shape === "string") return SCALARS[shape];
  if ("members" in shape) return lookAtMembers(shape.members);
  if (!("list" in shape)) return () => false;
  const look = lookAt(shape.list);
  return (value) => Array.isArray(value) && value.every(look);
}

const isText: Look = (value) => typeof value === "string";
const SCALARS: Readonly<Record<Extract<Shape, string>, Look>> = {
  string: isText,
  blob: isText,
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  double: (value) => typeof value === "number",
  document: (value) => value !== null,
};

const decoder = new TextDecoder("utf-8", { fatal: true });

function parsed(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    throw serialization("The request body is not valid JSON.");
  }
}

/** The members that the shape names, each of the type that it says. */
export function readFields(from: Fields, members: Members): Fields {
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
  if ("members" in shape) return readFields(value, shape.members);
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
