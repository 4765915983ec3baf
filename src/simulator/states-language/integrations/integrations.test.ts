// Room states-language, integrations: ARN to request, answer to result or error, in AWS's names.
import { expect, test } from "vitest";
import { jobOutcome, outcomeOf, type ServiceAnswer } from "./answer.ts";
import { callOf } from "./call.ts";
import { type Integration, integrationOf } from "./resource.ts";

const of = (arn: string): Integration => {
  const found = integrationOf(arn);
  if (found === undefined) throw new Error(`${arn} is not known`);
  return found;
};

test.each([
  [
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    ["sqs", "sendMessage.waitForTaskToken", "waitForTaskToken"],
  ],
  ["arn:aws:states:::states:startExecution.sync:2", ["states", "startExecution.sync:2", "sync2"]],
  ["arn:aws:states:::aws-sdk:dynamodb:getItem", ["aws-sdk:dynamodb", "getItem", "requestResponse"]],
])("%s", (arn, expected) => {
  const found = of(arn);
  expect(found.kind === "service" ? [found.resourceType, found.resource, found.pattern] : found).toEqual(
    expected,
  );
});

test.each(["arn:aws:states:::sqs", "arn:aws:states:::sqs:sendMessage.later", "sqs:sendMessage"])(
  "%s is not known",
  (arn) => {
    expect(integrationOf(arn)).toBeUndefined();
  },
);

test.each([
  [
    "arn:aws:states:::sqs:sendMessage",
    { QueueUrl: "q", MessageBody: { a: 1 } },
    { service: "sqs", action: "SendMessage", input: { QueueUrl: "q", MessageBody: '{"a":1}' } },
  ],
  [
    "arn:aws:states:::sns:publish",
    { TopicArn: "t", Message: "m" },
    { service: "sns", action: "Publish", input: { TopicArn: "t", Message: "m" } },
  ],
  [
    "arn:aws:states:::lambda:invoke",
    { FunctionName: "f", Payload: "m" },
    { service: "lambda", action: "Invoke", input: { FunctionName: "f", Payload: '"m"' } },
  ],
  [
    "arn:aws:states:::events:putEvents",
    { Entries: [{ Detail: { a: 1 } }] },
    { service: "events", action: "PutEvents", input: { Entries: [{ Detail: '{"a":1}' }] } },
  ],
  [
    "arn:aws:states:::aws-sdk:sqs:sendMessage",
    { MessageBody: { a: 1 } },
    { service: "sqs", action: "SendMessage", input: { MessageBody: { a: 1 } } },
  ],
  [
    "arn:aws:lambda:us-east-1:111111111111:function:f",
    [1],
    {
      service: "lambda",
      action: "Invoke",
      input: { FunctionName: "arn:aws:lambda:us-east-1:111111111111:function:f", Payload: "[1]" },
    },
  ],
])("%s sends", (arn, input, expected) => {
  expect(callOf(of(arn), input)).toEqual(expected);
});

const refused = (code: string, message: string): ServiceAnswer => ({
  kind: "refused",
  code,
  message,
  status: 400,
  requestId: "R",
});

