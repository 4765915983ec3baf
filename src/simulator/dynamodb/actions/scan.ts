// Room simulator/dynamodb: Scan: all items of a table or an index, whole or one segment of it, in an order that means nothing.
import { action, answered, shapes } from "../action.ts";
import { WANTED } from "../capacity.ts";
import { segmentOf } from "../collection.ts";
import { between, demand, notNull, oneOf } from "../constraints.ts";
import { validation } from "../errors.ts";
import { Expressions } from "../expression/of-call.ts";
import { checkTableName, findTable } from "../find.ts";
import { scalarText } from "../keys.ts";
import { LEGACY, refuseLegacy } from "../legacy.ts";
import { MAX_SEGMENTS } from "../limits.ts";
import { pageOf, startOf } from "../page.ts";
import { strikeRead } from "../read.ts";
import { checkSelect, findIndex, SELECT, selector } from "../select.ts";
import { attribute } from "../value.ts";

export const scan = action({
  name: "Scan",
  input: {
    TableName: "string",
    IndexName: "string",
    FilterExpression: "string",
    ProjectionExpression: "string",
    ...shapes.placeholders,
    Select: "string",
    Limit: "integer",
    ConsistentRead: "boolean",
    ExclusiveStartKey: "document",
    Segment: "integer",
    TotalSegments: "integer",
    ReturnConsumedCapacity: "string",
    ...LEGACY,
  },
  output: {
    Items: "document",
    Count: "integer",
    ScannedCount: "integer",
    LastEvaluatedKey: "document",
    ConsumedCapacity: "document",
  },
  decide(state, input, call) {
    const { TableName, IndexName, Limit, ConsistentRead = false, Segment, TotalSegments } = input;
    demand(
      oneOf(input.Select, "select", SELECT),
      oneOf(input.ReturnConsumedCapacity, "returnConsumedCapacity", WANTED),
      notNull(TableName, "tableName"),
      between(Limit, "limit", 1, Number.MAX_SAFE_INTEGER),
      between(Segment, "segment", 0, MAX_SEGMENTS - 1),
      between(TotalSegments, "totalSegments", 1, MAX_SEGMENTS),
    );
    checkTableName(TableName);
    refuseLegacy("Scan", input);
    checkSegments(Segment, TotalSegments);
    const expressions = new Expressions(
      input,
      { FilterExpression: input.FilterExpression, ProjectionExpression: input.ProjectionExpression },
      ["FilterExpression"],
    );
    const projection = expressions.projection(input.ProjectionExpression);
    const filter = expressions.condition("FilterExpression", input.FilterExpression);
    expressions.close();
    const asked = { select: input.Select, projection, indexName: IndexName };
    checkSelect(asked);
    const table = findTable(state, TableName, call);
    const index = findIndex(table, IndexName, ConsistentRead);
    const { rows } = index ?? table;
    const show = selector(table, index, asked);
    const after = startOf(table, index, input.ExclusiveStartKey);
    const [segment, segments] = [Segment ?? 0, TotalSegments ?? 1];
    const start = after === undefined ? undefined : scalarText(attribute(after.item, rows.keys.hash.name));
    if (start !== undefined && segmentOf(start, segments) !== segment)
      throw validation(
        `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${segments} Segment: ${segment}`,
      );
    strikeRead(table, "Scan", "", call);
    return answered(
      pageOf({
        rows: rows.scan(segment, segments, after),
        table,
        tableName: TableName,
        index,
        limit: Limit,
        filter,
        values: expressions.values,
        show,
        isConsistent: ConsistentRead,
        capacity: input.ReturnConsumedCapacity,
      }),
    );
  },
});

function checkSegments(segment: number | undefined, segments: number | undefined): void {
  if (segment === undefined && segments !== undefined)
    throw validation(
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    );
  if (segment !== undefined && segments === undefined)
    throw validation(
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    );
  if (segment !== undefined && segments !== undefined && segment >= segments)
    throw validation(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${segments}`,
    );
}
