// Room simulator/dynamodb: PutItem.
import { action, shapes } from "../action.ts";
import { addWrite, asWanted, consumed, usageOf, WANTED } from "../capacity.ts";
import { demand, notNull, oneOf } from "../constraints.ts";
import { validation } from "../errors.ts";
import { checkTableName, findTable } from "../find.ts";
import { LEGACY, refuseLegacy } from "../legacy.ts";
import { bind, collectionMetrics, decideWrite, readWish } from "../write.ts";
import { FAILURE_VALUES, METRICS, RETURN_VALUES } from "../return-values.ts";

export const putItem = action({
  name: "PutItem",
  input: {
    TableName: "string",
    Item: "document",
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
      notNull(input.Item, "item"),
    );
    checkTableName(TableName);
    refuseLegacy("PutItem", input);
    if (wanted !== "NONE" && wanted !== "ALL_OLD")
      throw validation("ReturnValues can only be ALL_OLD or NONE");
    const wish = readWish("put", input.Item, input);
    const table = findTable(state, TableName, call);
    const bound = bind(table, wish);
    const { events, after } = decideWrite(
      bound,
      "PutItem",
      call,
      rest.ReturnValuesOnConditionCheckFailure === "ALL_OLD",
    );
    const usage = usageOf(TableName);
    if (ReturnConsumedCapacity !== undefined) addWrite(usage, table, bound.before, after);
    const answer = {
      ...(wanted === "ALL_OLD" && bound.before !== undefined ? { Attributes: bound.before } : {}),
      ...consumed(asWanted(ReturnConsumedCapacity), usage),
      ...collectionMetrics(rest.ReturnItemCollectionMetrics, table, wish.item),
    };
    return { events, answer };
  },
});
