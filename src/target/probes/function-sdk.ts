// Room target: whether the runtime of functions brings the AWS SDK along, as Lambda's does. MiniStack 1.5.33 has a stand-in, whose errors
// are of no class and carry none of their members; there functions have to bring their own.
import type { Control } from "../clients.ts";
import type { Ability } from "./ability.ts";
import { withProbeFunction } from "./functions.ts";

/** Whatever it is refused for, by a table that is not there or by a right that is missing: the SDK's errors are of its class. */
const CODE = `exports.handler = async () => {
  const { DynamoDBClient, DynamoDBServiceException, GetItemCommand } = require("@aws-sdk/client-dynamodb");
  try {
    await new DynamoDBClient({}).send(new GetItemCommand({ TableName: "ordeal-no-table", Key: { id: { S: "a" } } }));
    return "no error";
  } catch (error) {
    return error instanceof DynamoDBServiceException ? "sdk" : "an error of no class of the SDK";
  }
};`;

/** Lets a function fail by the SDK. */
export async function probeFunctionSdk(clients: Control): Promise<Ability> {
  const said = await withProbeFunction({ code: CODE, timeoutS: 20 }, clients);
  return said === JSON.stringify("sdk")
    ? { has: true, evidence: "a function caught an error of the SDK's own class" }
    : { has: false, evidence: `the SDK that the runtime brings answered ${said.slice(0, 80)}` };
}
