// Room simulator/matching: one alternative in a pattern's list: a plain value, or an object with one operator (EB-10, SNS-07). The
// words of the refusals are AWS's, `cidr` asking for a "prefix match pattern" included.
import { readAnythingBut } from "./anything-but.ts";
import type { Condition } from "./condition.ts";
import type { Cursor } from "./cursor.ts";
import type { Dialect } from "./dialect.ts";
import { cidrRange, ipToHex } from "./ip.ts";
import { readNumeric } from "./numeric-expression.ts";
import type { Token } from "./tokens.ts";
import { readWildcard } from "./wildcard.ts";

const ONE_KEY = "Only one key allowed in match expression";

/** Reads the alternative that begins with `token`. */
export function readAlternative(cursor: Cursor, token: Token, dialect: Dialect): Condition {
  switch (token.kind) {
    case "{":
      return readExpression(cursor, dialect);
    case "string":
      return stringCondition(token.text);
    case "number":
      return { op: "number", value: Number(token.text) };
    case "true":
    case "false":
      return { op: "equals", value: token.kind === "true" };
    case "null":
      return { op: "equals", value: null };
    default:
      throw cursor.refuse("Match value must be String, number, true, false, or null");
  }
}

/** A text that is an IP address stands for the address, however it is written. */
function stringCondition(text: string): Condition {
  const hex = ipToHex(text);
  return hex === undefined ? { op: "equals", value: text } : { op: "ip", range: { from: hex, to: hex } };
}

function readExpression(cursor: Cursor, dialect: Dialect): Condition {
  const name = cursor.next();
  if (name.kind !== "name") throw cursor.refuse("Match expression name not found");
  switch (name.text) {
    case "anything-but":
      return readAnythingBut(cursor, dialect);
    case "numeric": {
      if (cursor.next().kind !== "[") throw cursor.refuse("Value of numeric must be an array.");
      const numeric = readNumeric(cursor, dialect);
      return closed(cursor, numeric, "Too many elements in numeric expression");
    }
    case "exists":
      return closed(cursor, readExists(cursor));
    case "prefix":
    case "suffix":
      return readEnd(cursor, name.text, dialect);
    case "wildcard":
      if (!dialect.wildcard) throw cursor.refuse("Unrecognized match type wildcard");
      return closed(cursor, readWildcardText(cursor));
    case "equals-ignore-case":
      return closed(cursor, { op: "equals-ignore-case", text: readText(cursor, "equals-ignore-case") });
    case "exactly":
      return closed(cursor, { op: "equals", value: readText(cursor, "exact") });
    case "cidr":
      return closed(cursor, readCidr(cursor));
    default:
      throw cursor.refuse(`Unrecognized match type ${name.text}`);
  }
}

function readText(cursor: Cursor, what: string): string {
  const token = cursor.next();
  if (token.kind !== "string") throw cursor.refuse(`${what} match pattern must be a string`);
  return token.text;
}

function readExists(cursor: Cursor): Condition {
  const { kind } = cursor.next();
  if (kind !== "true" && kind !== "false")
    throw cursor.refuse("exists match pattern must be either true or false.");
  return { op: kind === "true" ? "exists" : "absent" };
}

function readWildcardText(cursor: Cursor): Condition {
  const pieces = readWildcard(readText(cursor, "wildcard"));
  if (typeof pieces === "string") throw cursor.refuse(pieces);
  return { op: "wildcard", pieces };
}

function readCidr(cursor: Cursor): Condition {
  const range = cidrRange(readText(cursor, "prefix"));
  if (typeof range === "string") throw cursor.refuse(range);
  return { op: "ip", range };
}

function readEnd(cursor: Cursor, op: "prefix" | "suffix", dialect: Dialect): Condition {
  const token = cursor.next();
  if (token.kind === "string") return closed(cursor, { op, text: token.text, ignoreCase: false });
  if (token.kind !== "{" || !dialect.caselessEnds)
    throw cursor.refuse(`${op} match pattern must be a string`);
  const name = cursor.next();
  const title = op === "prefix" ? "Prefix" : "Suffix";
  if (name.kind !== "name") throw cursor.refuse(`${title} expression name not found`);
  if (name.text !== "equals-ignore-case") throw cursor.refuse(`Unsupported ${op} pattern: ${name.text}`);
  const text = readText(cursor, "equals-ignore-case");
  return closed(cursor, closed(cursor, { op, text, ignoreCase: true }));
}

function closed(cursor: Cursor, condition: Condition, otherwise = ONE_KEY): Condition {
  if (cursor.next().kind !== "}") throw cursor.refuse(otherwise);
  return condition;
}