test.each<[string, ServiceAnswer, unknown]>([
  [
    "arn:aws:states:::dynamodb:putItem",
    refused("ResourceNotFoundException", "Requested resource not found"),
    {
      error: "DynamoDB.ResourceNotFoundException",
      cause:
        "Requested resource not found (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: R; Proxy: null)",
    },
  ],
  [
    "arn:aws:states:::dynamodb:putItem",
    refused("ValidationException", "bad"),
    {
      error: "DynamoDB.AmazonDynamoDBException",
      cause:
        "bad (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ValidationException; Request ID: R; Proxy: null)",
    },
  ],
  [
    "arn:aws:states:::aws-sdk:dynamodb:putItem",
    refused("ValidationException", "bad"),
    {
      error: "DynamoDb.DynamoDbException",
      cause: "bad (Service: DynamoDb, Status Code: 400, Request ID: R)",
    },
  ],
  [
    "arn:aws:states:::sqs:sendMessage",
    refused("MissingParameter", "The request must contain the parameter MessageBody."),
    {
      error: "SQS.AmazonSQSException",
      cause:
        "The request must contain the parameter MessageBody. (Service: AmazonSQS; Status Code: 400; Error Code: MissingParameter; Request ID: R; Proxy: null)",
    },
  ],
  [
    "arn:aws:states:::sqs:sendMessage",
    { kind: "unreachable", host: "no-such-queue" },
    {
      error: "SQS.SdkClientException",
      cause: "Unable to execute HTTP request: no-such-queue: Name or service not known",
    },
  ],
  [
    "arn:aws:lambda:us-east-1:111111111111:function:f",
    { kind: "functionError", payload: '{"errorType":"UnknownSku"}' },
    {
      error: "UnknownSku",
      cause: '{"errorType":"UnknownSku"}',
    },
  ],
  [
    "arn:aws:states:::lambda:invoke",
    { kind: "functionError", payload: '{"errorMessage":"late"}' },
    {
      error: "Lambda.Unknown",
      cause:
        'The cause could not be determined because Lambda did not return an error type. Returned payload: {"errorMessage":"late"}',
    },
  ],
  [
    "arn:aws:states:::events:putEvents",
    {
      kind: "answered",
      requestId: "R",
      body: { Entries: [{ ErrorCode: "MalformedDetail" }], FailedEntryCount: 1 },
    },
    {
      error: "EventBridge.FailedEntry",
      cause: '{"Entries":[{"ErrorCode":"MalformedDetail"}],"FailedEntryCount":1}',
    },
  ],
  [
    "arn:aws:states:::aws-sdk:dynamodb:getItem",
    { kind: "answered", requestId: "R", body: { Item: { id: { S: "1" } } } },
    { output: { Item: { id: { S: "1" } } } },
  ],
  [
    "arn:aws:lambda:us-east-1:111111111111:function:f",
    { kind: "answered", requestId: "R", body: '{"a":1}' },
    { output: { a: 1 } },
  ],
])("%s answers", (arn, answer, expected) => {
  expect(outcomeOf(of(arn), answer)).toEqual(expected);
});

test("lambda:invoke answers with the payload read and the call's metadata", () => {
  const answer: ServiceAnswer = {
    kind: "answered",
    requestId: "R",
    body: { Payload: '{"a":1}' },
    headers: { Connection: "keep-alive" },
  };
  expect(outcomeOf(of("arn:aws:states:::lambda:invoke"), answer)).toEqual({
    output: {
      ExecutedVersion: "$LATEST",
      StatusCode: 200,
      Payload: { a: 1 },
      SdkHttpMetadata: {
        AllHttpHeaders: { Connection: ["keep-alive"], "x-amzn-RequestId": ["R"] },
        HttpHeaders: { Connection: "keep-alive", "x-amzn-RequestId": "R" },
        HttpStatusCode: 200,
      },
      SdkResponseMetadata: { RequestId: "R" },
    },
  });
});

test.each([
  [
    "arn:aws:states:::states:startExecution.sync",
    { output: { Name: "n", Input: "{}", Output: '{"a":1}', Status: "SUCCEEDED" } },
  ],
  [
    "arn:aws:states:::states:startExecution.sync:2",
    { output: { Name: "n", Input: {}, Output: { a: 1 }, Status: "SUCCEEDED" } },
  ],
])("%s ends", (arn, expected) => {
  expect(
    jobOutcome(of(arn), { fields: { Name: "n" }, status: "SUCCEEDED", input: "{}", output: '{"a":1}' }),
  ).toEqual(expected);
});

test("a child execution that failed is the cause of States.TaskFailed", () => {
  const job = { fields: { Error: "E", Name: "n" }, status: "FAILED", input: "{}" };
  expect(jobOutcome(of("arn:aws:states:::states:startExecution.sync"), job)).toEqual({
    error: "States.TaskFailed",
    cause: '{"Error":"E","Input":"{}","Name":"n","Status":"FAILED"}',
  });
});
