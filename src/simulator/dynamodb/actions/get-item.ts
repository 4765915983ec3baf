// Room simulator/dynamodb: GetItem.
import { action, answered, shapes } from "../action.ts";
import { addUnits, asWanted, consumed, readUnits, usageOf, WANTED } from "../capacity.ts";
import { demand, notNull, oneOf } from "../constraints.ts";
import { Expressions } from "../expression/of-call.ts";
import { projected } from "../expression/projection.ts";
import { checkTableName, findTable } from "../find.ts";
import { checkKey, keyText } from "../keys.ts";
import { LEGACY, refuseLegacy } from "../legacy.ts";
import { readItem } from "../read-value.ts";
import { strikeRead } from "../read.ts";

export const getItem = action({
  name: "GetItem",
  input: {
    TableName: "string",
    Key: "document",
    ConsistentRead: "boolean",
    ProjectionExpression: "string",
    ExpressionAttributeNames: shapes.names,
    ReturnConsumedCapacity: "string",
    ...LEGACY,
  },
  output: { Item: "document", ConsumedCapacity: "document" },
  decide(state, input, call) {
    const { TableName, Key, ConsistentRead = false, ReturnConsumedCapacity } = input;
    demand(
      oneOf(ReturnConsumedCapacity, "returnConsumedCapacity", WANTED),
      notNull(TableName, "tableName"),
      notNull(Key, "key"),
    );
    checkTableName(TableName);
    refuseLegacy("GetItem", input);
    const key = readItem(Key);
    const expressions = new Expressions(input, { ProjectionExpression: input.ProjectionExpression });
    const projection = expressions.projection(input.ProjectionExpression);
    expressions.close();
    const table = findTable(state, TableName, call);
    const { keys } = table.definition;
    checkKey(keys, key);
    const text = keyText(keys, key);
    strikeRead(table, "GetItem", text, call);
    const row = table.byKey.get(text);
    const usage = usageOf(TableName);
    addUnits(usage, undefined, readUnits(row?.bytes ?? 0, ConsistentRead));
    const item =
      row === undefined || projection === undefined ? row?.item : projected(row.item, projection.projection);
    return answered({
      ...(item === undefined ? {} : { Item: item }),
      ...consumed(asWanted(ReturnConsumedCapacity), usage),
    });
  },
});
