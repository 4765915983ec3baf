// Room simulator/dynamodb, tests: Query and Scan of tables and indexes: order, bounds, pages, filters, projections, segments.
import type { AttributeValue, CreateTableInput, QueryInput } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { item, refusal, world } from "./world.fixture.ts";

const TableName = "orders";

const key = (...names: readonly [string, "S" | "N"][]): Partial<CreateTableInput> => ({
  AttributeDefinitions: names.map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
  KeySchema: names
    .slice(0, 2)
    .map(([AttributeName], at) => ({ AttributeName, KeyType: at === 0 ? "HASH" : "RANGE" })),
});

async function numbered(...numbers: readonly string[]) {
  const at = world();
  await at.table(TableName, [], key(["id", "S"], ["n", "N"]));
  for (const n of numbers)
    await at.db.putItem({ TableName, Item: { id: { S: "a" }, n: { N: n }, twice: { N: n } } });
  return at;
}

const ns = (items: readonly Record<string, AttributeValue>[] | undefined) => items?.map(({ n }) => n?.N);

describe("Query", () => {
  const values: Record<string, AttributeValue> = { ":a": { S: "a" }, ":l": { N: "2" }, ":h": { N: "10" } };
  const used = (text: string) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(text)));
  const query = (KeyConditionExpression: string, more: Partial<QueryInput> = {}) => ({
    TableName,
    KeyConditionExpression,
    ExpressionAttributeValues: used(`${KeyConditionExpression} ${more.FilterExpression ?? ""}`),
    ...more,
  });

  it.each<readonly [string, readonly string[]]>([
    ["id = :a", ["-1.5", "2", "9", "10", "100"]],
    ["id = :a AND n > :l", ["9", "10", "100"]],
    ["id = :a AND n >= :l", ["2", "9", "10", "100"]],
    ["n < :h AND id = :a", ["-1.5", "2", "9"]],
    ["id = :a AND n <= :h", ["-1.5", "2", "9", "10"]],
    ["id = :a AND n = :h", ["10"]],
    ["id = :a AND n BETWEEN :l AND :h", ["2", "9", "10"]],
    ["(id = :a) AND (:l < n)", ["9", "10", "100"]],
  ])("%s: in numeric order", async (condition, expected) => {
    const { db } = await numbered("10", "9", "100", "2", "-1.5");
    expect(ns((await db.query(query(condition))).Items)).toEqual(expected);
    const backward = await db.query(query(condition, { ScanIndexForward: false }));
    expect(ns(backward.Items)).toEqual(expected.toReversed());
  });

  it.each<readonly [string, Partial<QueryInput>, string]>([
    ["n = :l", {}, "Query condition missed key schema element: id"],
    ["id > :a", {}, "Query key condition not supported"],
    [
      "id = :a OR n = :l",
      {},
      "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: OR",
    ],
    [
      "id = :a AND n <> :l",
      {},
      "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: <>",
    ],
    [
      "id = :a AND n > :l AND n < :h",
      {},
      "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
    ],
    ["id = :a AND elsewhere = :l", {}, "Query condition missed key schema element: n"],
    [
      "id = :a AND n = :a",
      {},
      "One or more parameter values were invalid: Condition parameter type does not match schema type",
    ],
    [
      "id = :a",
      { FilterExpression: "n > :l" },
      "Filter Expression can only contain non-primary key attributes: Primary key attribute: n",
    ],
    ["id = :a", { IndexName: "none" }, "The table does not have the specified index: none"],
    [
      "id = :a",
      { Limit: 0 },
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      "id = :a",
      { ExclusiveStartKey: { id: { S: "b" }, n: { N: "1" } } },
      "The provided starting key is outside query boundaries based on provided conditions",
    ],
    [
      "id = :a",
      { ExclusiveStartKey: { id: { S: "a" } } },
      "The provided starting key is invalid: The provided key element does not match the schema",
    ],
    [
      "id = :a",
      { Select: "SPECIFIC_ATTRIBUTES" },
      "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    ],
  ])("%s %o is refused", async (condition, more, message) => {
    const { db } = await numbered("1");
    expect((await refusal(db.query(query(condition, more))))[1]).toBe(message);
  });

  it("pages by Limit, the filter after it; the last page may be empty", async () => {
    const { db } = await numbered("1", "2", "3", "4");
    const pages: unknown[] = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page = await db.query({
        ...query("id = :a", { FilterExpression: "twice > :l", Limit: 2 }),
        ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
      });
      pages.push([ns(page.Items), page.Count, page.ScannedCount]);
      ({ LastEvaluatedKey: ExclusiveStartKey } = page);
    } while (ExclusiveStartKey !== undefined);
    expect(pages).toEqual([
      [[], 0, 2],
      [["3", "4"], 2, 2],
      [[], 0, 0],
    ]);
  });

  it("pages by a megabyte", async () => {
    const { db, table } = world();
    await table(TableName, ["id", "n"]);
    const text = { S: "x".repeat(300_000) };
    for (const n of ["1", "2", "3", "4"])
      await db.putItem({ TableName, Item: { ...item({ id: "a", n }), text } });
    const page = await db.query(query("id = :a"));
    expect([page.Count, page.LastEvaluatedKey]).toEqual([3, item({ id: "a", n: "3" })]);
    const rest = await db.query({ ...query("id = :a"), ExclusiveStartKey: page.LastEvaluatedKey });
    expect([rest.Count, rest.LastEvaluatedKey]).toEqual([1, undefined]);
  });

  it("begins_with on a text key, and texts in the order of their bytes", async () => {
    const { db, table } = world();
    await table(TableName, ["id", "n"]);
    for (const n of ["ab", "abc", "ac", "b", "ab\u{1F600}", "ab\uFFFD", "A"])
      await db.putItem({ TableName, Item: item({ id: "a", n }) });
    const begins = await db.query({
      TableName,
      KeyConditionExpression: "id = :a AND begins_with(n, :s)",
      ExpressionAttributeValues: { ":a": { S: "a" }, ":s": { S: "ab" } },
    });
    expect(begins.Items?.map(({ n }) => n?.S)).toEqual(["ab", "abc", "ab\uFFFD", "ab\u{1F600}"]);
  });

  it("Select COUNT answers no items", async () => {
    const { db } = await numbered("1", "2");
    const { Items, Count } = await db.query(query("id = :a", { Select: "COUNT" }));
    expect([Items, Count]).toEqual([undefined, 2]);
  });
});

