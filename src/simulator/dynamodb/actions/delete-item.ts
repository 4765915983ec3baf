// Room simulator/dynamodb: DeleteItem: what is not there is deleted with success.
import { action } from "../action.ts";
import { addWrite, asWanted, consumed, usageOf } from "../capacity.ts";
import { findTable } from "../find.ts";
import { checkWrite, WRITE_INPUT, WRITE_OUTPUT } from "../single-write.ts";
import { bind, collectionMetrics, decideWrite, readWish } from "../write.ts";

export const deleteItem = action({
  name: "DeleteItem",
  input: {
    TableName: "string",
    Key: "document",
    ...WRITE_INPUT,
  },
  output: WRITE_OUTPUT,
  decide(state, input, call) {
    const { ReturnValues: wanted = "NONE", ReturnConsumedCapacity, ...rest } = input;
    const TableName = checkWrite("DeleteItem", input, input.Key);
    const wish = readWish("delete", input.Key, input);
    const table = findTable(state, TableName, call);
    const bound = bind(table, wish);
    const { events } = decideWrite(
      bound,
      "DeleteItem",
      call,
      rest.ReturnValuesOnConditionCheckFailure === "ALL_OLD",
    );
    const usage = usageOf(TableName);
    if (ReturnConsumedCapacity !== undefined) addWrite(usage, table, bound.before, undefined);
    const answer = {
      ...(wanted === "ALL_OLD" && bound.before !== undefined ? { Attributes: bound.before } : {}),
      ...consumed(asWanted(ReturnConsumedCapacity), usage),
      ...collectionMetrics(rest.ReturnItemCollectionMetrics, table, wish.item),
    };
    return { events, answer };
  },
});
