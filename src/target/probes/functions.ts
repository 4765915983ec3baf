// Room target: whether a target has Lambda functions that run, and tables that keep what is put into them.
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { Control, Sender } from "../clients.ts";
import { type Ability, probeName, tagList } from "./ability.ts";
import { makeProbeRole } from "./probe-role.ts";

/** A first image on an emulator takes seconds. */
const ACTIVE_LIMIT_MS = 60_000;
const POLL_MS = 200;
const SAYS = "ordeal";

/** Creates a function, invokes it and reads its answer. */
export async function probeLambda(clients: Control): Promise<Ability> {
  const sdk = await import("@aws-sdk/client-lambda");
  const { zipSync } = await import("fflate");
  const lambda = await clients.lambda();
  const FunctionName = probeName();
  const text = `exports.handler = async () => "${SAYS}";`;
  const ZipFile = zipSync({ "index.js": new TextEncoder().encode(text) });
  // A target that is no Lambda at all says so before anything is made.
  await lambda.send(new sdk.ListFunctionsCommand({ MaxItems: 1 }));
  const role = await makeProbeRole(clients);
  try {
    await lambda.send(
      new sdk.CreateFunctionCommand({
        FunctionName,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Role: role.arn,
        Code: { ZipFile },
        Tags: { ...clients.tags },
      }),
    );
    return await answers(FunctionName, lambda);
  } finally {
    await role.remove();
  }
}

/** Waits for the function, invokes it, and deletes it. */
async function answers(FunctionName: string, lambda: Sender<LambdaClient>): Promise<Ability> {
  const sdk = await import("@aws-sdk/client-lambda");
  try {
    for (const startMs = performance.now(); performance.now() - startMs < ACTIVE_LIMIT_MS;) {
      const { State } = await lambda.send(new sdk.GetFunctionConfigurationCommand({ FunctionName }));
      if (State !== "Pending") break;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    const { Payload } = await lambda.send(new sdk.InvokeCommand({ FunctionName }));
    const said = Payload === undefined ? "" : new TextDecoder().decode(Payload);
    return said === JSON.stringify(SAYS)
      ? { has: true, evidence: "a function was created and answered" }
      : { has: false, evidence: `a function was created and answered ${said.slice(0, 80)}` };
  } finally {
    await lambda.send(new sdk.DeleteFunctionCommand({ FunctionName }));
  }
}

/** Creates a table, puts an item and gets it back. */
export async function probeDynamoDb(clients: Control): Promise<Ability> {
  const sdk = await import("@aws-sdk/client-dynamodb");
  const dynamoDb = await clients.dynamoDb();
  const TableName = probeName();
  await dynamoDb.send(
    new sdk.CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      Tags: tagList(clients.tags),
    }),
  );
  try {
    for (const startMs = performance.now(); performance.now() - startMs < ACTIVE_LIMIT_MS;) {
      const { Table } = await dynamoDb.send(new sdk.DescribeTableCommand({ TableName }));
      if (Table?.TableStatus === "ACTIVE") break;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    const Key = { id: { S: "probe" } };
    await dynamoDb.send(new sdk.PutItemCommand({ TableName, Item: { ...Key, says: { S: SAYS } } }));
    const { Item } = await dynamoDb.send(new sdk.GetItemCommand({ TableName, Key, ConsistentRead: true }));
    return Item?.says?.S === SAYS
      ? { has: true, evidence: "an item was put into a table and read back" }
      : { has: false, evidence: "an item was put into a table and did not read back" };
  } finally {
    await dynamoDb.send(new sdk.DeleteTableCommand({ TableName }));
  }
}
