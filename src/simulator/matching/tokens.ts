// Room simulator/matching: JSON text as tokens with their place. AWS reads patterns as a stream (Jackson), so a name may stand twice,
// a number keeps its text, and what is wrong first is said first; JSON.parse would lose all three.
import { Refusal } from "./errors.ts";

export type TokenKind =
  "{" | "}" | "[" | "]" | "name" | "string" | "number" | "true" | "false" | "null" | "end" | "broken";

/** `text` is what AWS's errors quote; `end` is the offset after the token. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly end: number;
}

/** Jackson's own bound (StreamReadConstraints), which also bounds every recursion in this room. */
const MAX_DEPTH = 1_000;
const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const PLAIN_STRING = /"[^"\\\u0000-\u001f]*"/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /[\p{L}\p{N}_$]+/uy;
const LITERALS: ReadonlyMap<string, TokenKind> = new Map([
  ["true", "true"],
  ["false", "false"],
  ["null", "null"],
]);

/**
 * The tokens of the first JSON value in the text; what follows it is not read (neither does AWS). Text that is not JSON ends in a
 * `broken` token whose text is the reason, so that what is wrong before it is reported first.
 *
 * @example tokensOf('{"a":[1]}').map((token) => token.kind) // ["{", "name", "[", "number", "]", "}", "end"]
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  try {
    scan(text, tokens);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tokens.push({ kind: "broken", text: error.message, end: error.offset });
  }
  return tokens;
}

interface Open {
  readonly kind: "{" | "[";
  filled: boolean;
}

function scan(text: string, tokens: Token[]): void {
  const open: Open[] = [];
  let at = skip(text, 0);
  do {
    const inside = open.at(-1);
    const closer = inside?.kind === "{" ? "}" : "]";
    if (inside !== undefined && text[at] === closer) {
      open.pop();
      at += 1;
      tokens.push({ kind: closer, text: closer, end: at });
    } else {
      at = scanMember(text, at, inside, tokens);
      const kind = tokens.at(-1)?.kind;
      if (kind === "{" || kind === "[") open.push({ kind, filled: false });
      if (open.length > MAX_DEPTH) throw tooDeep(at);
    }
    at = skip(text, at);
  } while (open.length > 0);
  tokens.push({ kind: "end", text: "", end: at });
}

/** Separator, name where one belongs, and the value (or its opening bracket). Answers the offset after it. */
function scanMember(text: string, start: number, inside: Open | undefined, tokens: Token[]): number {
  let at = start;
  if (inside?.filled === true) {
    const what = inside.kind === "{" ? "Object" : "Array";
    at = expect(text, at, ",", `was expecting comma to separate ${what} entries`, inside.kind);
  }
  if (inside !== undefined) inside.filled = true;
  if (inside?.kind === "{") {
    if (text[at] !== '"')
      throw unexpected(text, at, "was expecting double-quote to start field name", inside.kind);
    const name = scanString(text, at, "name");
    tokens.push(name);
    at = expect(
      text,
      skip(text, name.end),
      ":",
      "was expecting a colon to separate field name and value",
      "{",
    );
  }
  const value = scanValue(text, at, inside?.kind);
  tokens.push(value);
  return value.end;
}

function scanValue(text: string, at: number, inside: "{" | "[" | undefined): Token {
  const char = text[at];
  if (char === "{" || char === "[") return { kind: char, text: char, end: at + 1 };
  if (char === '"') return scanString(text, at, "string");
  const number = matchAt(NUMBER, text, at);
  if (number !== undefined) return { kind: "number", text: number, end: at + number.length };
  const word = matchAt(WORD, text, at);
  const literal = word === undefined ? undefined : LITERALS.get(word);
  if (word !== undefined && literal !== undefined)
    return { kind: literal, text: word, end: at + word.length };
  if (word === undefined || char === undefined) throw unexpected(text, at, VALUE_EXPECTED, inside);
  throw new Refusal(
    `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`,
    at + word.length,
  );
}

const VALUE_EXPECTED =
  "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

function scanString(text: string, at: number, kind: "name" | "string"): Token {
  const plain = matchAt(PLAIN_STRING, text, at);
  if (plain !== undefined) return { kind, text: plain.slice(1, -1), end: at + plain.length };
  const escaped = matchAt(STRING, text, at);
  if (escaped === undefined)
    throw new Refusal("Unexpected end-of-input: was expecting closing quote for a string value", at + 1);
  return { kind, text: String(JSON.parse(escaped)), end: at + escaped.length };
}

function expect(text: string, at: number, char: string, hope: string, inside: "{" | "["): number {
  if (text[at] !== char) throw unexpected(text, at, hope, inside);
  return skip(text, at + 1);
}

function unexpected(text: string, at: number, hope: string, inside: "{" | "[" | undefined): Refusal {
  const char = text[at];
  if (char !== undefined)
    return new Refusal(`Unexpected character ('${char}' (code ${char.charCodeAt(0)})): ${hope}`, at);
  if (inside === undefined) return new Refusal("Filter is not an object", at);
  const what = inside === "{" ? "Object" : "Array";
  return new Refusal(`Unexpected end-of-input: expected close marker for ${what}`, at);
}

function tooDeep(at: number): Refusal {
  return new Refusal(
    `Document nesting depth (${MAX_DEPTH + 1}) exceeds the maximum allowed (${MAX_DEPTH}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
    at,
  );
}

function skip(text: string, at: number): number {
  return at + (matchAt(SPACE, text, at)?.length ?? 0);
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