describe("indexes", () => {
  const GSI = {
    IndexName: "byCustomer",
    KeySchema: [
      { AttributeName: "customer", KeyType: "HASH" as const },
      { AttributeName: "total", KeyType: "RANGE" as const },
    ],
  };
  const LSI = {
    IndexName: "byTotal",
    KeySchema: [
      { AttributeName: "id", KeyType: "HASH" as const },
      { AttributeName: "total", KeyType: "RANGE" as const },
    ],
  };
  const indexed = async (projection: object) => {
    const at = world();
    await at.table(TableName, [], {
      ...key(["id", "S"], ["line", "S"]),
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "line", AttributeType: "S" },
        { AttributeName: "customer", AttributeType: "S" },
        { AttributeName: "total", AttributeType: "N" },
      ],
      GlobalSecondaryIndexes: [{ ...GSI, Projection: projection }],
      LocalSecondaryIndexes: [{ ...LSI, Projection: projection }],
    });
    for (const [line, customer, total] of [
      ["1", "c", 30],
      ["2", "c", 10],
      ["3", "d", 20],
      ["4", "c", 10],
    ] as const)
      await at.db.putItem({ TableName, Item: item({ id: "a", line, customer, total, note: "n" }) });
    await at.db.putItem({ TableName, Item: item({ id: "a", line: "5", note: "in no index" }) });
    return at;
  };
  const byCustomer = {
    TableName,
    IndexName: "byCustomer",
    KeyConditionExpression: "customer = :c",
    ExpressionAttributeValues: { ":c": { S: "c" } },
  };
  const byTotal = {
    TableName,
    IndexName: "byTotal",
    KeyConditionExpression: "id = :a",
    ExpressionAttributeValues: { ":a": { S: "a" } },
  };
  const lines = (items: readonly Record<string, AttributeValue>[] | undefined) =>
    items?.map(({ line }) => line?.S);

  it("a global index is in its own order, equal keys side by side, and holds what has its keys", async () => {
    const { db } = await indexed({ ProjectionType: "ALL" });
    expect(lines((await db.query(byCustomer)).Items)).toEqual(["2", "4", "1"]);
    const all = await db.scan({ TableName, IndexName: "byCustomer" });
    expect(lines(all.Items)?.toSorted()).toEqual(["1", "2", "3", "4"]);
  });

  it("follows every write", async () => {
    const { db } = await indexed({ ProjectionType: "ALL" });
    await db.updateItem({
      TableName,
      Key: item({ id: "a", line: "1" }),
      UpdateExpression: "SET #t = :t",
      ExpressionAttributeNames: { "#t": "total" },
      ExpressionAttributeValues: { ":t": { N: "5" } },
    });
    await db.updateItem({
      TableName,
      Key: item({ id: "a", line: "2" }),
      UpdateExpression: "REMOVE customer",
    });
    await db.deleteItem({ TableName, Key: item({ id: "a", line: "4" }) });
    expect(lines((await db.query(byCustomer)).Items)).toEqual(["1"]);
  });

  it("pages through equal keys", async () => {
    const { db } = await indexed({ ProjectionType: "KEYS_ONLY" });
    const first = await db.query({ ...byCustomer, Limit: 1 });
    expect(first.LastEvaluatedKey).toEqual(item({ id: "a", line: "2", customer: "c", total: 10 }));
    const rest = await db.query({ ...byCustomer, ExclusiveStartKey: first.LastEvaluatedKey });
    expect(lines(rest.Items)).toEqual(["4", "1"]);
  });

  it("holds what is projected; a local one fetches the rest (recorded: test_valid_local_secondary_index)", async () => {
    const { db } = await indexed({ ProjectionType: "INCLUDE", NonKeyAttributes: ["other"] });
    const [global] = (await db.query(byCustomer)).Items ?? [];
    expect(global).toEqual(item({ id: "a", line: "2", customer: "c", total: 10 }));
    const [local] = (await db.query({ ...byTotal, ConsistentRead: true })).Items ?? [];
    expect(local).toEqual(item({ id: "a", line: "2", total: 10 }));
    const [whole] = (await db.query({ ...byTotal, Select: "ALL_ATTRIBUTES" })).Items ?? [];
    expect(whole).toEqual(item({ id: "a", line: "2", customer: "c", total: 10, note: "n" }));
  });

  it.each<readonly [object, string]>([
    [
      { Select: "ALL_ATTRIBUTES" },
      "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index byCustomer because its projection type is not ALL",
    ],
    [
      { ProjectionExpression: "note" },
      "One or more parameter values were invalid: Global secondary index byCustomer does not project [note]",
    ],
    [{ ConsistentRead: true }, "Consistent reads are not supported on global secondary indexes"],
  ])("%o is refused of a global index", async (more, message) => {
    const { db } = await indexed({ ProjectionType: "KEYS_ONLY" });
    expect((await refusal(db.query({ ...byCustomer, ...more })))[1]).toBe(message);
  });

  it("an index key of another type, or empty, is refused", async () => {
    const { db } = await indexed({ ProjectionType: "ALL" });
    const put = (more: object) =>
      refusal(db.putItem({ TableName, Item: { ...item({ id: "a", line: "9" }), ...more } }));
    expect((await put({ total: { S: "x" } }))[1]).toBe(
      "One or more parameter values were invalid: Type mismatch for Index Key total Expected: N Actual: S IndexName: byTotal",
    );
    expect((await put({ customer: { S: "" } }))[1]).toMatch(
      /cannot contain an empty string value. IndexName: byCustomer, IndexKey: customer/,
    );
  });

  it("ConsumedCapacity says what the table and each index took", async () => {
    const { db } = await indexed({ ProjectionType: "ALL" });
    const { ConsumedCapacity } = await db.putItem({
      TableName,
      Item: item({ id: "a", line: "1", customer: "z", total: 30, note: "n" }),
      ReturnConsumedCapacity: "INDEXES",
    });
    expect(ConsumedCapacity).toEqual({
      TableName,
      CapacityUnits: 4,
      Table: { CapacityUnits: 1 },
      GlobalSecondaryIndexes: { byCustomer: { CapacityUnits: 2 } },
      LocalSecondaryIndexes: { byTotal: { CapacityUnits: 1 } },
    });
    const read = await db.query({ ...byCustomer, ReturnConsumedCapacity: "TOTAL" });
    expect(read.ConsumedCapacity).toEqual({ TableName, CapacityUnits: 0.5 });
  });
});

