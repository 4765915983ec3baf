// Room simulator/dynamodb: BatchWriteItem: up to 25 puts and deletes, each by itself and without condition; what is throttled is named as
// unprocessed.
import { action } from "../action.ts";
import { addWrite, asWanted, consumedList, type Usage, usageOf, WANTED } from "../capacity.ts";
import { demand, notNull, oneOf } from "../constraints.ts";
import { AwsError, type InputOf } from "../../wire/index.ts";
import { throttled, unavailable, validation } from "../errors.ts";
import type { DynamodbEvent } from "../events.ts";
import { checkTableName, findTable } from "../find.ts";
import { schemaMismatch } from "../keys.ts";
import { MAX_BATCH_WRITE } from "../limits.ts";
import { RefusedWithEvents } from "../refused.ts";
import { METRICS } from "../return-values.ts";
import type { Table } from "../state.ts";
import {
  bind,
  type Bound,
  collectionMetrics,
  outcomeOf,
  readWish,
  refusedEvent,
  weatherOf,
  type Wish,
} from "../write.ts";
import { define } from "./batch-get-item.ts";

const REQUEST = {
  members: { PutRequest: { members: { Item: "document" } }, DeleteRequest: { members: { Key: "document" } } },
} as const;

export const batchWriteItem = action({
  name: "BatchWriteItem",
  input: {
    RequestItems: { map: { list: REQUEST } },
    ReturnConsumedCapacity: "string",
    ReturnItemCollectionMetrics: "string",
  },
  output: { UnprocessedItems: "document", ItemCollectionMetrics: "document", ConsumedCapacity: "document" },
  decide(state, input, call) {
    const { RequestItems, ReturnConsumedCapacity, ReturnItemCollectionMetrics } = input;
    demand(
      oneOf(ReturnConsumedCapacity, "returnConsumedCapacity", WANTED),
      oneOf(ReturnItemCollectionMetrics, "returnItemCollectionMetrics", METRICS),
      notNull(RequestItems, "requestItems"),
    );
    const requested = Object.entries(RequestItems ?? {});
    checkCount(requested);
    const parts = requested.map(([name, requests]) => {
      checkTableName(name);
      return { name, requests, wishes: requests.map(wishOf) };
    });
    const bound = parts.map(({ name, requests, wishes }) => {
      const table = findTable(state, name, call);
      return { name, table, requests, writes: bindAll(table, wishes) };
    });
    const events: DynamodbEvent[] = [];
    const UnprocessedItems: Record<string, Request[]> = {};
    const ItemCollectionMetrics: Record<string, object[]> = {};
    const usages = new Map<string, Usage>();
    let done = 0;
    for (const { name, table, requests, writes } of bound) {
      const usage = usageOf(name);
      const left: Request[] = [];
      const metrics: object[] = [];
      usages.set(name, usage);
      for (const [index, write] of writes.entries()) {
        const struck = weatherOf(write, "BatchWriteItem", call);
        if (struck !== undefined) {
          events.push(refusedEvent(write, "BatchWriteItem", struck, call));
          if (struck === "fail") throw new RefusedWithEvents(unavailable(), events);
          left.push(requests[index] ?? {});
          continue;
        }
        const outcome = outcomeOf(write, "BatchWriteItem", call);
        events.push(...outcome.events);
        if (ReturnConsumedCapacity !== undefined) addWrite(usage, table, write.before, outcome.after);
        const told = collectionMetrics(ReturnItemCollectionMetrics, table, write.wish.item);
        if (told.ItemCollectionMetrics !== undefined) metrics.push(told.ItemCollectionMetrics);
        done += 1;
      }
      if (left.length > 0) define(UnprocessedItems, name, left);
      if (metrics.length > 0) define(ItemCollectionMetrics, name, metrics);
    }
    // A batch of which nothing could be done is refused as a whole.
    if (done === 0) throw new RefusedWithEvents(throttled(), events);
    const answer = {
      UnprocessedItems,
      ...(ReturnItemCollectionMetrics === "SIZE" ? { ItemCollectionMetrics } : {}),
      ...consumedList(asWanted(ReturnConsumedCapacity), usages.values()),
    };
    return { events, answer };
  },
});

type Request = InputOf<(typeof REQUEST)["members"]>;

function wishOf({ PutRequest, DeleteRequest }: Request): Wish {
  if ((PutRequest === undefined) === (DeleteRequest === undefined))
    throw validation(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    );
  return PutRequest === undefined
    ? readWish("delete", DeleteRequest?.Key ?? {}, {})
    : readWish("put", PutRequest.Item ?? {}, {});
}

/** A batch says less of what is wrong with a key (recorded: test_batch_write_not_matching_schema). */
function bindAll(table: Table, wishes: readonly Wish[]): readonly Bound[] {
  const writes = wishes.map((wish) => {
    try {
      return bind(table, wish);
    } catch (error) {
      const isAboutKey = error instanceof AwsError && /the key .* in the item|for key /.test(error.message);
      throw isAboutKey ? schemaMismatch() : error;
    }
  });
  if (new Set(writes.map(({ key }) => key)).size < writes.length)
    throw validation("Provided list of item keys contains duplicates");
  return writes;
}

function checkCount(requested: readonly (readonly [string, readonly Request[]])[]): void {
  const words = (value: string, must: string) =>
    validation(
      `1 validation error detected: Value '${value}' at 'requestItems' failed to satisfy constraint: ${must}`,
    );
  const least = "Member must have length greater than or equal to 1";
  if (requested.length === 0) throw words("{}", least);
  const isMisfit = ({ length }: readonly Request[]) => length === 0 || length > MAX_BATCH_WRITE;
  // Of one table's list the model speaks, of the sum over tables the service.
  if (requested.some(([, requests]) => isMisfit(requests)))
    throw words(
      `{${requested.map(([name, requests]) => `${name}=${JSON.stringify(requests)}`).join(", ")}}`,
      `Map value must satisfy constraint: [Member must have length less than or equal to ${MAX_BATCH_WRITE}, ${least}]`,
    );
  if (requested.reduce((sum, [, { length }]) => sum + length, 0) > MAX_BATCH_WRITE)
    throw validation("Too many items requested for the BatchWriteItem call");
}
