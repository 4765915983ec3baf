// Room states-language, intrinsic functions: `States.Format('{}', $.a)` to a call with arguments. A literal keeps its raw text, because
// States.Format must tell an escaped brace from a placeholder.
import { INTRINSIC_MAX_DEPTH } from "../limits.ts";
import { Scanner } from "../jsonpath/scanner.ts";
import { PathInvalid } from "../jsonpath/path.ts";

export type Argument =
  | { readonly kind: "text"; readonly raw: string }
  | { readonly kind: "value"; readonly value: null | boolean | number }
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "call"; readonly call: Call };

export interface Call {
  readonly text: string;
  readonly name: string;
  readonly args: readonly Argument[];
}

export function isIntrinsic(text: string): boolean {
  return /^States\.[A-Za-z0-9]+\s*\(/.test(text.trim());
}

/** @throws PathInvalid for a text that is no call. */
export function parseCall(text: string): Call {
  const scanner = new Scanner(text.trim());
  const call = readCall(scanner, 1);
  if (!scanner.done) throw scanner.refuse("unexpected text");
  return call;
}

function readCall(scanner: Scanner, depth: number): Call {
  if (depth > INTRINSIC_MAX_DEPTH) throw scanner.refuse("calls nest too deep");
  const from = scanner.at;
  const name = scanner.match(/States\.[A-Za-z0-9]+/y);
  if (name === undefined) throw scanner.refuse("expected an intrinsic function");
  scanner.skipBlanks();
  scanner.need("(");
  const args: Argument[] = [];
  for (scanner.skipBlanks(); !scanner.take(")"); scanner.skipBlanks()) {
    if (args.length > 0) scanner.need(",");
    scanner.skipBlanks();
    args.push(readArgument(scanner, depth));
  }
  return { text: scanner.text.slice(from, scanner.at), name: name.slice("States.".length), args };
}

function readArgument(scanner: Scanner, depth: number): Argument {
  const next = scanner.peek();
  if (next === "'") return { kind: "text", raw: readLiteral(scanner) };
  if (next === "$") return { kind: "path", path: readPathText(scanner) };
  if (next === "S") return { kind: "call", call: readCall(scanner, depth + 1) };
  const word = scanner.match(/true\b|false\b|null\b|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y);
  if (word === undefined) throw scanner.refuse("expected an argument");
  if (word === "null") return { kind: "value", value: null };
  return { kind: "value", value: word === "true" || (word === "false" ? false : Number(word)) };
}

function readLiteral(scanner: Scanner): string {
  // AWS takes no escape but those of its four reserved characters (recorded: ESCAPE_SEQUENCES_STRING_LITERALS calls such a text no intrinsic function).
  const found = scanner.match(/'(?:\\['{}\\]|[^'\\])*'/y);
  if (found === undefined) throw scanner.refuse("a text is not closed or has an unknown escape");
  return found.slice(1, -1);
}

/** Up to the comma or bracket that ends the argument; brackets and quotes inside the path belong to it. */
function readPathText(scanner: Scanner): string {
  const from = scanner.at;
  let open = 0;
  while (!scanner.done) {
    const next = scanner.peek();
    if (next === "'" || next === '"') {
      scanner.quoted();
      continue;
    }
    if (open === 0 && (next === "," || next === ")")) break;
    if (next === "[" || next === "(") open += 1;
    if (next === "]" || next === ")") open -= 1;
    scanner.at += 1;
  }
  const text = scanner.text.slice(from, scanner.at).trim();
  if (text === "") throw new PathInvalid(scanner.text);
  return text;
}

/** What a raw literal means: only the escapes that AWS documents are undone, any other backslash stands. */
export function unescapeLiteral(raw: string): string {
  return raw.replaceAll(/\\(['{}\\])/g, "$1");
}
