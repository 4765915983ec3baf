// Checks: the requests behind answers of DynamoDB and its streams that were recorded from AWS, for the test ids whose requests are written
// here.
import type * as sdk from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreams } from "@aws-sdk/client-dynamodb-streams";
import type { Json } from "./compare.ts";
import type { Script as ScriptOf, Scripting as ScriptingOf } from "./script.ts";

export interface DynamodbClients {
  readonly db: sdk.DynamoDB;
  readonly streams: DynamoDBStreams;
}

type Script = ScriptOf<DynamodbClients>;
type Scripting = ScriptingOf<DynamodbClients>;

/** An answer or a refusal in the recorder's form: moments by their kind, bytes as Python writes them. */
export async function plainDynamodbAnswer(sent: Promise<object>): Promise<Json> {
  try {
    const { $metadata, ...members } = (await sent) as { $metadata?: { httpStatusCode?: number } }; // what a script kept of an answer has none
    return {
      ...(plain(members) as Json),
      ...($metadata === undefined ? {} : status($metadata.httpStatusCode)),
    };
  } catch (error) {
    if (!(error instanceof Error) || !("$metadata" in error)) throw error;
    const {
      $metadata,
      $fault: _fault,
      $response: _response,
      __type: _type,
      message,
      name,
      ...members
    } = error as Error & {
      $metadata: { httpStatusCode?: number };
      $fault?: string;
      $response?: object;
      __type?: string;
    }; // a service exception of the SDK
    const told = plain({ ...members, Error: { Code: name, Message: message } }) as Json;
    return { ...told, ...status($metadata.httpStatusCode) };
  }
}

const status = (HTTPStatusCode: number | undefined): Json => ({
  ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode },
});

function plain(value: unknown): unknown {
  if (value instanceof Date) return "datetime";
  if (value instanceof Uint8Array) return pythonBytes(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => [
        name,
        name === "StartingSequenceNumber" ? "starting-sequence-number" : plain(one),
      ]),
  );
}

const pythonBytes = (bytes: Uint8Array): string => {
  const text = [...bytes].map((byte) =>
    byte >= 0x20 && byte < 0x7f
      ? String.fromCodePoint(byte)
      : String.raw`\x${byte.toString(16).padStart(2, "0")}`,
  );
  return `b'${text.join("")}'`;
};

const FIVE = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
const keyed = (name: string) => ({
  AttributeDefinitions: [{ AttributeName: name, AttributeType: "S" as const }],
  KeySchema: [{ AttributeName: name, KeyType: "HASH" as const }],
  ProvisionedThroughput: FIVE,
});

/** Creates a table and answers its name. */
async function table(
  { send, name }: Scripting,
  label: string,
  more: Partial<sdk.CreateTableInput> = {},
  base = "orders",
): Promise<string> {
  const TableName = name(base);
  await send(label, ({ db }) => db.createTable({ TableName, ...keyed("id"), ...more }));
  return TableName;
}

const put = (
  { send }: Scripting,
  label: string,
  TableName: string,
  Item: Record<string, sdk.AttributeValue>,
) => send(label, ({ db }) => db.putItem({ TableName, Item }));

const stream = (StreamViewType: sdk.StreamViewType) => ({
  StreamSpecification: { StreamEnabled: true, StreamViewType },
});

