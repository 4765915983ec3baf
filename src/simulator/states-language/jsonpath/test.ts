// Room states-language, JSONPath: whether one item passes a filter. Values of different types are never equal and never ordered.
import { isArray, isEqual, isObject, type Json } from "../json.ts";
import type { Operand, Path, Test } from "./path.ts";

type Find = (path: Path, root: Json, current: Json) => Json | undefined;

export function passes(test: Test, item: Json, root: Json, find: Find): boolean {
  switch (test.kind) {
    case "and":
      return test.tests.every((one) => passes(one, item, root, find));
    case "or":
      return test.tests.some((one) => passes(one, item, root, find));
    case "not":
      return !passes(test.test, item, root, find);
    case "exists":
      return find(test.path, root, item) !== undefined;
    case "compare":
      return compares(test, (operand) => valueOf(operand, item, root, find));
  }
}

function valueOf(operand: Operand, item: Json, root: Json, find: Find): Json | undefined {
  switch (operand.kind) {
    case "literal":
      return operand.value;
    case "list":
      return operand.values.map((one) => valueOf(one, item, root, find) ?? null);
    case "path":
      return find(operand.path, root, item);
    case "regex":
      return undefined;
  }
}

function compares(test: Test & { kind: "compare" }, value: (operand: Operand) => Json | undefined): boolean {
  const left = value(test.left);
  if (test.operator === "=~") return test.right.kind === "regex" && matches(left, test.right);
  const right = value(test.right);
  if (test.operator === "==") return left !== undefined && right !== undefined && isEqual(left, right);
  if (test.operator === "!=") return !(left !== undefined && right !== undefined && isEqual(left, right));
  if (left === undefined || right === undefined) return false;
  return relates(test.operator, left, right);
}

function matches(left: Json | undefined, regex: Operand & { kind: "regex" }): boolean {
  if (typeof left !== "string") return false;
  try {
    return new RegExp(`^(?:${regex.source})$`, regex.flags).test(left);
  } catch {
    return false;
  }
}

function relates(operator: string, left: Json, right: Json): boolean {
  switch (operator) {
    case "<":
      return ordered(left, right, (sign) => sign < 0);
    case "<=":
      return ordered(left, right, (sign) => sign <= 0);
    case ">":
      return ordered(left, right, (sign) => sign > 0);
    case ">=":
      return ordered(left, right, (sign) => sign >= 0);
    default:
      return contains(operator, left, right);
  }
}

function ordered(left: Json, right: Json, holds: (sign: number) => boolean): boolean {
  if (typeof left === "number" && typeof right === "number") return holds(left - right);
  if (typeof left === "string" && typeof right === "string")
    return holds(left < right ? -1 : left > right ? 1 : 0);
  return false;
}

function contains(operator: string, left: Json, right: Json): boolean {
  const inside = (list: Json, one: Json) => isArray(list) && list.some((other) => isEqual(other, one));
  const all = isArray(left) ? left : [];
  switch (operator) {
    case "in":
      return inside(right, left);
    case "nin":
      return !inside(right, left);
    case "subsetof":
      return isArray(left) && all.every((one) => inside(right, one));
    case "anyof":
      return all.some((one) => inside(right, one));
    case "noneof":
      return !all.some((one) => inside(right, one));
    case "contains":
      return typeof left === "string" && typeof right === "string"
        ? left.includes(right)
        : inside(left, right);
    case "size":
      return sizeOf(left) === sizeOf(right);
    default:
      return operator === "empty" && (sizeOf(left) === 0) === (right === true);
  }
}

function sizeOf(value: Json): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "string" || isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}
