// Room simulator/dynamodb: TransactWriteItems: all of it or nothing (DDB-05, DDB-06), and once for each token (DDB-07).
import { hash } from "node:crypto";
import { AwsError, type InputOf } from "../../wire/index.ts";
import { action, type DynamodbCall, shapes } from "../action.ts";
import {
  addUnits,
  addWrite,
  asWanted,
  consumedList,
  readUnits,
  type Usage,
  usageOf,
  WANTED,
} from "../capacity.ts";
import { demand, notNull, oneOf, sized } from "../constraints.ts";
import { unavailable, validation } from "../errors.ts";
import type { DynamodbEvent } from "../events.ts";
import { checkTableName, findTable } from "../find.ts";
import { MAX_TRANSACTION_ACTIONS, MAX_TRANSACTION_BYTES } from "../limits.ts";
import { RefusedWithEvents } from "../refused.ts";
import { FAILURE_VALUES, METRICS } from "../return-values.ts";
import { itemBytes } from "../size.ts";
import type { Table } from "../state.ts";
import { tokenOf } from "../token.ts";
import type { Item } from "../value.ts";
import {
  bind,
  type Bound,
  collectionMetrics,
  conditionHolds,
  failed,
  type Kind,
  type Outcome,
  outcomeOf,
  readWish,
  refusedEvent,
  type Struck,
  weatherOf,
  type Wish,
} from "../write.ts";
import { cancelled, NO_REASON, reasonOf, type Reason, STRUCK } from "../cancelled.ts";
import { define } from "./batch-get-item.ts";

const PART = {
  TableName: "string",
  ConditionExpression: "string",
  ...shapes.placeholders,
  ReturnValuesOnConditionCheckFailure: "string",
} as const;

const ACTION = {
  members: {
    ConditionCheck: { members: { ...PART, Key: "document" } },
    Put: { members: { ...PART, Item: "document" } },
    Delete: { members: { ...PART, Key: "document" } },
    Update: { members: { ...PART, Key: "document", UpdateExpression: "string" } },
  },
} as const;

const NAME = "TransactWriteItems";

export const transactWriteItems = action({
  name: NAME,
  input: {
    TransactItems: { list: ACTION },
    ClientRequestToken: "string",
    ReturnConsumedCapacity: "string",
    ReturnItemCollectionMetrics: "string",
  },
  output: { ConsumedCapacity: "document", ItemCollectionMetrics: "document" },
  decide(state, input, call) {
    const { TransactItems, ClientRequestToken: token, ReturnConsumedCapacity } = input;
    demand(
      oneOf(ReturnConsumedCapacity, "returnConsumedCapacity", WANTED),
      oneOf(input.ReturnItemCollectionMetrics, "returnItemCollectionMetrics", METRICS),
      notNull(TransactItems, "transactItems"),
      sized(token, "clientRequestToken", 1, 36),
      sized(TransactItems, "transactItems", 1, MAX_TRANSACTION_ACTIONS),
    );
    const wanted = (TransactItems ?? []).map((given, index) => readAction(given, index + 1));
    const digest = token === undefined ? "" : hash("sha1", JSON.stringify(TransactItems), "base64");
    const isRepeat = token !== undefined && tokenOf(state, token, digest, call);
    const tables = wanted.map(({ tableName }) => findTable(state, tableName, call));
    const events: DynamodbEvent[] = [];
    const usages = new Map<string, Usage>();
    const metrics: Record<string, object[]> = {};
    const decided = isRepeat ? [] : decideAll(wanted, tables, call);
    if (isRepeat && ReturnConsumedCapacity !== undefined) addReads(usages, wanted, tables);
    for (const [index, { bound, outcome }] of decided.entries()) {
      events.push(...outcome.events);
      const name = wanted[index]?.tableName ?? "";
      if (ReturnConsumedCapacity !== undefined)
        addWrite(usageFor(usages, name), bound.table, bound.before, outcome.after, 2);
      const told = collectionMetrics(input.ReturnItemCollectionMetrics, bound.table, bound.wish.item);
      if (told.ItemCollectionMetrics !== undefined)
        define(metrics, name, [...(metrics[name] ?? []), told.ItemCollectionMetrics]);
    }
    const { account, region, nowMs: atMs } = call;
    if (token !== undefined && !isRepeat)
      events.push({ kind: "dynamodb.transacted", token, digest, account, region, atMs });
    const answer = {
      ...consumedList(asWanted(ReturnConsumedCapacity), usages.values()),
      ...(Object.keys(metrics).length > 0 ? { ItemCollectionMetrics: metrics } : {}),
    };
    return { events, answer };
  },
});

type Given = InputOf<(typeof ACTION)["members"]>;

