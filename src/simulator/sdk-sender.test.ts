// Room simulator: the commands that the harness sends without the wire answer and refuse word for word as they do by the SDK's client.
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as iam from "@aws-sdk/client-iam";
import * as lambda from "@aws-sdk/client-lambda";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { ManualClock } from "../box/manual-clock.ts";
import { senderFor } from "./sdk-sender.ts";
import { createSimulator } from "./simulator.ts";
import { requestHandlerFor } from "./smithy-door.ts";

const EPOCH_MS = Date.UTC(2026, 0, 1);
const QUEUE = { QueueUrl: "http://services.box/000000000000/orders" };
const TOPIC = { TopicArn: "arn:aws:sns:us-east-1:000000000000:events" };
const FUNCTION = { FunctionName: "worker" };
const TABLE = { TableName: "ledger" };
const ROLE = { RoleName: "runs" };
const MAY_ASSUME = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const MAY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }],
});
const ZipFile = zipSync({ "index.js": new TextEncoder().encode("exports.handler = async () => 1;") });

/** In order: each finds what those before it left. */
const COMMANDS = {
  sqs: [
    new sqs.CreateQueueCommand({
      QueueName: "orders",
      Attributes: { VisibilityTimeout: "30" },
      tags: { "ordeal:run": "1" },
    }),
    new sqs.CreateQueueCommand({ QueueName: "orders", Attributes: { VisibilityTimeout: "31" } }),
    new sqs.CreateQueueCommand({ QueueName: "not a name" }),
    new sqs.GetQueueUrlCommand({ QueueName: "orders" }),
    new sqs.SetQueueAttributesCommand({ ...QUEUE, Attributes: { Policy: "" } }),
    new sqs.SetQueueAttributesCommand({ ...QUEUE, Attributes: { RedrivePolicy: "no JSON" } }),
    new sqs.GetQueueAttributesCommand({ ...QUEUE, AttributeNames: ["All"] }),
    new sqs.SendMessageCommand({
      ...QUEUE,
      MessageBody: "one",
      DelaySeconds: undefined,
      MessageAttributes: { raw: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 255]) } },
    }),
    new sqs.ReceiveMessageCommand({ ...QUEUE, VisibilityTimeout: 0, MessageAttributeNames: ["All"] }),
    new sqs.ReceiveMessageCommand({ ...QUEUE, MaxNumberOfMessages: 11 }),
    new sqs.ListQueuesCommand({}),
    new sqs.ListQueueTagsCommand(QUEUE),
    new sqs.DeleteQueueCommand(QUEUE),
    new sqs.GetQueueUrlCommand({ QueueName: "orders" }),
    new sqs.GetQueueAttributesCommand({ ...QUEUE, AttributeNames: ["All"] }),
  ],
  sns: [
    new sns.CreateTopicCommand({ Name: "events", Attributes: {}, Tags: [{ Key: "a", Value: "<&>" }] }),
    new sns.CreateTopicCommand({ Name: "" }),
    new sns.GetTopicAttributesCommand(TOPIC),
    new sns.SubscribeCommand({
      ...TOPIC,
      Protocol: "sqs",
      Endpoint: "arn:aws:sqs:us-east-1:000000000000:orders",
      Attributes: { FilterPolicy: '{"value":[{"numeric":[">=",1000]}]}' },
      ReturnSubscriptionArn: true,
    }),
    new sns.SubscribeCommand({ ...TOPIC, Protocol: "carrier-pigeon", Endpoint: "home" }),
    new sns.ListSubscriptionsByTopicCommand(TOPIC),
    new sns.GetSubscriptionAttributesCommand({ SubscriptionArn: `${TOPIC.TopicArn}:none` }),
    new sns.PublishCommand({ ...TOPIC, Message: "hello" }),
    new sns.DeleteTopicCommand(TOPIC),
    new sns.GetTopicAttributesCommand(TOPIC),
  ],
  iam: [
    new iam.CreateRoleCommand({
      ...ROLE,
      AssumeRolePolicyDocument: MAY_ASSUME,
      Tags: [{ Key: "a", Value: "b" }],
    }),
    new iam.CreateRoleCommand({ ...ROLE, AssumeRolePolicyDocument: MAY_ASSUME }),
    new iam.CreateRoleCommand({ RoleName: "other", AssumeRolePolicyDocument: "{}" }),
    new iam.PutRolePolicyCommand({ ...ROLE, PolicyName: "own", PolicyDocument: MAY }),
    new iam.GetRolePolicyCommand({ ...ROLE, PolicyName: "own" }),
    new iam.GetRoleCommand(ROLE),
    new iam.ListRolesCommand({}),
    new iam.DeleteRoleCommand(ROLE),
    new iam.DeleteRolePolicyCommand({ ...ROLE, PolicyName: "own" }),
    new iam.DeleteRoleCommand(ROLE),
    new iam.GetRoleCommand(ROLE),
  ],
  dynamodb: [
    new dynamodb.CreateTableCommand({
      ...TABLE,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
    new dynamodb.DescribeTableCommand(TABLE),
    new dynamodb.CreateTableCommand({ ...TABLE, AttributeDefinitions: [], KeySchema: [] }),
    new dynamodb.UpdateTimeToLiveCommand({
      ...TABLE,
      TimeToLiveSpecification: { AttributeName: "until", Enabled: true },
    }),
    new dynamodb.DescribeTimeToLiveCommand(TABLE),
    new dynamodb.DescribeTableCommand({ TableName: "none" }),
    new dynamodb.DeleteTableCommand(TABLE),
  ],
  lambda: [
    new lambda.CreateFunctionCommand({
      ...FUNCTION,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: "arn:aws:iam::000000000000:role/none",
      Code: { ZipFile },
    }),
    new lambda.CreateFunctionCommand({
      ...FUNCTION,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: "arn:aws:iam::000000000000:role/lasting",
      Code: { ZipFile },
      Environment: { Variables: { STAGE: "test" } },
      Tags: { a: "b" },
    }),
    new lambda.GetFunctionConfigurationCommand(FUNCTION),
    new lambda.GetFunctionCommand(FUNCTION),
    new lambda.PutFunctionConcurrencyCommand({ ...FUNCTION, ReservedConcurrentExecutions: 2 }),
    new lambda.AddPermissionCommand({
      ...FUNCTION,
      StatementId: "events",
      Action: "lambda:InvokeFunction",
      Principal: "sns.amazonaws.com",
    }),
    new lambda.GetPolicyCommand(FUNCTION),
    new lambda.CreateEventSourceMappingCommand({
      ...FUNCTION,
      EventSourceArn: "arn:aws:sqs:us-east-1:000000000000:none",
    }),
    new lambda.CreateEventSourceMappingCommand({
      ...FUNCTION,
      EventSourceArn: "arn:aws:sqs:us-east-1:000000000000:feed",
      BatchSize: 5,
    }),
    new lambda.ListEventSourceMappingsCommand(FUNCTION),
    new lambda.GetEventSourceMappingCommand({ UUID: "00000000-0000-4000-8000-000000000000" }),
    new lambda.ListFunctionsCommand({}),
    new lambda.DeleteFunctionCommand(FUNCTION),
    new lambda.GetFunctionConfigurationCommand(FUNCTION),
  ],
};

/** How many of them are refused. */
const REFUSED = { sqs: 6, sns: 4, iam: 4, dynamodb: 2, lambda: 4 };

/** What the commands of Lambda presuppose. */
const BEFORE = [
  new iam.CreateRoleCommand({ RoleName: "lasting", AssumeRolePolicyDocument: MAY_ASSUME }),
  new sqs.CreateQueueCommand({ QueueName: "feed" }),
] as const;

const open = () => createSimulator({ clock: new ManualClock("1", EPOCH_MS), seed: "1" });

/** The SDK's own clients. */
function clientsOf(simulator: ReturnType<typeof open>) {
  const shared = {
    region: "us-east-1",
    endpoint: "http://services.box",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
    requestHandler: requestHandlerFor(simulator, { baseUrl: "http://services.box" }),
  };
  const clients: Record<keyof typeof COMMANDS, { send(command: never): Promise<object> }> = {
    sqs: new sqs.SQSClient({ ...shared, useQueueUrlAsEndpoint: false, md5: false }),
    sns: new sns.SNSClient(shared),
    iam: new iam.IAMClient(shared),
    dynamodb: new dynamodb.DynamoDBClient(shared),
    lambda: new lambda.LambdaClient(shared),
  };
  return clients;
}

/** An answer, or all that an error of the SDK says. */
async function heard(call: Promise<object>): Promise<object> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof Error) || !("$metadata" in error) || !("$fault" in error)) throw error;
    const { name, message, $fault } = error;
    // Its clock is not the simulator's, which a client notes.
    const $metadata = { ...(error.$metadata as object), clockSkewCorrected: undefined };
    return { name, message, $metadata, $fault, kind: error.constructor };
  }
}