describe("Scan", () => {
  const many = async (count: number) => {
    const at = world();
    await at.table(TableName, ["id"]);
    for (let n = 0; n < count; n += 1) await at.db.putItem({ TableName, Item: item({ id: `id-${n}`, n }) });
    return at;
  };

  it("segments are apart and together whole, page by page, also while items come and go", async () => {
    const { db } = await many(60);
    const seen: string[] = [];
    for (let Segment = 0; Segment < 3; Segment += 1) {
      let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
      do {
        const page = await db.scan({
          TableName,
          Segment,
          TotalSegments: 3,
          Limit: 7,
          ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
        });
        seen.push(...(page.Items ?? []).map(({ id }) => id?.S ?? ""));
        ({ LastEvaluatedKey: ExclusiveStartKey } = page);
        // What was read last may be gone by the next page.
        if (ExclusiveStartKey !== undefined) await db.deleteItem({ TableName, Key: ExclusiveStartKey });
      } while (ExclusiveStartKey !== undefined);
    }
    expect(seen.toSorted()).toEqual(Array.from({ length: 60 }, (_, n) => `id-${n}`).toSorted());
  });

  it("a key of another segment is refused", async () => {
    const { db } = await many(20);
    const { LastEvaluatedKey } = await db.scan({ TableName, Segment: 0, TotalSegments: 2, Limit: 1 });
    const [, words] = await refusal(
      db.scan({ TableName, Segment: 1, TotalSegments: 2, ExclusiveStartKey: LastEvaluatedKey }),
    );
    expect(words).toBe(
      "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: 1",
    );
  });

  it("is in no order of the keys", async () => {
    const { db } = await many(10);
    const ids = (await db.scan({ TableName })).Items?.map(({ id }) => id?.S ?? "") ?? [];
    expect(ids).not.toEqual(ids.toSorted());
  });

  it("filters by any attribute, the key too", async () => {
    const { db } = await many(5);
    const { Items, Count, ScannedCount } = await db.scan({
      TableName,
      FilterExpression: "id = :id OR n > :n",
      ProjectionExpression: "id",
      ExpressionAttributeValues: { ":id": { S: "id-0" }, ":n": { N: "3" } },
    });
    expect([Items?.map(({ id }) => id?.S).toSorted(), Count, ScannedCount]).toEqual([["id-0", "id-4"], 2, 5]);
  });

  it.each<readonly [object, string]>([
    [
      { TotalSegments: 2 },
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    ],
    [
      { Segment: 1 },
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    ],
    [
      { Segment: 4, TotalSegments: 4 },
      "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 4 is not less than TotalSegments: 4",
    ],
    [
      { ScanFilter: {} },
      "dynamodb Scan with ScanFilter, which expressions replaced, is not implemented by this simulator",
    ],
  ])("%o is refused", async (more, message) => {
    const { db } = await many(1);
    expect((await refusal(db.scan({ TableName, ...more })))[1]).toBe(message);
  });
});
