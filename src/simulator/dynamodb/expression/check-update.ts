// Room simulator/dynamodb/expression: what of an update is refused whatever the item: operands of a type that an action or function can
// never take, as far as the call's values tell.
import { validation } from "../errors.ts";
import { type Type, typeOf } from "../value.ts";
import type { Operand, UpdateAction } from "./ast.ts";
import { valueOf, type Values } from "./values.ts";

const WORDS: Readonly<Record<Type, string>> = {
  S: "STRING",
  N: "NUMBER",
  B: "BINARY",
  SS: "STRING_SET",
  NS: "NUMBER_SET",
  BS: "BINARY_SET",
  M: "MAP",
  L: "LIST",
  BOOL: "BOOLEAN",
  NULL: "NULL",
};
const SETS: readonly Type[] = ["SS", "NS", "BS"];
const ADDED: readonly Type[] = ["N", ...SETS];

export function checkUpdate(actions: readonly UpdateAction[], values: Values): void {
  for (const action of actions) {
    if (action.kind === "set") checkOperand(action.to, values);
    if (action.kind === "add") checkAction("ADD", action.value, ADDED, values);
    if (action.kind === "delete") checkAction("DELETE", action.value, SETS, values);
  }
}

const refuse = (why: string) => validation(`Invalid UpdateExpression: ${why}`);

function checkAction(words: string, name: string, types: readonly Type[], values: Values): void {
  const type = typeOf(valueOf(values, name));
  if (!types.includes(type))
    throw refuse(
      `Incorrect operand type for operator or function; operator: ${words}, operand type: ${WORDS[type]}, typeSet: ALLOWED_FOR_${words}_OPERAND`,
    );
}

function checkOperand(operand: Operand, values: Values): void {
  if (operand.kind === "sum") {
    for (const side of [operand.left, operand.right]) {
      checkOperand(side, values);
      demand(operand.sign === 1 ? "+" : "-", side, "N", values);
    }
  }
  if (operand.kind !== "call") return;
  for (const arg of operand.args) {
    checkOperand(arg, values);
    if (operand.name === "list_append") demand("list_append", arg, "L", values);
  }
}

function demand(words: string, operand: Operand, wanted: Type, values: Values): void {
  if (operand.kind !== "value") return;
  const type = typeOf(valueOf(values, operand.name));
  if (type !== wanted)
    throw refuse(
      `Incorrect operand type for operator or function; operator or function: ${words}, operand type: ${type}`,
    );
}