interface Wanted {
  readonly tableName: string;
  readonly wish: Wish;
  readonly returnsOld: boolean;
}

function readAction(given: Given, nth: number): Wanted {
  const { ConditionCheck, Put, Delete, Update } = given;
  if ([ConditionCheck, Put, Delete, Update].filter((one) => one !== undefined).length !== 1)
    throw validation("TransactItems can only contain one of Check, Put, Update or Delete");
  if (Put !== undefined) return readPart("put", Put, Put.Item, `${nth}.member.put`);
  if (Update !== undefined) {
    demand(notNull(Update.UpdateExpression, `transactItems.${nth}.member.update.updateExpression`));
    return readPart("update", Update, Update.Key, `${nth}.member.update`);
  }
  if (Delete !== undefined) return readPart("delete", Delete, Delete.Key, `${nth}.member.delete`);
  const at = `transactItems.${nth}.member.conditionCheck.conditionExpression`;
  demand(notNull(ConditionCheck?.ConditionExpression, at));
  return readPart("check", ConditionCheck ?? {}, ConditionCheck?.Key, `${nth}.member.conditionCheck`);
}

type Part = NonNullable<Given["Update"]>;

function readPart(kind: Kind, part: Partial<Part>, from: unknown, place: string): Wanted {
  const { TableName, ReturnValuesOnConditionCheckFailure: returns } = part;
  const at = `transactItems.${place}`;
  demand(
    notNull(from, `${at}.${kind === "put" ? "item" : "key"}`),
    notNull(TableName, `${at}.tableName`),
    oneOf(returns, `${at}.returnValuesOnConditionCheckFailure`, FAILURE_VALUES),
  );
  checkTableName(TableName);
  return { tableName: TableName, wish: readWish(kind, from, part), returnsOld: returns === "ALL_OLD" };
}

interface Decided {
  readonly bound: Bound;
  readonly outcome: Outcome;
}

/** All outcomes, or the reasons why there are none. */
function decideAll(
  wanted: readonly Wanted[],
  tables: readonly Table[],
  call: DynamodbCall,
): readonly Decided[] {
  const events: DynamodbEvent[] = [];
  const reasons: Reason[] = [];
  const decided: Decided[] = [];
  const items = new Set<string>();
  let bytes = 0;
  for (const [index, { wish, returnsOld }] of wanted.entries()) {
    const table = tables[index];
    if (table === undefined) continue;
    try {
      const bound = bind(table, wish);
      items.add(`${table.arn} ${bound.key}`);
      bytes += itemBytes(wish.item);
      const struck = weatherOf(bound, NAME, call);
      if (struck !== undefined) reasons.push(strike(bound, struck, events, call));
      else if (!conditionHolds(bound)) {
        events.push(failed(bound, NAME, call));
        reasons.push(
          reasonOf("ConditionalCheckFailed", "The conditional request failed", oldOf(bound, returnsOld)),
        );
      } else {
        decided.push({ bound, outcome: outcomeOf(bound, NAME, call) });
        reasons.push(NO_REASON);
      }
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== "ValidationException") throw error;
      reasons.push(reasonOf("ValidationError", error.message));
      items.add(`invalid ${index}`);
    }
  }
  if (items.size < wanted.length)
    throw validation("Transaction request cannot include multiple operations on one item");
  if (bytes > MAX_TRANSACTION_BYTES)
    throw validation("The aggregate size of the items in the transaction exceeds 4 MB");
  if (decided.length === wanted.length) return decided;
  throw new RefusedWithEvents(cancelled(reasons), events);
}

const oldOf = ({ before }: Bound, returnsOld: boolean): Item | undefined => (returnsOld ? before : undefined);

function strike(bound: Bound, struck: Struck, events: DynamodbEvent[], call: DynamodbCall): Reason {
  events.push(refusedEvent(bound, NAME, struck, call));
  if (struck === "fail") throw new RefusedWithEvents(unavailable(), events);
  return struck === "throttle" ? STRUCK[bound.table.settings.billing] : STRUCK.conflict;
}

/** The same transaction again pays for reading its items (API Reference, TransactWriteItems, ClientRequestToken). */
function addReads(usages: Map<string, Usage>, wanted: readonly Wanted[], tables: readonly Table[]): void {
  for (const [index, { tableName, wish }] of wanted.entries()) {
    const table = tables[index];
    if (table === undefined) continue;
    const { before } = bind(table, wish);
    const bytes = before === undefined ? 0 : itemBytes(before);
    addUnits(usageFor(usages, tableName, "read"), undefined, 2 * readUnits(bytes, true));
  }
}

function usageFor(usages: Map<string, Usage>, name: string, kind: "read" | "write" = "write"): Usage {
  const known = usages.get(name) ?? usageOf(name, kind);
  usages.set(name, known);
  return known;
}
