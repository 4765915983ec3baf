// Room simulator/dynamodb: parameters from before expressions. They are refused by name, as what is not modelled is.
import { notImplemented } from "../wire/index.ts";

export const LEGACY = {
  Expected: "document",
  ConditionalOperator: "document",
  AttributeUpdates: "document",
  AttributesToGet: "document",
  KeyConditions: "document",
  QueryFilter: "document",
  ScanFilter: "document",
} as const;

type Given = { readonly [K in keyof typeof LEGACY]?: unknown };

export function refuseLegacy(operation: string, given: Given): void {
  const name = (Object.keys(LEGACY) as (keyof Given)[]).find(
    (one) => given[one] !== undefined && given[one] !== null,
  );
  if (name !== undefined)
    throw notImplemented("dynamodb", `${operation} with ${name}, which expressions replaced,`);
}
