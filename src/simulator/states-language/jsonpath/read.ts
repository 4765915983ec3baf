// Room states-language, JSONPath: evaluation as Jayway does it with the options AWS gives it: a definite path must find its value and
// says where it stopped; any other path answers a list, empty where a name is missing (recorded: array_wildcard_or_slice_with_no_input).
import { isArray, isObject, type Json, member } from "../json.ts";
import { bracketText, isDefinite, type Path, type Token } from "./path.ts";
import { passes } from "./test.ts";

/** A definite path that found nothing, in Jayway's words. */
export class PathMissing extends Error {}

const MAX_MATCHES = 100_000;

/**
 * The value that a path selects.
 *
 * @throws PathMissing where a definite path finds nothing.
 */
export function readPath(path: Path, root: Json, current: Json = root): Json {
  const start = path.root === "@" ? current : root;
  if (isDefinite(path)) return readDefinite(path, start);
  return readAll(path, start, root);
}

/** The value, or undefined where there is none. */
export function findPath(path: Path, root: Json, current: Json = root): Json | undefined {
  try {
    return readPath(path, root, current);
  } catch (error) {
    if (error instanceof PathMissing) return undefined;
    throw error;
  }
}

function readDefinite(path: Path, start: Json): Json {
  let value = start;
  path.tokens.forEach((token, at) => {
    const next = token.kind === "function" ? applyFunction(token.name, value) : step(token, value);
    if (next === undefined) throw new PathMissing(missingText(path, at, value));
    value = next;
  });
  return value;
}

function step(token: Token, value: Json): Json | undefined {
  if (token.kind === "properties") return isObject(value) ? member(value, token.names[0] ?? "") : undefined;
  if (token.kind === "indexes") return isArray(value) ? value.at(token.indexes[0] ?? 0) : undefined;
  return undefined;
}

/** Jayway 2.9.0 says the same of the same paths, asked side by side. */
function missingText(path: Path, at: number, value: Json): string {
  const upTo = bracketText(path.tokens.slice(0, at + 1));
  const token = path.tokens[at];
  if (token?.kind === "properties" && !isObject(value)) {
    return `Expected to find an object with property ['${token.names[0] ?? ""}'] in path ${bracketText(path.tokens.slice(0, at))} but found 'com.fasterxml.jackson.databind.node.${nodeType(value)}'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'.`;
  }
  if (token?.kind === "indexes" && !isArray(value)) {
    const from = bracketText(path.tokens.slice(at)).slice(1);
    return `Filter: ${from} can only be applied to arrays. Current context is: ${JSON.stringify(value)}`;
  }
  if (token?.kind === "properties" && at < path.tokens.length - 1) return `Missing property in path ${upTo}`;
  return `No results for path: ${bracketText(path.tokens)}`;
}

function nodeType(value: Json): string {
  if (value === null) return "NullNode";
  if (isArray(value)) return "ArrayNode";
  if (typeof value === "string") return "TextNode";
  if (typeof value === "boolean") return "BooleanNode";
  return Number.isInteger(value) ? "IntNode" : "DoubleNode";
}

function readAll(path: Path, start: Json, root: Json): Json {
  let values: Json[] = [start];
  for (const token of path.tokens) {
    if (token.kind === "function") return applyFunction(token.name, values) ?? null;
    values = values.flatMap((value) => select(token, value, root));
    if (values.length > MAX_MATCHES)
      throw new PathMissing(`more than ${MAX_MATCHES} results for ${path.text}`);
  }
  return values;
}

function select(token: Token, value: Json, root: Json): readonly Json[] {
  switch (token.kind) {
    case "properties":
      return isObject(value) ? properties(token.names, value) : [];
    case "indexes":
      return isArray(value) ? token.indexes.map((at) => value.at(at)).filter((one) => one !== undefined) : [];
    case "slice":
      return isArray(value) ? value.slice(token.from ?? 0, token.to) : [];
    case "wildcard":
      return isArray(value) ? value : isObject(value) ? Object.values(value) : [];
    case "scan":
      return everything(value);
    case "filter":
      return filtered(token, value, root);
    case "function":
      return [];
  }
}

/** One name selects its value; several select one object of those that are there, as Jayway does. */
function properties(names: readonly string[], value: { readonly [key: string]: Json }): readonly Json[] {
  const present = names.flatMap((name) =>
    Object.hasOwn(value, name) ? [[name, value[name] ?? null] as const] : [],
  );
  if (names.length === 1) return present.map(([, one]) => one);
  return [Object.fromEntries(present)];
}

function filtered(token: Token & { kind: "filter" }, value: Json, root: Json): readonly Json[] {
  const keeps = (one: Json) => passes(token.test, one, root, findPath);
  if (isArray(value)) return value.filter(keeps);
  return isObject(value) && keeps(value) ? [value] : [];
}

/** A value and all it contains, outermost first, without recursion. */
function everything(value: Json): readonly Json[] {
  const found: Json[] = [];
  const open: Json[] = [value];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (typeof next !== "object" || next === null) continue;
    found.push(next);
    if (found.length > MAX_MATCHES) throw new PathMissing(`more than ${MAX_MATCHES} values to scan`);
    open.unshift(...(isArray(next) ? next : Object.values(next)));
  }
  return found;
}

function applyFunction(name: string, value: Json): Json | undefined {
  if (name === "keys") return isObject(value) ? Object.keys(value) : undefined;
  if (name === "length" || name === "size") return lengthOf(value);
  if (!isArray(value)) return undefined;
  if (name === "first") return value.at(0);
  if (name === "last") return value.at(-1);
  const numbers = value.filter((one) => typeof one === "number");
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((total, one) => total + one, 0);
  if (name === "sum") return sum;
  if (name === "avg") return sum / numbers.length;
  return numbers.reduce((best, one) => (name === "min" ? Math.min(best, one) : Math.max(best, one)));
}

function lengthOf(value: Json): Json | undefined {
  if (isArray(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  return typeof value === "string" ? value.length : undefined;
}
