// Room simulator/dynamodb: every action there is, one file each in actions/. What is not here is refused by name.
import type { AnyDynamodbAction } from "./action.ts";
import { createTable } from "./actions/create-table.ts";
import { deleteItem } from "./actions/delete-item.ts";
import { deleteTable } from "./actions/delete-table.ts";
import { describeTable } from "./actions/describe-table.ts";
import { getItem } from "./actions/get-item.ts";
import { listTables } from "./actions/list-tables.ts";
import { putItem } from "./actions/put-item.ts";
import { updateItem } from "./actions/update-item.ts";

const ALL: readonly AnyDynamodbAction[] = [
  createTable,
  deleteItem,
  deleteTable,
  describeTable,
  getItem,
  listTables,
  putItem,
  updateItem,
];

/** By the name the request calls it. */
export const actions: ReadonlyMap<string, AnyDynamodbAction> = new Map(ALL.map((one) => [one.name, one]));
