// Room simulator/dynamodb: Query: the items of one partition of a table or an index, in the order of the sort key.
import type { InputOf } from "../../wire/index.ts";
import { action, answered, shapes } from "../action.ts";
import { WANTED } from "../capacity.ts";
import type { Place } from "../collection.ts";
import { between, demand, notNull, oneOf } from "../constraints.ts";
import { invalidValue, validation } from "../errors.ts";
import type { Condition, Operand } from "../expression/ast.ts";
import {
  type KeyCondition,
  keyConditionOf,
  keyTestsOf,
  type RangeCondition,
} from "../expression/key-condition.ts";
import { Expressions } from "../expression/of-call.ts";
import { valueOf, type Values } from "../expression/values.ts";
import { checkTableName, findTable } from "../find.ts";
import { checkKeyValue, type Keys, partsOf, scalarText } from "../keys.ts";
import { LEGACY, refuseLegacy } from "../legacy.ts";
import { pageOf, startOf } from "../page.ts";
import { strikeRead } from "../read.ts";
import { checkSelect, findIndex, SELECT, selector } from "../select.ts";
import { attribute, compare, typeOf } from "../value.ts";

const INPUT = {
  TableName: "string",
  IndexName: "string",
  KeyConditionExpression: "string",
  FilterExpression: "string",
  ProjectionExpression: "string",
  ...shapes.placeholders,
  Select: "string",
  Limit: "integer",
  ConsistentRead: "boolean",
  ScanIndexForward: "boolean",
  ExclusiveStartKey: "document",
  ReturnConsumedCapacity: "string",
  ...LEGACY,
} as const;

export const query = action({
  name: "Query",
  input: INPUT,
  output: {
    Items: "document",
    Count: "integer",
    ScannedCount: "integer",
    LastEvaluatedKey: "document",
    ConsumedCapacity: "document",
  },
  decide(state, input, call) {
    const { TableName, IndexName, Limit, ConsistentRead = false, ScanIndexForward = true } = input;
    demand(
      oneOf(input.Select, "select", SELECT),
      oneOf(input.ReturnConsumedCapacity, "returnConsumedCapacity", WANTED),
      notNull(TableName, "tableName"),
      between(Limit, "limit", 1, Number.MAX_SAFE_INTEGER),
    );
    checkTableName(TableName);
    refuseLegacy("Query", input);
    const { expressions, condition, filter, projection } = readExpressions(input);
    const asked = { select: input.Select, projection, indexName: IndexName };
    checkSelect(asked);
    const tests = keyTestsOf(condition);
    const table = findTable(state, TableName, call);
    const index = findIndex(table, IndexName, ConsistentRead);
    const { rows, keys } = place(table, index);
    const { values } = expressions;
    const key = keyConditionOf(tests, { hash: keys.hash.name, range: keys.range?.name }, values);
    checkTypes(keys, key, values);
    if (filter !== undefined) checkFilter(filter, keys);
    const show = selector(table, index, asked);
    const after = startOf(table, index, input.ExclusiveStartKey);
    if (after !== undefined) checkInside(after, keys, key, values);
    const hash = scalarText(key.hash) ?? "";
    strikeRead(table, "Query", hash, call);
    return answered(
      pageOf({
        rows: rows.query(hash, key.range, values, ScanIndexForward, after),
        table,
        tableName: TableName,
        index,
        limit: Limit,
        filter,
        values,
        show,
        isConsistent: ConsistentRead,
        capacity: input.ReturnConsumedCapacity,
      }),
    );
  },
});

function readExpressions(input: InputOf<typeof INPUT>) {
  const expressions = new Expressions(
    input,
    {
      FilterExpression: input.FilterExpression,
      KeyConditionExpression: input.KeyConditionExpression,
      ProjectionExpression: input.ProjectionExpression,
    },
    ["FilterExpression", "KeyConditionExpression"],
  );
  if (input.KeyConditionExpression === undefined)
    throw validation(
      "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    );
  const projection = expressions.projection(input.ProjectionExpression);
  const filter = expressions.condition("FilterExpression", input.FilterExpression);
  const condition = expressions.condition("KeyConditionExpression", input.KeyConditionExpression);
  if (condition === undefined) throw new Error("a text was compiled to nothing");
  expressions.close();
  return { expressions, condition, filter, projection };
}

const place = (table: ReturnType<typeof findTable>, index: ReturnType<typeof findIndex>) => {
  const { rows } = index ?? table;
  return { rows, keys: rows.keys };
};

function checkTypes({ hash, range }: Keys, key: KeyCondition, values: Values): void {
  const mismatch = () => invalidValue("Condition parameter type does not match schema type");
  if (typeOf(key.hash) !== hash.type) throw mismatch();
  checkKeyValue(hash, key.hash);
  if (key.range === undefined || range === undefined) return;
  for (const name of valuesOf(key.range)) {
    const value = valueOf(values, name);
    if (typeOf(value) !== range.type) throw mismatch();
    checkKeyValue(range, value);
  }
}

const valuesOf = (range: RangeCondition): readonly string[] =>
  range.by === "between" ? [range.value, range.high] : [range.value];

/** The keys are the key condition's matter. */
function checkFilter(filter: Condition, keys: Keys): void {
  const names = new Set(partsOf(keys).map(({ name }) => name));
  const ofOperand = (operand: Operand): void => {
    if (operand.kind === "call") operand.args.forEach(ofOperand);
    if (operand.kind === "path" && names.has(operand.path[0]))
      throw validation(
        `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${operand.path[0]}`,
      );
  };
  const of = (at: Condition): void => {
    switch (at.kind) {
      case "and":
      case "or":
        of(at.left);
        return of(at.right);
      case "not":
        return of(at.of);
      case "compare":
        return [at.left, at.right].forEach(ofOperand);
      case "between":
        return [at.of, at.low, at.high].forEach(ofOperand);
      case "in":
        return [at.of, ...at.among].forEach(ofOperand);
      case "call":
        return at.args.forEach(ofOperand);
    }
  };
  of(filter);
}

/** A page that goes on goes on in the same partition and within the same bounds. */
function checkInside(after: Place, keys: Keys, key: KeyCondition, values: Values): void {
  const outside = () =>
    validation("The provided starting key is outside query boundaries based on provided conditions");
  if (scalarText(attribute(after.item, keys.hash.name)) !== scalarText(key.hash)) throw outside();
  const own = keys.range === undefined ? undefined : attribute(after.item, keys.range.name);
  if (own === undefined || key.range === undefined) return;
  const order = (name: string) => compare(own, valueOf(values, name)) ?? 0;
  const { by, value } = key.range;
  const isOutside =
    by === "="
      ? order(value) !== 0
      : by === "<"
        ? order(value) >= 0
        : by === "<="
          ? order(value) > 0
          : by === ">"
            ? order(value) <= 0
            : order(value) < 0 || (key.range.by === "between" && order(key.range.high) > 0);
  if (isOutside) throw outside();
}
