// Room simulator/matching: `{"anything-but": ...}` in its forms: a value, a list of values of one type, or an operator with a text or
// a list of texts. The words are AWS's, also where they name a "start".
import type { Condition } from "./condition.ts";
import type { Cursor } from "./cursor.ts";
import type { Dialect } from "./dialect.ts";
import { refusalOfNumber } from "./number.ts";
import type { Token } from "./tokens.ts";
import { readWildcard } from "./wildcard.ts";

const WRONG_VALUE = "Value of anything-but must be an array or single string/number value.";
const WRONG_MEMBER = "Inside anything but list, start|null|boolean is not supported.";
const MIXED = "Inside anything but list, either all values are number or string, mixed type is not supported";
const TOO_MANY = "Too many elements in numeric expression";

/** Reads what follows the name `anything-but`, up to and with the bracket that closes its object. */
export function readAnythingBut(cursor: Cursor, dialect: Dialect): Condition {
  const token = cursor.next();
  const excluded =
    token.kind === "{"
      ? readOperator(cursor, dialect)
      : readValues(cursor, dialect, valueOrList(cursor, token));
  if (cursor.next().kind !== "}") throw cursor.refuse(TOO_MANY);
  return { op: "anything-but", excluded };
}

function readOperator(cursor: Cursor, dialect: Dialect): readonly Condition[] {
  const name = cursor.next();
  if (name.kind !== "name") throw cursor.refuse("Anything-But expression name not found");
  if (!dialect.anythingBut.has(name.text))
    throw cursor.refuse(`Unsupported anything-but pattern: ${name.text}`);
  const wrong = wrongText(name.text);
  const first = cursor.next();
  if (!dialect.anythingButLists && first.kind !== "string") throw cursor.refuse(wrong);
  const texts = membersOf(cursor, valueOrList(cursor, first))
    .map((token) => {
      if (token.kind !== "string") throw cursor.refuse(wrong);
      return conditionOf(cursor, name.text, token.text);
    })
    .toArray();
  if (cursor.next().kind !== "}") throw cursor.refuse(TOO_MANY);
  return texts;
}

function wrongText(operator: string): string {
  if (operator === "equals-ignore-case")
    return "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.";
  return `${operator === "wildcard" ? "wildcard" : "prefix/suffix"} match pattern must be a string`;
}

function conditionOf(cursor: Cursor, operator: string, text: string): Condition {
  switch (operator) {
    case "equals-ignore-case":
      return { op: "equals-ignore-case", text };
    case "wildcard": {
      const pieces = readWildcard(text);
      if (typeof pieces === "string") throw cursor.refuse(pieces);
      return { op: "wildcard", pieces };
    }
    default:
      if (text === "") throw cursor.refuse("Null prefix/suffix not allowed");
      return { op: operator === "prefix" ? "prefix" : "suffix", text, ignoreCase: false };
  }
}

function readValues(cursor: Cursor, dialect: Dialect, first: Token): readonly Condition[] {
  const values = membersOf(cursor, first)
    .map((token) => valueCondition(cursor, dialect, token))
    .toArray();
  if (new Set(values.map((value) => value.op)).size !== 1) throw cursor.refuse(MIXED);
  return values;
}

function valueCondition(cursor: Cursor, dialect: Dialect, token: Token): Condition {
  if (token.kind === "string") return { op: "equals", value: token.text };
  if (token.kind !== "number") throw cursor.refuse(WRONG_MEMBER);
  const refusal = refusalOfNumber(Number(token.text), dialect.bound);
  if (refusal !== undefined) throw cursor.refuse(refusal);
  return { op: "number", value: Number(token.text) };
}

function valueOrList(cursor: Cursor, token: Token): Token {
  if (token.kind !== "[" && token.kind !== "string" && token.kind !== "number")
    throw cursor.refuse(WRONG_VALUE);
  return token;
}

/** The single value, or the members of the list that it opens. Lazy, so that an error is raised at its own place. */
function* membersOf(cursor: Cursor, first: Token): Generator<Token> {
  if (first.kind !== "[") yield first;
  else for (let token = cursor.next(); token.kind !== "]"; token = cursor.next()) yield token;
}
