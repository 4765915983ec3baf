// Room simulator/dynamodb, tests: transactions and batches: all or nothing, reasons, tokens, what is left unprocessed.
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import type { TableWeather } from "./index.ts";
import { failure, item, refusal, world } from "./world.fixture.ts";

const TableName = "orders";

async function orders(weather?: TableWeather) {
  const at = world("seed", weather);
  await at.table(TableName, ["id"]);
  await at.table("ledger", ["id"]);
  return at;
}

const claim = (id: string): TransactWriteItem => ({
  Put: { TableName, Item: item({ id, status: "claimed" }), ConditionExpression: "attribute_not_exists(id)" },
});
const effect = (id: string, step: string): TransactWriteItem => ({
  Update: {
    TableName: "ledger",
    Key: item({ id }),
    UpdateExpression: "SET steps = list_append(if_not_exists(steps, :none), :step)",
    ExpressionAttributeValues: { ":none": { L: [] }, ":step": { L: [{ S: step }] } },
  },
});

describe("TransactWriteItems", () => {
  it("DDB-05: all or nothing: a claim and its effect in one transaction", async () => {
    const { db } = await orders();
    await db.transactWriteItems({ TransactItems: [claim("a"), effect("a", "charge")] });
    await refusal(db.transactWriteItems({ TransactItems: [effect("a", "charge"), claim("a")] }));
    expect((await db.getItem({ TableName: "ledger", Key: item({ id: "a" }) })).Item).toEqual({
      id: { S: "a" },
      steps: { L: [{ S: "charge" }] },
    });
  });

  it("DDB-08: claim and effect in one transaction: after a crash between them there is neither, and the retry does both", async () => {
    const { db } = await orders();
    // Claim, then the crash before the effect: the redelivery is skipped, the effect is lost.
    await db.putItem(claim("lost").Put ?? { TableName, Item: {} });
    expect((await refusal(db.putItem(claim("lost").Put ?? { TableName, Item: {} })))[0]).toBe(
      "ConditionalCheckFailedException",
    );
    expect((await db.getItem({ TableName: "ledger", Key: item({ id: "lost" }) })).Item).toBeUndefined();
    // In one transaction the crash leaves nothing, and the redelivery does the work.
    await db.transactWriteItems({ TransactItems: [claim("kept"), effect("kept", "charge")] });
    expect((await db.getItem({ TableName: "ledger", Key: item({ id: "kept" }) })).Item).toBeDefined();
  });

  it("DDB-06: reasons stand in the order of the actions", async () => {
    const { db } = await orders();
    await db.putItem({ TableName, Item: item({ id: "a", n: 1 }) });
    const error = await failure(
      db.transactWriteItems({
        TransactItems: [
          {
            Put: {
              ...claim("a").Put,
              TableName,
              Item: item({ id: "a" }),
              ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            },
          },
          claim("b"),
        ],
      }),
    );
    expect([error.name, error.message, error["CancellationReasons"]]).toEqual([
      "TransactionCanceledException",
      "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]",
      [
        {
          Code: "ConditionalCheckFailed",
          Message: "The conditional request failed",
          Item: { id: { S: "a" }, n: { N: "1" } },
        },
        { Code: "None" },
      ],
    ]);
  });

  it("what only the item can tell is a ValidationError among the reasons", async () => {
    const { db } = await orders();
    const update = { TableName, Key: item({ id: "a" }), UpdateExpression: "SET n = nothing" };
    const error = await failure(db.transactWriteItems({ TransactItems: [{ Update: update }, claim("b")] }));
    expect(error["CancellationReasons"]).toEqual([
      {
        Code: "ValidationError",
        Message: "The provided expression refers to an attribute that does not exist in the item",
      },
      { Code: "None" },
    ]);
  });

  it("ConditionCheck guards without writing", async () => {
    const { db, events } = await orders();
    await db.putItem({ TableName, Item: item({ id: "a", n: 1 }) });
    const check = (expression: string): TransactWriteItem => ({
      ConditionCheck: { TableName, Key: item({ id: "a" }), ConditionExpression: expression },
    });
    await db.transactWriteItems({ TransactItems: [check("attribute_exists(n)"), effect("a", "x")] });
    expect(
      (
        await refusal(
          db.transactWriteItems({ TransactItems: [check("attribute_exists(z)"), effect("a", "y")] }),
        )
      )[0],
    ).toBe("TransactionCanceledException");
    expect(events.filter(({ kind }) => kind === "dynamodb.item-put")).toHaveLength(2);
  });

  it.each<readonly [string, readonly TransactWriteItem[], string]>([
    [
      "DDB-05: one item twice",
      [claim("a"), { Delete: { TableName, Key: item({ id: "a" }) } }],
      "Transaction request cannot include multiple operations on one item",
    ],
    [
      "DDB-05: none",
      [],
      "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      "two kinds in one",
      [{ ...claim("a"), ...effect("a", "x") }],
      "TransactItems can only contain one of Check, Put, Update or Delete",
    ],
  ])("%s is refused", async (_, TransactItems, message) => {
    const { db } = await orders();
    expect(await refusal(db.transactWriteItems({ TransactItems: [...TransactItems] }))).toEqual([
      "ValidationException",
      message,
    ]);
  });

  it("DDB-05: a hundred actions are the most, and 4 MB", async () => {
    const { db } = await orders();
    const claims = Array.from({ length: 101 }, (_, n) => claim(String(n)));
    expect((await refusal(db.transactWriteItems({ TransactItems: claims })))[1]).toMatch(
      /less than or equal to 100$/,
    );
    await db.transactWriteItems({ TransactItems: claims.slice(1) });
    const large = Array.from({ length: 11 }, (_, n) => ({
      Put: { TableName, Item: { id: { S: `l${n}` }, text: { S: "x".repeat(399_000) } } },
    }));
    expect((await refusal(db.transactWriteItems({ TransactItems: large })))[0]).toBe("ValidationException");
  });

  it("the same token again consumes what reading its items does", async () => {
    const { db } = await orders();
    const TransactItems = [effect("a", "x"), effect("b", "x")];
    const write = () =>
      db.transactWriteItems({ TransactItems, ClientRequestToken: "t", ReturnConsumedCapacity: "TOTAL" });
    const answers = [await write(), await write()];
    expect(answers.map(({ ConsumedCapacity }) => ConsumedCapacity)).toEqual([
      [{ TableName: "ledger", CapacityUnits: 4, WriteCapacityUnits: 4 }],
      [{ TableName: "ledger", CapacityUnits: 4, ReadCapacityUnits: 4 }],
    ]);
  });

  it("a breach names the place of its action", async () => {
    const { db } = await orders();
    const check = { ConditionCheck: { TableName, Key: item({ id: "b" }) } };
    expect(
      await refusal(db.transactWriteItems({ TransactItems: [effect("a", "x"), check as never] })),
    ).toEqual([
      "ValidationException",
      "1 validation error detected: Value null at 'transactItems.2.member.conditionCheck.conditionExpression' failed to satisfy constraint: Member must not be null",
    ]);
  });

  it("DDB-07: the same token again does nothing for ten minutes; with other parameters it is refused", async () => {
    const { db, clock } = await orders();
    const ClientRequestToken = "token";
    const write = (...TransactItems: TransactWriteItem[]) =>
      db.transactWriteItems({ TransactItems, ClientRequestToken });
    await write(effect("a", "x"));
    await write(effect("a", "x"));
    expect((await refusal(write(effect("a", "y"))))[0]).toBe("IdempotentParameterMismatchException");
    await clock.advanceBy(10 * 60_000);
    await write(effect("a", "y"));
    expect((await db.getItem({ TableName: "ledger", Key: item({ id: "a" }) })).Item?.["steps"]).toEqual({
      L: [{ S: "x" }, { S: "y" }],
    });
  });

  it("DDB-04: a first try whose answer was lost makes a retry of attribute_not_exists fail; the owner's token tells whose it was", async () => {
    const { db } = await orders();
    const put = {
      TableName,
      Item: item({ id: "a", owner: "me" }),
      ConditionExpression: "attribute_not_exists(id)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
    };
    await db.putItem(put); // done, and its answer lost
    const retried = await failure(db.putItem(put));
    expect([retried.name, retried["Item"]]).toEqual([
      "ConditionalCheckFailedException",
      item({ id: "a", owner: "me" }),
    ]);
  });

  it("consumes twice what single writes do, and says which it was", async () => {
    const { db } = await orders();
    const { ConsumedCapacity } = await db.transactWriteItems({
      TransactItems: [claim("a"), effect("a", "x")],
      ReturnConsumedCapacity: "TOTAL",
    });
    expect(ConsumedCapacity).toEqual([
      { TableName, CapacityUnits: 2, WriteCapacityUnits: 2 },
      { TableName: "ledger", CapacityUnits: 2, WriteCapacityUnits: 2 },
    ]);
  });
});