/** The stream described, read from its beginning once `change` was made. */
async function streamed(
  at: Scripting,
  TableName: string,
  labels: { readonly iterator: string },
  change: () => Promise<void>,
): Promise<void> {
  const { Table } = (await at.send("", ({ db }) => db.describeTable({ TableName }))) as {
    Table?: { LatestStreamArn?: string };
  };
  const StreamArn = Table?.LatestStreamArn ?? "";
  const described = (await at.send("describe-stream", ({ streams }) =>
    streams.describeStream({ StreamArn }),
  )) as {
    StreamDescription?: { Shards?: { ShardId?: string }[] };
  };
  const ShardId = described.StreamDescription?.Shards?.[0]?.ShardId;
  const { ShardIterator } = (await at.send(labels.iterator, ({ streams }) =>
    streams.getShardIterator({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
  )) as { ShardIterator?: string };
  await change();
  // The recorder keeps the records alone.
  await at.send("get-records", async ({ streams }) => {
    const { Records } = await streams.getRecords({ ShardIterator });
    return { Records };
  });
}

const fred = { id: { S: "Fred" } };
const newKey = { id: { S: "NewKey" } };
const named = { ...fred, name: { S: "Fred" } };

const withIndex =
  (billing: Partial<sdk.CreateTableInput>, index: Partial<sdk.GlobalSecondaryIndex>): Script =>
  async (at) => {
    const TableName = await table(at, "create-table-with-gsi", {
      ProvisionedThroughput: undefined,
      ...billing,
      AttributeDefinitions: ["TID", "TRID"].map((AttributeName) => ({
        AttributeName,
        AttributeType: "S" as const,
      })),
      KeySchema: [{ AttributeName: "TID", KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "TransactionRecordID",
          KeySchema: [{ AttributeName: "TRID", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
          ...index,
        },
      ],
    });
    // The recorder has one name for whatever status a table and its indexes have.
    await at.send("describe-table", async ({ db }) => {
      const { Table, $metadata } = await db.describeTable({ TableName });
      const GlobalSecondaryIndexes = Table?.GlobalSecondaryIndexes?.map((one) => ({
        ...one,
        IndexStatus: "CREATING",
      }));
      return { $metadata, Table: { ...Table, TableStatus: "CREATING", GlobalSecondaryIndexes } };
    });
  };

export const DYNAMODB_SCRIPTS: Readonly<Record<string, Script>> = {
  test_table_crud: async (at) => {
    const TableName = await table(at, "create-table");
    await at.send("describe-table", ({ db }) => db.describeTable({ TableName }));
    await at.send("delete-table", ({ db }) => db.deleteTable({ TableName }));
    await at.send("delete-non-existent-table", ({ db }) => db.deleteTable({ TableName: "non-existent" }));
  },
  "test_gsi_with_billing_mode[PAY_PER_REQUEST]": withIndex({ BillingMode: "PAY_PER_REQUEST" }, {}),
  "test_gsi_with_billing_mode[PROVISIONED]": withIndex(
    { ProvisionedThroughput: FIVE },
    { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
  ),
  test_return_values_in_put_item: async (at) => {
    const TableName = await table(at, "");
    const write = (label: string, id: string, ReturnValues: "ALL_OLD" | "NONE") =>
      at.send(label, ({ db }) =>
        db.putItem({ TableName, Item: { id: { S: id }, data: { S: "foobar" } }, ReturnValues }),
      );
    await write("PutFirstItem", "id1", "ALL_OLD");
    await write("PutFirstItemOLD", "id1", "ALL_OLD");
    await write("PutFirstItemB", "id1", "ALL_OLD");
    await write("PutSecondItem", "id2", "ALL_OLD");
    await write("PutSecondItemReturnNone", "id2", "NONE");
  },
  test_return_values_on_conditions_check_failure: async (at) => {
    const TableName = await table(at, "");
    const Item = { id: { S: "456" }, price: { N: "650" }, product: { S: "sporting goods" } };
    await put(at, "", TableName, Item);
    await at.send("items", ({ db }) =>
      db.deleteItem({
        TableName,
        Key: { id: { S: "456" } },
        ConditionExpression: "price between :lo and :hi",
        ExpressionAttributeValues: { ":lo": { N: "500" }, ":hi": { N: "600" } },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
  },
  test_empty_and_binary_values: async (at) => {
    const TableName = await table(at, "");
    await put(at, "PutFirstItem", TableName, { id: { S: "id1" }, data: { S: "" } });
    await put(at, "PutSecondItem", TableName, {
      id: { S: "id2" },
      data: { B: new TextEncoder().encode("foobar") },
    });
  },
  test_batch_write_binary: async (at) => {
    const TableName = await table(at, "");
    const Item = { id: { S: "1" }, data: { B: new Uint8Array([1, 144, 255]) } };
    await at.send("Response", ({ db }) =>
      db.batchWriteItem({ RequestItems: { [TableName]: [{ PutRequest: { Item } }] } }),
    );
  },
  test_batch_write_items: async (at) => {
    const TableName = await table(at, "");
    await put(at, "", TableName, fred);
    const requests = [{ DeleteRequest: { Key: fred } }, { PutRequest: { Item: { id: { S: "Bob" } } } }];
    await at.send("BatchWriteResponse", ({ db }) =>
      db.batchWriteItem({ RequestItems: { [TableName]: requests } }),
    );
  },
  test_batch_write_not_existing_table: async (at) => {
    const Update = { TableName: at.name("nowhere"), Key: fred, UpdateExpression: "SET a = :a" };
    await at.send("exc-not-found-transact-write-items", ({ db }) =>
      db.transactWriteItems({
        TransactItems: [{ Update: { ...Update, ExpressionAttributeValues: { ":a": { N: "1" } } } }],
      }),
    );
  },
  test_dynamodb_idempotent_writing: async (at) => {
    const TableName = await table(at, "");
    for (const label of ["Response1", "Response2"])
      await at.send(label, ({ db }) =>
        db.transactWriteItems({
          ClientRequestToken: "dedupe_token",
          TransactItems: [{ Put: { TableName, Item: fred } }],
        }),
      );
  },
  test_transaction_write_items: async (at) => {
    const TableName = await table(at, "");
    const { Table } = (await at.send("", ({ db }) => db.describeTable({ TableName }))) as {
      Table?: { TableArn?: string };
    };
    const write = (label: string, TableName_: string | undefined, id: string) =>
      at.send(label, ({ db }) =>
        db.transactWriteItems({
          TransactItems: [
            {
              ConditionCheck: {
                TableName: TableName_,
                ConditionExpression: "attribute_not_exists(id)",
                Key: { id: { S: `${id}1` } },
              },
            },
            { Put: { TableName: TableName_, Item: { id: { S: `${id}2` } } } },
            { Delete: { TableName: TableName_, Key: { id: { S: `${id}3` } } } },
          ],
        }),
      );
    await write("Response", TableName, "a");
    await write("Response_using_table_arn", Table?.TableArn, "b");
  },
  test_transaction_write_binary_data: async (at) => {
    const TableName = await table(at, "");
    const Item = { id: { S: "someUser" }, binaryData: { B: new TextEncoder().encode("foobar") } };
    await at.send("WriteResponse", ({ db }) =>
      db.transactWriteItems({ TransactItems: [{ Put: { TableName, Item } }] }),
    );
    const { Item: got } = await at.send("", ({ db }) =>
      db.getItem({ TableName, Key: { id: { S: "someUser" } } }),
    );
    at.saw("GetItem", got);
  },
  test_transact_get_items: async (at) => {
    const TableName = await table(at, "");
    const { Table } = (await at.send("", ({ db }) => db.describeTable({ TableName }))) as {
      Table?: { TableArn?: string };
    };
    for (const id of ["John", "Sarah"]) await put(at, "", TableName, { id: { S: id } });
    const get = (label: string, name: string | undefined, id: string) =>
      at.send(label, ({ db }) =>
        db.transactGetItems({ TransactItems: [{ Get: { TableName: name, Key: { id: { S: id } } } }] }),
      );
    await get("TransactGetItems", TableName, "John");
    await get("TransactGetItems-with-TableArn", Table?.TableArn, "Sarah");
  },
  test_valid_local_secondary_index: async (at) => {
    const TableName = await table(at, "", {
      AttributeDefinitions: ["PK", "SK", "LSI1SK"].map((AttributeName) => ({
        AttributeName,
        AttributeType: AttributeName === "LSI1SK" ? "N" : "S",
      })),
      KeySchema: [
        { AttributeName: "PK", KeyType: "HASH" },
        { AttributeName: "SK", KeyType: "RANGE" },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: "LSI1",
          KeySchema: [
            { AttributeName: "PK", KeyType: "HASH" },
            { AttributeName: "LSI1SK", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    });
    await put(at, "", TableName, { PK: { S: "test one" }, SK: { S: "hello" }, LSI1SK: { N: "123" } });
    await at.send("Items", ({ db }) =>
      db.query({
        TableName,
        IndexName: "LSI1",
        KeyConditionExpression: "PK = :v1",
        ExpressionAttributeValues: { ":v1": { S: "test one" } },
        Select: "ALL_ATTRIBUTES",
      }),
    );
  },
  test_batch_write_items_streaming: async (at) => {
    const TableName = await table(at, "create-table", stream("NEW_AND_OLD_IMAGES"));
    const batch = (label: string, ...requests: sdk.WriteRequest[]) =>
      at.send(label, ({ db }) => db.batchWriteItem({ RequestItems: { [TableName]: requests } }));
    await streamed(at, TableName, { iterator: "" }, async () => {
      await put(at, "put-item-1", TableName, fred);
      await batch(
        "batch-write-response-overwrite-item-1",
        { PutRequest: { Item: fred } },
        { PutRequest: { Item: newKey } },
      );
      await batch(
        "batch-write-response-delete",
        { DeleteRequest: { Key: newKey } },
        { DeleteRequest: { Key: { id: { S: "NonExistentKey" } } } },
      );
      await put(at, "", TableName, named);
    });
  },
  test_transact_write_items_streaming: async (at) => {
    const TableName = await table(at, "create-table", stream("NEW_AND_OLD_IMAGES"));
    const write = (label: string, ...TransactItems: sdk.TransactWriteItem[]) =>
      at.send(label, ({ db }) => db.transactWriteItems({ TransactItems }));
    const update = (
      Key: typeof fred,
      UpdateExpression: string,
      ExpressionAttributeValues: Record<string, sdk.AttributeValue>,
    ) => ({
      Update: { TableName, Key, UpdateExpression, ExpressionAttributeValues },
    });
    const one = { ":v1": { S: "value1" } };
    await streamed(at, TableName, { iterator: "" }, async () => {
      await put(at, "put-item-1", TableName, fred);
      await write(
        "transact-write-response-overwrite",
        { Put: { TableName, Item: newKey } },
        { Put: { TableName, Item: fred } },
      );
      await write(
        "transact-write-response-update",
        update(newKey, "SET attr1 = :v1, attr2 = :v2", { ...one, ":v2": { S: "value2" } }),
      );
      await write(
        "transact-write-update-insert",
        update({ id: { S: "NonExistentKey" } }, "SET attr1 = :v1", one),
      );
      await write(
        "transact-write-response-delete",
        { Delete: { TableName, Key: newKey } },
        { Put: { TableName, Item: named } },
      );
    });
  },
  test_transact_write_items_streaming_for_different_tables: async (at) => {
    const TableName = await table(at, "create-table-stream", stream("NEW_AND_OLD_IMAGES"));
    const other = await table(at, "create-table-no-stream", {}, "ledger");
    await streamed(at, TableName, { iterator: "" }, async () => {
      const TransactItems = [{ Put: { TableName: other, Item: newKey } }, { Put: { TableName, Item: fred } }];
      await at.send("transact-write-two-tables", ({ db }) => db.transactWriteItems({ TransactItems }));
    });
  },
  test_dynamodb_stream_records_with_update_item: async (at) => {
    const TableName = await table(at, "create-table", stream("NEW_AND_OLD_IMAGES"));
    const set = (one: string, two: string) =>
      at.send("", ({ db }) =>
        db.updateItem({
          TableName,
          Key: { id: { S: "my-item-id" } },
          UpdateExpression: "SET attr1 = :v1, attr2 = :v2",
          ExpressionAttributeValues: { ":v1": { S: one }, ":v2": { S: two } },
        }),
      );
    await streamed(at, TableName, { iterator: "get-shard-iterator" }, async () => {
      await set("value1", "value2");
      await set("value2", "value3");
    });
  },
  test_dynamodb_stream_stream_view_type: async (at) => {
    const TableName = await table(at, "create-table", { ...keyed("Username"), ...stream("KEYS_ONLY") });
    await streamed(at, TableName, { iterator: "get-shard-iterator" }, async () => {
      for (const name of ["Fred", "Alice"]) {
        const Key = { Username: { S: name } };
        await put(at, "", TableName, Key);
        await at.send("", ({ db }) =>
          db.updateItem({
            TableName,
            Key,
            UpdateExpression: "SET S = :v",
            ExpressionAttributeValues: { ":v": { S: "x" } },
          }),
        );
        await at.send("", ({ db }) => db.deleteItem({ TableName, Key }));
      }
    });
  },
};

/** By the id that stands in the recording, the class before it left out. */
export const dynamodbScriptOf = (id: string): Script | undefined =>
  DYNAMODB_SCRIPTS[id.slice(id.lastIndexOf(":") + 1)];
