// Room simulator/dynamodb: UpdateItem: changes what is there, or makes it.
import { action, shapes } from "../action.ts";
import { addWrite, asWanted, consumed, usageOf, WANTED } from "../capacity.ts";
import { demand, notNull, oneOf } from "../constraints.ts";
import { projected } from "../expression/projection.ts";
import { checkTableName, findTable } from "../find.ts";
import { LEGACY, refuseLegacy } from "../legacy.ts";
import { FAILURE_VALUES, METRICS, RETURN_VALUES } from "../return-values.ts";
import type { Item } from "../value.ts";
import { bind, type Bound, collectionMetrics, decideWrite, readWish } from "../write.ts";

export const updateItem = action({
  name: "UpdateItem",
  input: {
    TableName: "string",
    Key: "document",
    UpdateExpression: "string",
    ConditionExpression: "string",
    ...shapes.placeholders,
    ReturnValues: "string",
    ReturnConsumedCapacity: "string",
    ReturnItemCollectionMetrics: "string",
    ReturnValuesOnConditionCheckFailure: "string",
    ...LEGACY,
  },
  output: { Attributes: "document", ConsumedCapacity: "document", ItemCollectionMetrics: "document" },
  decide(state, input, call) {
    const { TableName, ReturnValues: wanted = "NONE", ReturnConsumedCapacity, ...rest } = input;
    demand(
      oneOf(wanted, "returnValues", RETURN_VALUES),
      oneOf(ReturnConsumedCapacity, "returnConsumedCapacity", WANTED),
      oneOf(rest.ReturnItemCollectionMetrics, "returnItemCollectionMetrics", METRICS),
      oneOf(rest.ReturnValuesOnConditionCheckFailure, "returnValuesOnConditionCheckFailure", FAILURE_VALUES),
      notNull(TableName, "tableName"),
      notNull(input.Key, "key"),
    );
    checkTableName(TableName);
    refuseLegacy("UpdateItem", input);
    const wish = readWish("update", input.Key, input);
    const table = findTable(state, TableName, call);
    const bound = bind(table, wish);
    const { events, after } = decideWrite(
      bound,
      "UpdateItem",
      call,
      rest.ReturnValuesOnConditionCheckFailure === "ALL_OLD",
    );
    const usage = usageOf(TableName);
    if (ReturnConsumedCapacity !== undefined) addWrite(usage, table, bound.before, after);
    const answer = {
      ...attributesOf(wanted, bound, after),
      ...consumed(asWanted(ReturnConsumedCapacity), usage),
      ...collectionMetrics(rest.ReturnItemCollectionMetrics, table, wish.item),
    };
    return { events, answer };
  },
});

/** Nothing to tell is not told. */
function attributesOf(
  wanted: string,
  { wish, before }: Bound,
  after: Item | undefined,
): { Attributes?: Item } {
  const of = wanted.endsWith("_OLD") ? before : after;
  if (wanted === "NONE" || of === undefined) return {};
  if (wanted.startsWith("ALL")) return { Attributes: of };
  const Attributes = wish.update === undefined ? {} : projected(of, wish.update.shows);
  return Object.keys(Attributes).length === 0 ? {} : { Attributes };
}
