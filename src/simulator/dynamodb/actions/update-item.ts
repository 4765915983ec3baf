// Room simulator/dynamodb: UpdateItem: changes what is there, or makes it.
import { action } from "../action.ts";
import { addWrite, asWanted, consumed, usageOf } from "../capacity.ts";
import { projected } from "../expression/projection.ts";
import { findTable } from "../find.ts";
import type { Item } from "../value.ts";
import { checkWrite, WRITE_INPUT, WRITE_OUTPUT } from "../single-write.ts";
import { bind, type Bound, collectionMetrics, decideWrite, readWish } from "../write.ts";

export const updateItem = action({
  name: "UpdateItem",
  input: {
    TableName: "string",
    Key: "document",
    UpdateExpression: "string",
    ...WRITE_INPUT,
  },
  output: WRITE_OUTPUT,
  decide(state, input, call) {
    const { ReturnValues: wanted = "NONE", ReturnConsumedCapacity, ...rest } = input;
    const TableName = checkWrite("UpdateItem", input, input.Key);
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
