// Room simulator/dynamodb, tests: the document client of the SDK, which most programs use: plain values in and out.
import { DynamoDBDocument, NumberValue } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { world } from "./world.fixture.ts";

it("plain values of every type come back as they went", async () => {
  const { db, table } = world();
  await table("orders", ["id"]);
  const documents = DynamoDBDocument.from(db);
  const Item = {
    id: "a",
    text: "",
    number: -1.5,
    bytes: new Uint8Array([0, 255]),
    yes: true,
    nothing: null,
    list: [1, "two", [3]],
    map: { inner: { deep: [] } },
    texts: new Set(["x", "y"]),
    numbers: new Set([1, 2]),
  };
  await documents.put({ TableName: "orders", Item });
  expect((await documents.get({ TableName: "orders", Key: { id: "a" } })).Item).toEqual(Item);
});

it("a claim and an effect in one transaction, and a counter of 38 digits", async () => {
  const { db, table } = world();
  await table("orders", ["id"]);
  const documents = DynamoDBDocument.from(db);
  const large = NumberValue.from("99999999999999999999999999999999999998");
  await documents.transactWrite({
    TransactItems: [
      {
        Put: { TableName: "orders", Item: { id: "claim" }, ConditionExpression: "attribute_not_exists(id)" },
      },
      { Put: { TableName: "orders", Item: { id: "counter", n: large } } },
    ],
  });
  const added = await db.updateItem({
    TableName: "orders",
    Key: { id: { S: "counter" } },
    UpdateExpression: "ADD n :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
    ReturnValues: "UPDATED_NEW",
  });
  expect(added.Attributes).toEqual({ n: { N: "99999999999999999999999999999999999999" } });
});
