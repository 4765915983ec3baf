// Room simulator/dynamodb: what PutItem, UpdateItem and DeleteItem have in common: the members beside the item, and the checks that come
// before the item is looked at.
import { shapes } from "./action.ts";
import { WANTED } from "./capacity.ts";
import { demand, notNull, oneOf } from "./constraints.ts";
import { validation } from "./errors.ts";
import { checkTableName } from "./find.ts";
import { LEGACY, refuseLegacy } from "./legacy.ts";
import { FAILURE_VALUES, METRICS, RETURN_VALUES } from "./return-values.ts";

export const WRITE_INPUT = {
  ConditionExpression: "string",
  ...shapes.placeholders,
  ReturnValues: "string",
  ReturnConsumedCapacity: "string",
  ReturnItemCollectionMetrics: "string",
  ReturnValuesOnConditionCheckFailure: "string",
  ...LEGACY,
} as const;

export const WRITE_OUTPUT = {
  Attributes: "document",
  ConsumedCapacity: "document",
  ItemCollectionMetrics: "document",
} as const;

interface WriteInput {
  readonly TableName?: string | undefined;
  readonly ReturnValues?: string | undefined;
  readonly ReturnConsumedCapacity?: string | undefined;
  readonly ReturnItemCollectionMetrics?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

/** The table's name. `subject` is the key or the item, under the name that AWS's words give it. */
export function checkWrite(
  operation: "PutItem" | "UpdateItem" | "DeleteItem",
  input: WriteInput & Parameters<typeof refuseLegacy>[1],
  subject: unknown,
): string {
  const { TableName, ReturnValues: wanted = "NONE" } = input;
  demand(
    oneOf(wanted, "returnValues", RETURN_VALUES),
    oneOf(input.ReturnConsumedCapacity, "returnConsumedCapacity", WANTED),
    oneOf(input.ReturnItemCollectionMetrics, "returnItemCollectionMetrics", METRICS),
    oneOf(input.ReturnValuesOnConditionCheckFailure, "returnValuesOnConditionCheckFailure", FAILURE_VALUES),
    notNull(TableName, "tableName"),
    notNull(subject, operation === "PutItem" ? "item" : "key"),
  );
  checkTableName(TableName);
  refuseLegacy(operation, input);
  if (operation !== "UpdateItem" && wanted !== "NONE" && wanted !== "ALL_OLD")
    throw validation("ReturnValues can only be ALL_OLD or NONE");
  return TableName;
}
