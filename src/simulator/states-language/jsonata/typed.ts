// Room states-language, JSONata: a field that must evaluate to one type, with AWS's words where it does not (recorded: ITEMS_EVAL_FAIL).
import { queryError } from "../failure.ts";
import { isArray, type Json } from "../json.ts";
import type { Scope } from "../scope.ts";
import { evaluateField, expressionIn } from "./evaluate.ts";

export type TypeName = "array" | "boolean" | "integer" | "number" | "string";

export async function evaluateTyped(
  template: Json,
  field: string,
  expected: TypeName,
  scope: Scope,
): Promise<Json> {
  const value = await evaluateField(template, field, scope);
  if (isOfType(value, expected)) return value;
  const expression = expressionIn(template);
  const where =
    expression === undefined
      ? `The field '${field}' has`
      : `The JSONata expression '${expression}' specified for the field '${field}' returned`;
  throw queryError(
    `${where} an unexpected result type. Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
    field,
  );
}

function isOfType(value: Json, expected: TypeName): boolean {
  return expected === "integer" ? Number.isInteger(value) : typeName(value) === expected;
}

export function typeName(value: Json): string {
  if (value === null) return "null";
  return isArray(value) ? "array" : typeof value;
}
