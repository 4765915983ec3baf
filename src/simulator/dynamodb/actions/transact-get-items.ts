// Room simulator/dynamodb: TransactGetItems: up to a hundred items as they are at one moment.
import { AwsError, type InputOf } from "../../wire/index.ts";
import { action, answered, shapes } from "../action.ts";
import { cancelled, NO_REASON, reasonOf, type Reason, STRUCK } from "../cancelled.ts";
import { addUnits, asWanted, consumedList, readUnits, type Usage, usageOf, WANTED } from "../capacity.ts";
import { demand, notNull, oneOf, sized } from "../constraints.ts";
import { unavailable } from "../errors.ts";
import { Expressions } from "../expression/of-call.ts";
import { projected } from "../expression/projection.ts";
import { checkTableName, findTable } from "../find.ts";
import { checkKey, keyText } from "../keys.ts";
import { MAX_TRANSACTION_ACTIONS } from "../limits.ts";
import { readItem } from "../read-value.ts";

const GET = {
  members: {
    TableName: "string",
    Key: "document",
    ProjectionExpression: "string",
    ExpressionAttributeNames: shapes.names,
  },
} as const;

export const transactGetItems = action({
  name: "TransactGetItems",
  input: { TransactItems: { list: { members: { Get: GET } } }, ReturnConsumedCapacity: "string" },
  output: { Responses: "document", ConsumedCapacity: "document" },
  decide(state, { TransactItems, ReturnConsumedCapacity }, call) {
    demand(
      oneOf(ReturnConsumedCapacity, "returnConsumedCapacity", WANTED),
      notNull(TransactItems, "transactItems"),
      sized(TransactItems, "transactItems", 1, MAX_TRANSACTION_ACTIONS),
    );
    const wanted = (TransactItems ?? []).map(({ Get }) => readGet(Get));
    const usages = new Map<string, Usage>();
    const reasons: Reason[] = [];
    const Responses = wanted.map(({ tableName, key, projection }) => {
      const table = findTable(state, tableName, call);
      const { keys } = table.definition;
      try {
        checkKey(keys, key);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        reasons.push(reasonOf("ValidationError", error.message));
        return {};
      }
      const text = keyText(keys, key);
      const struck = call.weather?.({ tableArn: table.arn, operation: "TransactGetItems", key: text });
      if (struck === "fail") throw unavailable();
      reasons.push(
        struck === undefined
          ? NO_REASON
          : struck === "conflict"
            ? STRUCK.conflict
            : STRUCK[table.settings.billing],
      );
      const row = table.byKey.get(text);
      const usage = usages.get(tableName) ?? usageOf(tableName, "read");
      usages.set(tableName, usage);
      addUnits(usage, undefined, 2 * readUnits(row?.bytes ?? 0, true));
      if (row === undefined) return {};
      return { Item: projection === undefined ? row.item : projected(row.item, projection.projection) };
    });
    if (reasons.some((reason) => reason !== NO_REASON)) throw cancelled(reasons);
    return answered({ Responses, ...consumedList(asWanted(ReturnConsumedCapacity), usages.values()) });
  },
});

type Get = InputOf<(typeof GET)["members"]> | undefined;

function readGet(get: Get) {
  const at = "transactItems.1.member.get";
  demand(
    notNull(get, at),
    ...(get === undefined ? [] : [notNull(get.Key, `${at}.key`), notNull(get.TableName, `${at}.tableName`)]),
  );
  const { TableName, Key, ProjectionExpression } = get ?? {};
  checkTableName(TableName);
  const key = readItem(Key);
  const expressions = new Expressions(get ?? {}, { ProjectionExpression });
  const projection = expressions.projection(ProjectionExpression);
  expressions.close();
  return { tableName: TableName, key, projection };
}
