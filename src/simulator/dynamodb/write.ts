// Room simulator/dynamodb: a write of one item, whether a call of its own, part of a batch or of a transaction: read, bound to its table,
// judged by its condition, and turned into what happens.
import type { DynamodbCall } from "./action.ts";
import { writeUnits } from "./capacity.ts";
import {
  conditionFailed,
  inTransaction,
  invalidValue,
  throttled,
  unavailable,
  validation,
} from "./errors.ts";
import type { DynamodbEvent, ItemDeleted, ItemPut } from "./events.ts";
import type { Condition } from "./expression/ast.ts";
import type { CompiledUpdate } from "./expression/compile.ts";
import { holds } from "./expression/condition.ts";
import { Expressions, type Placeholders } from "./expression/of-call.ts";
import { updated } from "./expression/update.ts";
import type { Values } from "./expression/values.ts";
import { checkIndexKey, checkItemKey, checkKey, keyOf, keyText, partsOf } from "./keys.ts";
import { MAX_ITEM_BYTES } from "./limits.ts";
import { readItem } from "./read-value.ts";
import { itemBytes } from "./size.ts";
import { RefusedWithEvents } from "./refused.ts";
import type { Table } from "./state.ts";
import type { Item } from "./value.ts";

export type Kind = "put" | "update" | "delete" | "check";

/** What a caller wants written, before it is known whether there is such a table. */
export interface Wish {
  readonly kind: Kind;
  /** The item to put, else the key. */
  readonly item: Item;
  readonly condition: Condition | undefined;
  readonly update: CompiledUpdate | undefined;
  readonly values: Values;
}

interface WishInput extends Placeholders {
  readonly ConditionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
}

/** `from` is the item or the key as it came. */
export function readWish(kind: Kind, from: unknown, input: WishInput): Wish {
  const item = readItem(from);
  const texts =
    kind === "update"
      ? { UpdateExpression: input.UpdateExpression, ConditionExpression: input.ConditionExpression }
      : { ConditionExpression: input.ConditionExpression };
  const expressions = new Expressions(input, texts);
  const update = kind === "update" ? expressions.update(input.UpdateExpression) : undefined;
  const condition = expressions.condition("ConditionExpression", input.ConditionExpression);
  expressions.close();
  return { kind, item, condition, update, values: expressions.values };
}

/** A wish and the item that it is about. */
export interface Bound {
  readonly wish: Wish;
  readonly table: Table;
  readonly key: string;
  readonly before: Item | undefined;
}

export function bind(table: Table, wish: Wish): Bound {
  const { keys } = table.definition;
  if (wish.kind === "put") checkPut(table, wish.item);
  else checkKey(keys, wish.item);
  if (wish.update !== undefined) checkKeyStays(table, wish.update);
  const key = keyText(keys, wish.item);
  return { wish, table, key, before: table.byKey.get(key)?.item };
}

function checkPut(table: Table, item: Item): void {
  checkItemKey(table.definition.keys, item);
  checkIndexKeys(table, item);
}

function checkIndexKeys(table: Table, item: Item): void {
  for (const { definition } of table.indexes.values()) checkIndexKey(definition.name, definition.keys, item);
}

function checkKeyStays(table: Table, { actions }: CompiledUpdate): void {
  for (const { name } of partsOf(table.definition.keys))
    if (actions.some(({ path }) => path[0] === name))
      throw invalidValue(`Cannot update attribute ${name}. This attribute is part of the key`);
}

export const conditionHolds = ({ wish, before }: Bound): boolean =>
  wish.condition === undefined || holds(wish.condition, before ?? {}, wish.values);

export interface Outcome {
  /** None where nothing changed. */
  readonly events: readonly (ItemPut | ItemDeleted)[];
  readonly after: Item | undefined;
}

/** What the write leads to, its condition holding. */
export function outcomeOf(bound: Bound, operation: string, call: DynamodbCall): Outcome {
  const { wish, table, before } = bound;
  if (wish.kind === "check") return { events: [], after: before };
  const at = written(bound, operation, call);
  if (wish.kind === "delete") {
    if (before === undefined) return { events: [], after: undefined };
    return { events: [{ kind: "dynamodb.item-deleted", ...at, old: before }], after: undefined };
  }
  const after = wish.kind === "put" ? wish.item : afterUpdate(table, wish, before);
  const bytes = itemBytes(after);
  if (bytes > MAX_ITEM_BYTES)
    throw validation(
      wish.kind === "put"
        ? "Item size has exceeded the maximum allowed size"
        : "Item size to update has exceeded the maximum allowed size",
    );
  const put: ItemPut = {
    kind: "dynamodb.item-put",
    ...at,
    item: after,
    bytes,
    ...(before === undefined ? {} : { old: before }),
  };
  return { events: [put], after };
}

/** An update of what is not there makes it. */
function afterUpdate(table: Table, { update, values, item: key }: Wish, before: Item | undefined): Item {
  if (update === undefined) return before ?? key;
  const after = updated(before ?? key, update.actions, values);
  checkIndexKeys(table, after);
  return after;
}

const written = ({ table, wish }: Bound, operation: string, { nowMs, actor }: DynamodbCall) => ({
  tableArn: table.arn,
  atMs: nowMs,
  key: keyOf(table.definition.keys, wish.item),
  operation,
  ...(actor === undefined ? {} : { by: actor }),
});

/** A write whose condition failed, for the log: it consumes what the item weighs (DDB-03). */
export function failed(bound: Bound, operation: string, call: DynamodbCall): DynamodbEvent {
  const bytes = bound.before === undefined ? 0 : itemBytes(bound.before);
  return {
    kind: "dynamodb.condition-failed",
    ...written(bound, operation, call),
    writeUnits: writeUnits(bytes),
  };
}

/** Weather, if there is any. */
export const weatherOf = ({ table, key }: Bound, operation: string, { weather }: DynamodbCall) =>
  weather?.({ tableArn: table.arn, operation, key });

export type Struck = NonNullable<ReturnType<typeof weatherOf>>;

export const refusedEvent = (
  bound: Bound,
  operation: string,
  reason: Struck,
  call: DynamodbCall,
): DynamodbEvent => ({ kind: "dynamodb.refused", reason, ...written(bound, operation, call) });

const STRIKES = { throttle: throttled, conflict: inTransaction, fail: unavailable } as const;

/** A single write, done or refused. */
export function decideWrite(
  bound: Bound,
  operation: string,
  call: DynamodbCall,
  returnOldOnFailure: boolean,
): Outcome {
  const struck = weatherOf(bound, operation, call);
  if (struck !== undefined)
    throw new RefusedWithEvents(STRIKES[struck](), [refusedEvent(bound, operation, struck, call)]);
  if (!conditionHolds(bound))
    throw new RefusedWithEvents(conditionFailed(returnOldOnFailure ? bound.before : undefined), [
      failed(bound, operation, call),
    ]);
  return outcomeOf(bound, operation, call);
}

/** The size of an item collection, where there are local indexes and someone asks: always in the first gigabyte. */
export function collectionMetrics(
  wanted: string | undefined,
  table: Table,
  item: Item,
): { readonly ItemCollectionMetrics?: object } {
  const hasLocal = [...table.indexes.values()].some(({ definition }) => !definition.isGlobal);
  if (wanted !== "SIZE" || !hasLocal) return {};
  const { hash } = table.definition.keys;
  const ItemCollectionKey = keyOf({ hash, range: undefined }, item);
  return { ItemCollectionMetrics: { ItemCollectionKey, SizeEstimateRangeGB: [0, 1] } };
}
