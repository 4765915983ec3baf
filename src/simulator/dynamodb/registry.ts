// Room simulator/dynamodb: every action there is, one file each in actions/. What is not here is refused by name.
import type { AnyDynamodbAction } from "./action.ts";
import { batchGetItem } from "./actions/batch-get-item.ts";
import { batchWriteItem } from "./actions/batch-write-item.ts";
import { createTable } from "./actions/create-table.ts";
import { deleteItem } from "./actions/delete-item.ts";
import { deleteTable } from "./actions/delete-table.ts";
import { describeContinuousBackups } from "./actions/describe-continuous-backups.ts";
import { describeTable } from "./actions/describe-table.ts";
import { describeTimeToLive } from "./actions/describe-time-to-live.ts";
import { getItem } from "./actions/get-item.ts";
import { listTables } from "./actions/list-tables.ts";
import { listTagsOfResource } from "./actions/list-tags-of-resource.ts";
import { putItem } from "./actions/put-item.ts";
import { query } from "./actions/query.ts";
import { scan } from "./actions/scan.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { transactGetItems } from "./actions/transact-get-items.ts";
import { transactWriteItems } from "./actions/transact-write-items.ts";
import { untagResource } from "./actions/untag-resource.ts";
import { updateItem } from "./actions/update-item.ts";
import { updateTable } from "./actions/update-table.ts";
import { updateTimeToLive } from "./actions/update-time-to-live.ts";

const ALL: readonly AnyDynamodbAction[] = [
  batchGetItem,
  batchWriteItem,
  createTable,
  deleteItem,
  deleteTable,
  describeContinuousBackups,
  describeTable,
  describeTimeToLive,
  getItem,
  listTables,
  listTagsOfResource,
  putItem,
  query,
  scan,
  tagResource,
  transactGetItems,
  transactWriteItems,
  untagResource,
  updateItem,
  updateTable,
  updateTimeToLive,
];

/** By the name the request calls it. */
export const actions: ReadonlyMap<string, AnyDynamodbAction> = new Map(ALL.map((one) => [one.name, one]));
