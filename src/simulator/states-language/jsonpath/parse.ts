// Room states-language, JSONPath: a text to tokens, in Jayway's grammar; a filter holds paths and a path holds filters, so both stand here.
import { INTRINSIC_MAX_DEPTH } from "../limits.ts";
import type { Operand, Path, Test, Token } from "./path.ts";
import { Scanner } from "./scanner.ts";

const OPERATORS = /==|!=|<=|>=|=~|<|>|(?:in|nin|subsetof|anyof|noneof|size|empty|contains)\b/y;
const FUNCTIONS = new Set(["length", "size", "min", "max", "avg", "sum", "keys", "first", "last"]);

/**
 * Parses a path that starts at `$` or, inside a filter, at `@`.
 *
 * @throws PathInvalid for what Jayway would not compile.
 */
export function parsePath(text: string): Path {
  const scanner = new Scanner(text);
  const path = readPath(scanner, 0);
  if (!scanner.done) throw scanner.refuse("unexpected text");
  return { ...path, text };
}

/** Reads as much as is a path; a filter goes on after it. */
function readPath(scanner: Scanner, depth: number): Path {
  const from = scanner.at;
  const root = scanner.peek() === "@" ? "@" : "$";
  scanner.need(root);
  const tokens: Token[] = [];
  for (let next = readToken(scanner, depth); next !== undefined; next = readToken(scanner, depth)) {
    tokens.push(...next);
  }
  return { text: scanner.text.slice(from, scanner.at), root, tokens };
}

function readToken(scanner: Scanner, depth: number): readonly Token[] | undefined {
  if (scanner.peek() === "[") return [readBracket(scanner, depth)];
  if (scanner.take("..")) {
    const next = scanner.peek() === "[" ? readBracket(scanner, depth) : readName(scanner);
    return [{ kind: "scan" }, next];
  }
  if (scanner.take(".")) return [scanner.peek() === "[" ? readBracket(scanner, depth) : readName(scanner)];
  return undefined;
}

function readName(scanner: Scanner): Token {
  if (scanner.take("*")) return { kind: "wildcard" };
  const name = scanner.match(/[^\s.[\]()'",=<>!&|*?@+~]+/y);
  if (name === undefined) throw scanner.refuse("expected a name");
  if (!scanner.take("()")) return { kind: "properties", names: [name] };
  if (!FUNCTIONS.has(name)) throw scanner.refuse(`no function is named ${name}`);
  return { kind: "function", name };
}

function readBracket(scanner: Scanner, depth: number): Token {
  scanner.need("[");
  scanner.skipBlanks();
  const token = readInside(scanner, depth);
  scanner.skipBlanks();
  scanner.need("]");
  return token;
}

function readInside(scanner: Scanner, depth: number): Token {
  if (scanner.take("*")) return { kind: "wildcard" };
  if (scanner.peek() === "'" || scanner.peek() === '"') return readNames(scanner);
  if (scanner.peek() === "?") return readFilter(scanner, depth);
  return readNumbers(scanner);
}

function readNames(scanner: Scanner): Token {
  const names: string[] = [];
  do {
    scanner.skipBlanks();
    if (scanner.peek() !== "'" && scanner.peek() !== '"') throw scanner.refuse("expected a quoted name");
    names.push(scanner.quoted());
    scanner.skipBlanks();
  } while (scanner.take(","));
  return { kind: "properties", names };
}

function readFilter(scanner: Scanner, depth: number): Token {
  const from = scanner.at;
  scanner.need("?");
  scanner.skipBlanks();
  scanner.need("(");
  const test = parseFilter(scanner, depth + 1);
  scanner.need(")");
  return { kind: "filter", text: scanner.text.slice(from, scanner.at), test };
}

function readNumbers(scanner: Scanner): Token {
  const text = scanner.match(/[-\d:,\s]+/y)?.replaceAll(/\s/g, "") ?? "";
  const slice = /^(-?\d+)?:(-?\d+)?$/.exec(text);
  if (slice !== null) return { kind: "slice", from: numberIn(slice[1]), to: numberIn(slice[2]) };
  if (!/^-?\d+(,-?\d+)*$/.test(text)) throw scanner.refuse("expected an index");
  return { kind: "indexes", indexes: text.split(",").map(Number) };
}

function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function parseFilter(scanner: Scanner, depth: number): Test {
  if (depth > INTRINSIC_MAX_DEPTH) throw scanner.refuse("filters nest too deep");
  return joined(scanner, "||", "or", () => joined(scanner, "&&", "and", () => single(scanner, depth)));
}

function joined(scanner: Scanner, sign: string, kind: "and" | "or", next: () => Test): Test {
  const first = next();
  const tests = [first];
  for (scanner.skipBlanks(); scanner.take(sign); scanner.skipBlanks()) tests.push(next());
  return tests.length === 1 ? first : { kind, tests };
}

function single(scanner: Scanner, depth: number): Test {
  scanner.skipBlanks();
  if (scanner.peek() === "!" && scanner.peek(1) !== "=") {
    scanner.take("!");
    return { kind: "not", test: single(scanner, depth + 1) };
  }
  if (scanner.take("(")) {
    const test = parseFilter(scanner, depth + 1);
    scanner.skipBlanks();
    scanner.need(")");
    return test;
  }
  return comparison(scanner, depth);
}

function comparison(scanner: Scanner, depth: number): Test {
  if (depth > INTRINSIC_MAX_DEPTH) throw scanner.refuse("filters nest too deep");
  const left = operand(scanner, depth);
  scanner.skipBlanks();
  const operator = scanner.match(OPERATORS);
  if (operator !== undefined) {
    scanner.skipBlanks();
    return { kind: "compare", left, operator, right: operand(scanner, depth) };
  }
  if (left.kind !== "path") throw scanner.refuse("expected an operator");
  return { kind: "exists", path: left.path };
}

function operand(scanner: Scanner, depth: number): Operand {
  const next = scanner.peek();
  if (next === "@" || next === "$") return { kind: "path", path: readPath(scanner, depth) };
  if (next === "'" || next === '"') return { kind: "literal", value: scanner.quoted() };
  if (next === "/") return regex(scanner);
  if (next === "[") return list(scanner, depth);
  const word = scanner.match(/true\b|false\b|null\b|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y);
  if (word === undefined) throw scanner.refuse("expected a value");
  return { kind: "literal", value: literal(word) };
}

function literal(word: string): null | boolean | number {
  if (word === "null") return null;
  return word === "true" || (word === "false" ? false : Number(word));
}

function list(scanner: Scanner, depth: number): Operand {
  if (depth > INTRINSIC_MAX_DEPTH) throw scanner.refuse("lists nest too deep");
  scanner.need("[");
  const values: Operand[] = [];
  for (scanner.skipBlanks(); !scanner.take("]"); scanner.skipBlanks()) {
    if (values.length > 0) scanner.need(",");
    scanner.skipBlanks();
    values.push(operand(scanner, depth + 1));
  }
  return { kind: "list", values };
}

function regex(scanner: Scanner): Operand {
  const text = scanner.match(/\/(?:\\.|[^/\\])*\/[a-z]*/y);
  if (text === undefined) throw scanner.refuse("expected a regular expression");
  const end = text.lastIndexOf("/");
  return { kind: "regex", source: text.slice(1, end), flags: text.slice(end + 1).replaceAll(/[^imsu]/g, "") };
}
