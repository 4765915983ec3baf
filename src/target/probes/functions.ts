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
  const lambda = await clients.lambda();
  // A target that is no Lambda at all says so before anything is made.
  await lambda.send(new sdk.ListFunctionsCommand({ MaxItems: 1 }));
  const said = await withProbeFunction({ code: `exports.handler = async () => "${SAYS}";` }, clients);
  return said === JSON.stringify(SAYS)
    ? { has: true, evidence: "a function was created and answered" }
    : { has: false, evidence: `a function was created and answered ${said.slice(0, 80)}` };
}

export interface ProbeFunction {
  /** Of index.js, as CommonJS. */
  readonly code: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Default: Lambda's own. */
  readonly timeoutS?: number;
}

/** What a function answers that exists for one invocation. */
export async function withProbeFunction(
  { code, variables = {}, timeoutS }: ProbeFunction,
  clients: Control,
): Promise<string> {
  const sdk = await import("@aws-sdk/client-lambda");
  const { zipSync } = await import("fflate");
  const lambda = await clients.lambda();
  const FunctionName = probeName();
  const role = await makeProbeRole(clients);
  try {
    await lambda.send(
      new sdk.CreateFunctionCommand({
        FunctionName,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Role: role.arn,
        Code: { ZipFile: zipSync({ "index.js": new TextEncoder().encode(code) }) },
        Environment: { Variables: { ...variables } },
        ...(timeoutS === undefined ? {} : { Timeout: timeoutS }),
        Tags: { ...clients.tags },
      }),
    );
    return await answerOf(FunctionName, lambda);
  } finally {
    await role.remove();
  }
}

/** Waits for the function, invokes it, and deletes it. */
async function answerOf(FunctionName: string, lambda: Sender<LambdaClient>): Promise<string> {
  const sdk = await import("@aws-sdk/client-lambda");
  try {
    for (const startMs = performance.now(); performance.now() - startMs < ACTIVE_LIMIT_MS;) {
      const { State } = await lambda.send(new sdk.GetFunctionConfigurationCommand({ FunctionName }));
      if (State !== "Pending") break;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    const { Payload } = await lambda.send(new sdk.InvokeCommand({ FunctionName }));
    return Payload === undefined ? "" : new TextDecoder().decode(Payload);
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
