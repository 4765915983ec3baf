// Room system: the SDK clients of the functions, made at cold start as a Lambda function's are. No endpoint stands here: the runtime's
// environment says where AWS is. A queue URL is never followed: on an emulator it names a host that only its own network knows.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";

export const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
export const dynamoDb = new DynamoDBClient({});
export const lambda = new LambdaClient({});

/** A variable that a function cannot do without. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "")
    throw new Error(`the function needs the environment variable ${name}`);
  return value;
}
