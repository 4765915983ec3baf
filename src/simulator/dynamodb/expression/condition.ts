// Room simulator/dynamodb/expression: whether a condition holds of an item. An operand that leads to nothing makes a comparison false,
// except that `<>` then holds; values of other types are unequal and have no order.
import { binaryBytes } from "../size.ts";
import { compare, equal, type Item, setOf, typeOf, type Value } from "../value.ts";
import type { Condition, Operand } from "./ast.ts";
import { valueAt } from "./path.ts";
import { valueOf, type Values } from "./values.ts";

export function holds(condition: Condition, item: Item, values: Values): boolean {
  switch (condition.kind) {
    case "and":
      return holds(condition.left, item, values) && holds(condition.right, item, values);
    case "or":
      return holds(condition.left, item, values) || holds(condition.right, item, values);
    case "not":
      return !holds(condition.of, item, values);
    case "compare": {
      const left = read(condition.left, item, values);
      const right = read(condition.right, item, values);
      if (left === undefined || right === undefined) return condition.by === "<>";
      if (condition.by === "=") return equal(left, right);
      if (condition.by === "<>") return !equal(left, right);
      return isOrdered(condition.by, compare(left, right));
    }
    case "between": {
      const value = read(condition.of, item, values);
      const low = read(condition.low, item, values);
      const high = read(condition.high, item, values);
      if (value === undefined || low === undefined || high === undefined) return false;
      return isOrdered(">=", compare(value, low)) && isOrdered("<=", compare(value, high));
    }
    case "in": {
      const value = read(condition.of, item, values);
      return (
        value !== undefined &&
        condition.among.some((operand) => {
          const one = read(operand, item, values);
          return one !== undefined && equal(value, one);
        })
      );
    }
    case "call":
      return call(condition.name, condition.args, item, values);
  }
}

function isOrdered(by: "<" | "<=" | ">" | ">=", order: number | undefined): boolean {
  if (order === undefined) return false;
  if (by === "<") return order < 0;
  if (by === "<=") return order <= 0;
  return by === ">" ? order > 0 : order >= 0;
}

function call(name: string, args: readonly Operand[], item: Item, values: Values): boolean {
  const [first, second] = args;
  const value = first === undefined ? undefined : read(first, item, values);
  if (name === "attribute_exists") return value !== undefined;
  if (name === "attribute_not_exists") return value === undefined;
  const other = second === undefined ? undefined : read(second, item, values);
  if (value === undefined || other === undefined) return false;
  if (name === "attribute_type") return "S" in other && typeOf(value) === other.S;
  return name === "begins_with" ? beginsWith(value, other) : contains(value, other);
}

function beginsWith(value: Value, start: Value): boolean {
  if ("S" in value) return "S" in start && value.S.startsWith(start.S);
  if (!("B" in value && "B" in start)) return false;
  const [bytes, first] = [Buffer.from(value.B, "base64"), Buffer.from(start.B, "base64")];
  return bytes.subarray(0, first.length).equals(first);
}

/** Part of a text or of bytes, member of a set, element of a list. */
function contains(value: Value, part: Value): boolean {
  if ("S" in value) return "S" in part && value.S.includes(part.S);
  if ("B" in value)
    return "B" in part && Buffer.from(value.B, "base64").includes(Buffer.from(part.B, "base64"));
  if ("L" in value) return value.L.some((one) => equal(one, part));
  if ("SS" in value) return "S" in part && value.SS.includes(part.S);
  if ("NS" in value) return "N" in part && value.NS.includes(part.N);
  return "BS" in value && "B" in part && value.BS.includes(part.B);
}

function read(operand: Operand, item: Item, values: Values): Value | undefined {
  if (operand.kind === "path") return valueAt(item, operand.path);
  if (operand.kind === "value") return valueOf(values, operand.name);
  // Of functions only size is an operand.
  const [of] = operand.kind === "call" ? operand.args : [];
  const value = of === undefined ? undefined : read(of, item, values);
  const size = value === undefined ? undefined : sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

/** Characters of a text, bytes of a binary, members of what has members; of others there is none. */
function sizeOf(value: Value): number | undefined {
  if ("S" in value) return value.S.length;
  if ("B" in value) return binaryBytes(value.B);
  if ("L" in value) return value.L.length;
  if ("M" in value) return Object.keys(value.M).length;
  return setOf(value)?.length;
}
