// Room simulator/dynamodb: BatchGetItem: up to a hundred items of several tables; what does not fit, or is throttled, is named as
// unprocessed.
import { type InputOf, isFields } from "../../wire/index.ts";
import { action, shapes } from "../action.ts";
import { addUnits, asWanted, consumedList, readUnits, type Usage, usageOf, WANTED } from "../capacity.ts";
import { demand, notNull, oneOf, sized } from "../constraints.ts";
import { serialization, throttled, unavailable, validation } from "../errors.ts";
import type { DynamodbEvent } from "../events.ts";
import { Expressions } from "../expression/of-call.ts";
import { projected } from "../expression/projection.ts";
import { checkTableName, findTable } from "../find.ts";
import { checkKey, keyText } from "../keys.ts";
import { refuseLegacy } from "../legacy.ts";
import { MAX_BATCH_GET, MAX_BATCH_GET_BYTES } from "../limits.ts";
import { readItem } from "../read-value.ts";
import { RefusedWithEvents } from "../refused.ts";
import type { Item } from "../value.ts";

const OF_TABLE = {
  members: {
    Keys: { list: "document" },
    AttributesToGet: "document",
    ConsistentRead: "boolean",
    ProjectionExpression: "string",
    ExpressionAttributeNames: shapes.names,
  },
} as const;

export const batchGetItem = action({
  name: "BatchGetItem",
  input: { RequestItems: { map: OF_TABLE }, ReturnConsumedCapacity: "string" },
  output: { Responses: "document", UnprocessedKeys: "document", ConsumedCapacity: "document" },
  decide(state, { RequestItems, ReturnConsumedCapacity }, call) {
    demand(
      oneOf(ReturnConsumedCapacity, "returnConsumedCapacity", WANTED),
      notNull(RequestItems, "requestItems"),
    );
    const requested = Object.entries(RequestItems ?? {});
    checkCount(requested);
    const parts = requested.map(([name, part]) => ({ name, part, ...readPart(name, part) }));
    const Responses: Record<string, Item[]> = {};
    const UnprocessedKeys: Record<string, object> = {};
    const usages = new Map<string, Usage>();
    const events: DynamodbEvent[] = [];
    let bytes = 0;
    for (const { name, part, keys, projection } of parts) {
      const table = findTable(state, name, call);
      const texts = keys.map((key) => {
        checkKey(table.definition.keys, key);
        return keyText(table.definition.keys, key);
      });
      if (new Set(texts).size < texts.length)
        throw validation("Provided list of item keys contains duplicates");
      const items: Item[] = [];
      const left: Item[] = [];
      const usage = usageOf(name);
      usages.set(name, usage);
      for (const [index, text] of texts.entries()) {
        const row = table.byKey.get(text);
        const key = keys[index] ?? {};
        const struck = call.weather?.({ tableArn: table.arn, operation: "BatchGetItem", key: text });
        if (struck === "fail") throw unavailable();
        if (struck === "throttle" || bytes + (row?.bytes ?? 0) > MAX_BATCH_GET_BYTES) {
          left.push(key);
          if (struck === "throttle")
            events.push({
              ...({
                kind: "dynamodb.refused",
                reason: struck,
                operation: "BatchGetItem",
              } as const),
              tableArn: table.arn,
              atMs: call.nowMs,
              key,
            });
          continue;
        }
        bytes += row?.bytes ?? 0;
        addUnits(usage, undefined, readUnits(row?.bytes ?? 0, part.ConsistentRead === true));
        if (row !== undefined)
          items.push(projection === undefined ? row.item : projected(row.item, projection.projection));
      }
      define(Responses, name, items);
      if (left.length > 0) define(UnprocessedKeys, name, { ...part, Keys: left });
    }
    const asked = parts.reduce((sum, { keys }) => sum + keys.length, 0);
    // A batch of which nothing could be done is refused as a whole.
    if (events.length === asked) throw new RefusedWithEvents(throttled(), events);
    const answer = {
      Responses,
      UnprocessedKeys,
      ...consumedList(asWanted(ReturnConsumedCapacity), usages.values()),
    };
    return { events, answer };
  },
});

type Part = InputOf<(typeof OF_TABLE)["members"]>;

function readPart(name: string, part: Part) {
  checkTableName(name);
  refuseLegacy("BatchGetItem", part);
  const expressions = new Expressions(part, { ProjectionExpression: part.ProjectionExpression });
  const projection = expressions.projection(part.ProjectionExpression);
  expressions.close();
  return { keys: (part.Keys ?? []).map(readKey), projection };
}

function readKey(from: unknown): Item {
  if (!isFields(from)) throw serialization("a key is a map of attributes");
  return readItem(from);
}

function checkCount(requested: readonly (readonly [string, Part])[]): void {
  if (requested.length === 0)
    throw validation(
      "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  for (const [name, { Keys }] of requested) {
    const at = `requestItems.${name}.member.keys`;
    demand(notNull(Keys, at), sized(Keys?.length === 0 ? Keys : undefined, at, 1, MAX_BATCH_GET));
  }
  if (requested.reduce((sum, [, { Keys }]) => sum + (Keys?.length ?? 0), 0) > MAX_BATCH_GET)
    throw validation("Too many items requested for the BatchGetItem call");
}

/** Table names are the caller's. */
export function define<T>(on: Record<string, T>, name: string, value: T): void {
  Object.defineProperty(on, name, { value, enumerable: true, configurable: true, writable: true });
}
