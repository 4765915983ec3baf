// Room simulator/dynamodb/expression: what of a condition is refused whatever the item: operands of a type that an operator or function
// can never take, as far as the call's values tell.
import { validation } from "../errors.ts";
import { compare, type Type, TYPES, typeOf, type Value } from "../value.ts";
import type { Condition, Operand } from "./ast.ts";
import { valueOf, type Values } from "./values.ts";

const ORDERED: readonly Type[] = ["S", "N", "B"];
const SIZED: readonly Type[] = ["S", "B", "SS", "NS", "BS", "M", "L"];
const TEXTUAL: readonly Type[] = ["S", "B"];

export function checkCondition(kind: string, condition: Condition, values: Values): void {
  const refuse = (why: string) => validation(`Invalid ${kind}: ${why}`);
  const of = (operand: Operand): Value | undefined =>
    operand.kind === "value" ? valueOf(values, operand.name) : undefined;
  const demand = (words: string, operand: Operand | undefined, types: readonly Type[]): void => {
    if (operand === undefined) return;
    const value = of(operand);
    // A size is a number.
    const type = value !== undefined ? typeOf(value) : operand.kind === "call" ? "N" : undefined;
    if (type !== undefined && !types.includes(type))
      throw refuse(
        `Incorrect operand type for operator or function; operator or function: ${words}, operand type: ${type}`,
      );
  };
  const checkCalls = (...operands: readonly Operand[]): void => {
    for (const operand of operands) if (operand.kind === "call") checkCall(operand.name, operand.args);
  };
  const checkCall = (name: string, args: readonly Operand[]): void => {
    checkCalls(...args);
    if (name === "size") demand(name, args[0], SIZED);
    if (name === "begins_with") args.forEach((arg) => demand(name, arg, TEXTUAL));
    if (name === "attribute_type") checkTypeName(args[1]);
  };
  const checkTypeName = (operand: Operand | undefined): void => {
    demand("attribute_type", operand, ["S"]);
    const value = operand === undefined ? undefined : of(operand);
    if (value !== undefined && "S" in value && !(TYPES as readonly string[]).includes(value.S))
      throw refuse(
        `Invalid attribute type name found; type: ${value.S}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
      );
  };
  const checkBounds = (low: Operand, high: Operand): void => {
    const [a, b] = [of(low), of(high)];
    if (a === undefined || b === undefined) return;
    const bounds = `lower bound operand: AttributeValue: ${shownValue(a)}, upper bound operand: AttributeValue: ${shownValue(b)}`;
    if (typeOf(a) !== typeOf(b))
      throw refuse(`The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`);
    if ((compare(a, b) ?? 0) > 0)
      throw refuse(
        `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
      );
  };
  const check = (at: Condition): void => {
    switch (at.kind) {
      case "and":
      case "or":
        check(at.left);
        return check(at.right);
      case "not":
        return check(at.of);
      case "compare":
        checkCalls(at.left, at.right);
        if (at.by === "=" || at.by === "<>") return;
        demand(at.by, at.left, ORDERED);
        return demand(at.by, at.right, ORDERED);
      case "between":
        checkCalls(at.of, at.low, at.high);
        for (const operand of [at.of, at.low, at.high]) demand("BETWEEN", operand, ORDERED);
        return checkBounds(at.low, at.high);
      case "in":
        return checkCalls(at.of, ...at.among);
      case "call":
        return checkCall(at.name, at.args);
    }
  };
  check(condition);
}

/** As AWS shows a value in its messages: `{S:a}`. */
function shownValue(value: Value): string {
  const type = typeOf(value);
  const inside: unknown = Object.values(value)[0];
  return `{${type}:${typeof inside === "string" ? inside : JSON.stringify(inside)}}`;
}