test.each(Object.keys(COMMANDS) as (keyof typeof COMMANDS)[])(
  "%s: what is sent without the wire is answered as the SDK answers",
  async (service) => {
    const [wired, own] = [open(), open()];
    const clients = clientsOf(wired);
    const sends = {
      sqs: senderFor(own, { service: "sqs", sdk: sqs }),
      sns: senderFor(own, { service: "sns", sdk: sns }),
      iam: senderFor(own, { service: "iam", sdk: iam }),
      dynamodb: senderFor(own, { service: "dynamodb", sdk: dynamodb }),
      lambda: senderFor(own, { service: "lambda", sdk: lambda }),
    };
    for (const [name, command] of [["iam", BEFORE[0]] as const, ["sqs", BEFORE[1]] as const]) {
      await clients[name].send(command as never);
      await sends[name].send(command, { actor: "test" });
    }

    let refused = 0;
    for (const command of COMMANDS[service]) {
      const bySdk = await heard(clients[service].send(command as never));
      const byOwn = await heard(sends[service].send(command, { actor: "test" }));

      expect([command.constructor.name, byOwn]).toEqual([command.constructor.name, bySdk]);
      if ("$fault" in bySdk) refused += 1;
    }
    expect(refused).toBe(REFUSED[service]);
  },
);