it("TransactGetItems answers in the order of the asking, an empty one for what is not there", async () => {
  const { db } = await orders();
  await db.putItem({ TableName, Item: item({ id: "a", n: 1 }) });
  const Get = (id: string) => ({ Get: { TableName, Key: item({ id }) } });
  expect((await db.transactGetItems({ TransactItems: [Get("b"), Get("a")] })).Responses).toEqual([
    {},
    { Item: item({ id: "a", n: 1 }) },
  ]);
});

describe("batches", () => {
  it("BatchWriteItem puts and deletes; BatchGetItem reads, with projections", async () => {
    const { db } = await orders();
    await db.putItem({ TableName, Item: item({ id: "gone" }) });
    const written = await db.batchWriteItem({
      RequestItems: {
        [TableName]: [
          { PutRequest: { Item: item({ id: "a", n: 1 }) } },
          { DeleteRequest: { Key: item({ id: "gone" }) } },
        ],
        ledger: [{ PutRequest: { Item: item({ id: "b" }) } }],
      },
    });
    expect(written.UnprocessedItems).toEqual({});
    const { Responses, UnprocessedKeys } = await db.batchGetItem({
      RequestItems: {
        [TableName]: { Keys: [item({ id: "a" }), item({ id: "gone" })], ProjectionExpression: "n" },
        ledger: { Keys: [item({ id: "b" })] },
      },
    });
    expect([Responses, UnprocessedKeys]).toEqual([
      { [TableName]: [item({ n: 1 })], ledger: [item({ id: "b" })] },
      {},
    ]);
  });

  const puts = (...ids: readonly string[]) => ids.map((id) => ({ PutRequest: { Item: item({ id }) } }));

  const many = puts(...Array.from({ length: 26 }, (_, n) => String(n)));

  it.each<readonly [string, object, readonly [string, string]]>([
    [
      "one item twice",
      { [TableName]: puts("a", "a") },
      ["ValidationException", "Provided list of item keys contains duplicates"],
    ],
    [
      "26 in two tables",
      { [TableName]: many.slice(13), ledger: many.slice(0, 13) },
      ["ValidationException", "Too many items requested for the BatchWriteItem call"],
    ],
    [
      "26 in one table",
      { [TableName]: many },
      [
        "ValidationException",
        `1 validation error detected: Value '{${TableName}=${JSON.stringify(many)}}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]`,
      ],
    ],
    [
      "nothing for a table",
      { [TableName]: [] },
      [
        "ValidationException",
        `1 validation error detected: Value '{${TableName}=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]`,
      ],
    ],
    [
      "a table that is not there (recorded: test_batch_write_not_existing_table)",
      { nowhere: puts("a") },
      ["ResourceNotFoundException", "Requested resource not found"],
    ],
    [
      "another key (recorded: test_batch_write_not_matching_schema)",
      { [TableName]: [{ PutRequest: { Item: item({ other: "a" }) } }] },
      ["ValidationException", "The provided key element does not match the schema"],
    ],
  ])("BatchWriteItem of %s is refused", async (_, RequestItems, expected) => {
    const { db } = await orders();
    expect(await refusal(db.batchWriteItem({ RequestItems: RequestItems as never }))).toEqual(expected);
  });

  it.each<readonly [string, object, string]>([
    [
      "no keys",
      {},
      "Value null at 'requestItems.orders.member.keys' failed to satisfy constraint: Member must not be null",
    ],
    [
      "an empty list",
      { Keys: [] },
      "Value '[]' at 'requestItems.orders.member.keys' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
  ])("BatchGetItem of %s is refused with its table's name", async (_, part, words) => {
    const { db } = await orders();
    expect(await refusal(db.batchGetItem({ RequestItems: { orders: part as never } }))).toEqual([
      "ValidationException",
      `1 validation error detected: ${words}`,
    ]);
  });

  it("an empty answer is there all the same (recorded: test_dynamodb_get_batch_items)", async () => {
    const { db } = await orders();
    const { Responses } = await db.batchGetItem({
      RequestItems: { [TableName]: { Keys: [item({ id: "a" })] } },
    });
    expect(Responses).toEqual({ [TableName]: [] });
  });
});

describe("weather", () => {
  const only =
    (id: string, kind: "throttle" | "conflict" | "fail"): TableWeather =>
    ({ key }) =>
      key === id ? kind : undefined;

  it.each<readonly ["throttle" | "conflict" | "fail", string]>([
    ["throttle", "ProvisionedThroughputExceededException"],
    ["conflict", "TransactionConflictException"],
    ["fail", "InternalServerError"],
  ])("%s refuses a write before it is done", async (kind, code) => {
    const { db, events } = await orders(only("a", kind));
    expect((await refusal(db.putItem({ TableName, Item: item({ id: "a" }) })))[0]).toBe(code);
    expect(events.at(-1)).toMatchObject({ kind: "dynamodb.refused", reason: kind, operation: "PutItem" });
    await db.putItem({ TableName, Item: item({ id: "b" }) });
  });

  it("part of a batch is left unprocessed, the rest is done", async () => {
    const { db } = await orders(only("b", "throttle"));
    const put = (id: string) => ({ PutRequest: { Item: item({ id }) } });
    const { UnprocessedItems } = await db.batchWriteItem({
      RequestItems: { [TableName]: [put("a"), put("b")] },
    });
    expect(UnprocessedItems).toEqual({ [TableName]: [put("b")] });
    expect((await db.scan({ TableName })).Items).toEqual([item({ id: "a" })]);
    const all = await refusal(db.batchWriteItem({ RequestItems: { [TableName]: [put("b")] } }));
    expect(all[0]).toBe("ProvisionedThroughputExceededException");
  });

  it("a transaction is cancelled for it", async () => {
    const { db } = await orders(only("b", "conflict"));
    const error = await failure(db.transactWriteItems({ TransactItems: [claim("a"), claim("b")] }));
    expect(error.message).toMatch(/\[None, TransactionConflict\]$/);
    expect((await db.scan({ TableName })).Count).toBe(0);
  });
});
