// Room simulator/matching: `{"numeric": [">", 0, "<=", 5]}`, with AWS's words for everything that is wrong with it.
import type { Condition, NumericRange } from "./condition.ts";
import type { Cursor } from "./cursor.ts";
import type { Dialect } from "./dialect.ts";
import { refusalOfNumber } from "./number.ts";

/** Reads the list after its opening bracket, up to and with the closing one. */
export function readNumeric(cursor: Cursor, dialect: Dialect): Condition {
  const token = cursor.next();
  if (token.kind !== "string") throw cursor.refuse(`Invalid member in numeric match: ${token.text}`);
  const operator = token.text;
  const bound = dialect.bound.value;
  const wide = { low: -bound, lowOpen: false, high: bound, highOpen: false };
  switch (operator) {
    case "=":
      return { op: "number", value: readOnly(cursor, "equals", dialect) };
    case "<":
    case "<=": {
      const high = readOnly(cursor, operator, dialect);
      return { op: "numeric", range: { ...wide, high, highOpen: operator === "<" } };
    }
    case ">":
    case ">=": {
      const low = readNumber(cursor, operator);
      return { op: "numeric", range: readTop(cursor, { ...wide, low, lowOpen: operator === ">" }, dialect) };
    }
    default:
      cursor.next();
      throw cursor.refuse(`Unrecognized numeric range operator: ${operator}`);
  }
}

/** The one operand of an operator that has no second. */
function readOnly(cursor: Cursor, name: string, dialect: Dialect): number {
  const value = readNumber(cursor, name);
  if (cursor.next().kind !== "]") throw cursor.refuse("Too many elements in numeric expression");
  refuseOutside(cursor, value, dialect);
  return value;
}

function readTop(cursor: Cursor, range: NumericRange, dialect: Dialect): NumericRange {
  const token = cursor.next();
  if (token.kind === "]") {
    refuseOutside(cursor, range.low, dialect);
    return range;
  }
  if (token.kind !== "string") throw cursor.refuse(`Bad value in numeric range: ${token.text}`);
  const operator = token.text;
  if (operator !== "<" && operator !== "<=") throw cursor.refuse(`Bad numeric range operator: ${operator}`);
  const high = readNumber(cursor, operator);
  if (cursor.next().kind !== "]") throw cursor.refuse("Too many terms in numeric range expression");
  for (const end of [range.low, high]) refuseOutside(cursor, end, dialect);
  if (range.low >= high) throw cursor.refuse("Bottom must be less than top");
  return { ...range, high, highOpen: operator === "<" };
}

function readNumber(cursor: Cursor, name: string): number {
  const token = cursor.next();
  if (token.kind !== "number") throw cursor.refuse(`Value of ${name} must be numeric`);
  return Number(token.text);
}

function refuseOutside(cursor: Cursor, value: number, dialect: Dialect): void {
  const refusal = refusalOfNumber(value, dialect.bound);
  if (refusal !== undefined) throw cursor.refuse(refusal);
}
