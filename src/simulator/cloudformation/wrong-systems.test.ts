// Room simulator/cloudformation, tests: systems that AWS refuses at their resource, in the service's words, with the logical id.
import { expect, it } from "vitest";
import { everythingOf, world } from "./world.fixture.ts";

const queue = (Properties: object = {}) => ({ Type: "AWS::SQS::Queue", Properties });
const redrive = (deadLetterTargetArn: unknown) => ({
  RedrivePolicy: { deadLetterTargetArn, maxReceiveCount: 3 },
});
const dlq = { "Fn::GetAtt": ["Dead", "Arn"] };

it.each([
  [
    "a FIFO dead letter queue of a standard queue",
    { Dead: queue({ FifoQueue: true }), Work: queue(redrive(dlq)) },
    "Work",
  ],
  [
    "a standard dead letter queue of a FIFO queue",
    { Dead: queue(), Work: queue({ FifoQueue: true, ...redrive(dlq) }) },
    "Work",
  ],
  [
    "a dead letter queue that is not there",
    { Work: queue(redrive("arn:aws:sqs:us-east-1:000000000000:none")) },
    "Work",
  ],
  ["an ARN with nine digits", { Work: queue(redrive("arn:aws:sqs:us-east-1:123456789:dead")) }, "Work"],
  ["a visibility beyond its limit", { Work: queue({ VisibilityTimeout: 43_201 }) }, "Work"],
  [
    "a subscription to no topic",
    {
      Sub: {
        Type: "AWS::SNS::Subscription",
        Properties: {
          TopicArn: "arn:aws:sns:us-east-1:000000000000:none",
          Protocol: "sqs",
          Endpoint: "arn:aws:sqs:us-east-1:000000000000:q",
        },
      },
    },
    "Sub",
  ],
  [
    "a filter that is none",
    {
      Topic: { Type: "AWS::SNS::Topic" },
      Sub: {
        Type: "AWS::SNS::Subscription",
        Properties: {
          TopicArn: { Ref: "Topic" },
          Protocol: "sqs",
          Endpoint: "arn:aws:sqs:us-east-1:000000000000:q",
          FilterPolicy: { kind: "order" },
        },
      },
    },
    "Sub",
  ],
  [
    "a policy of no queue",
    {
      P: {
        Type: "AWS::SQS::QueuePolicy",
        Properties: { Queues: ["http://aws.test/000000000000/none"], PolicyDocument: { Statement: [] } },
      },
    },
    "P",
  ],
] as const)("%s", async (_, Resources, logicalId) => {
  const at = world();
  expect(await at.create({ Resources })).toBe("ROLLBACK_COMPLETE");
  const failed = (await at.story()).filter((line) => line.includes("_FAILED"));
  expect(failed).toEqual([
    expect.stringMatching(
      new RegExp(
        `^${logicalId} CREATE_FAILED: Resource handler returned message: ".+ \\(Service: (?:Sqs|Sns), Status Code: 40[04], Request ID: `,
      ),
    ),
  ]);
  expect((await at.sqs.listQueues({})).QueueUrls).toBeUndefined();
});

const NINE = "123456789";
const allow = (principal: unknown, more: object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: principal, ...more }],
});
const trust = allow({ Service: "lambda.amazonaws.com" }, { Action: "sts:AssumeRole" });
const stranger = { AWS: `arn:aws:iam::${NINE}:root` };
const subscription = (Properties: object) => ({
  Topic: { Type: "AWS::SNS::Topic" },
  Wrong: {
    Type: "AWS::SNS::Subscription",
    Properties: { TopicArn: { Ref: "Topic" }, Protocol: "sqs", ...Properties },
  },
});
const ofFunction = (wrong: object, more: object = {}) => ({
  Queue: queue(),
  Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } },
  Work: {
    Type: "AWS::Lambda::Function",
    Properties: {
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: "exports.handler = async () => 1;" },
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      ...more,
    },
  },
  ...wrong,
});
const permission = (Properties: object) =>
  ofFunction({
    Wrong: {
      Type: "AWS::Lambda::Permission",
      Properties: {
        Action: "lambda:InvokeFunction",
        FunctionName: { Ref: "Work" },
        Principal: "sns.amazonaws.com",
        ...Properties,
      },
    },
  });

it.each([
  [
    "the endpoint of a subscription",
    subscription({ Endpoint: `arn:aws:sqs:us-east-1:${NINE}:q` }),
    "SQS endpoint ARN",
  ],
  [
    "the function of a subscription",
    subscription({ Protocol: "lambda", Endpoint: `arn:aws:lambda:us-east-1:${NINE}:function:f` }),
    "Lambda endpoint ARN",
  ],
  [
    "the topic of a subscription",
    {
      Wrong: {
        Type: "AWS::SNS::Subscription",
        Properties: {
          TopicArn: `arn:aws:sns:us-east-1:${NINE}:t`,
          Protocol: "sqs",
          Endpoint: "arn:aws:sqs:us-east-1:000000000000:q",
        },
      },
    },
    "Topic does not exist",
  ],
  [
    "the dead letter queue of a subscription",
    subscription({
      Endpoint: "arn:aws:sqs:us-east-1:000000000000:q",
      RedrivePolicy: { deadLetterTargetArn: `arn:aws:sqs:us-east-1:${NINE}:dead` },
    }),
    "deadLetterTargetArn is an invalid arn",
  ],
  [
    "the subscription inside a topic",
    {
      Wrong: {
        Type: "AWS::SNS::Topic",
        Properties: { Subscription: [{ Protocol: "sqs", Endpoint: `arn:aws:sqs:us-east-1:${NINE}:q` }] },
      },
    },
    "SQS endpoint ARN",
  ],
  [
    "the sources that a dead letter queue allows",
    {
      Wrong: queue({
        RedriveAllowPolicy: {
          redrivePermission: "byQueue",
          sourceQueueArns: [`arn:aws:sqs:us-east-1:${NINE}:q`],
        },
      }),
    },
    "is no queue ARN",
  ],
  [
    "a queue's policy",
    {
      Queue: queue(),
      Wrong: {
        Type: "AWS::SQS::QueuePolicy",
        Properties: {
          Queues: [{ Ref: "Queue" }],
          PolicyDocument: allow(stranger, { Action: "sqs:SendMessage", Resource: "*" }),
        },
      },
    },
    "Invalid value for the parameter Policy",
  ],
  [
    "a topic's policy",
    {
      Topic: { Type: "AWS::SNS::Topic" },
      Wrong: {
        Type: "AWS::SNS::TopicPolicy",
        Properties: {
          Topics: [{ Ref: "Topic" }],
          PolicyDocument: allow({ AWS: Number(NINE) }, { Action: "sns:Publish", Resource: "*" }),
        },
      },
    },
    "Policy Error: PrincipalNotFound",
  ],
  [
    "a bucket's policy",
    {
      Bucket: { Type: "AWS::S3::Bucket" },
      Wrong: {
        Type: "AWS::S3::BucketPolicy",
        Properties: {
          Bucket: { Ref: "Bucket" },
          PolicyDocument: allow(stranger, { Action: "s3:GetObject", Resource: "*" }),
        },
      },
    },
    "Invalid principal in policy",
  ],
  [
    "whom a role trusts",
    {
      Wrong: {
        Type: "AWS::IAM::Role",
        Properties: { AssumeRolePolicyDocument: allow(stranger, { Action: "sts:AssumeRole" }) },
      },
    },
    "Invalid principal in policy",
  ],
  [
    "a managed policy of a role",
    {
      Wrong: {
        Type: "AWS::IAM::Role",
        Properties: { AssumeRolePolicyDocument: trust, ManagedPolicyArns: [`arn:aws:iam::${NINE}:policy/p`] },
      },
    },
    "does not exist or is not attachable",
  ],
  [
    "a function's role",
    { Wrong: ofFunction({}, { Role: `arn:aws:iam::${NINE}:role/r` }).Work },
    "Member must satisfy regular expression pattern",
  ],
  [
    "a function's dead letter queue",
    {
      ...ofFunction({}),
      Wrong: ofFunction({}, { DeadLetterConfig: { TargetArn: `arn:aws:sqs:us-east-1:${NINE}:q` } }).Work,
    },
    "deadLetterConfig.targetArn",
  ],
  [
    "the source of a mapping",
    ofFunction({
      Wrong: {
        Type: "AWS::Lambda::EventSourceMapping",
        Properties: { EventSourceArn: `arn:aws:sqs:us-east-1:${NINE}:q`, FunctionName: { Ref: "Work" } },
      },
    }),
    "eventSourceArn",
  ],
  [
    "the function of a mapping",
    ofFunction({
      Wrong: {
        Type: "AWS::Lambda::EventSourceMapping",
        Properties: {
          EventSourceArn: { "Fn::GetAtt": ["Queue", "Arn"] },
          FunctionName: `arn:aws:lambda:us-east-1:${NINE}:function:f`,
        },
      },
    }),
    "functionName",
  ],
  ["the source of a permission", permission({ SourceArn: `arn:aws:sns:us-east-1:${NINE}:t` }), "sourceArn"],
  ["the account of a permission", permission({ SourceAccount: NINE }), "sourceAccount"],
  ["the principal of a permission", permission({ Principal: NINE }), "principal was invalid"],
  [
    "where a function's results go",
    ofFunction({
      Wrong: {
        Type: "AWS::Lambda::EventInvokeConfig",
        Properties: {
          FunctionName: { Ref: "Work" },
          Qualifier: "$LATEST",
          DestinationConfig: { OnFailure: { Destination: `arn:aws:sqs:us-east-1:${NINE}:q` } },
        },
      },
    }),
    "destination",
  ],
] as const)("an account of nine digits in %s", async (_, Resources, words) => {
  const at = world();
  const status = await at.create({ Resources }, { Capabilities: ["CAPABILITY_IAM"] });
  const [first = ""] = (await at.story()).filter((line) => line.includes("_FAILED"));
  expect([status, first]).toEqual(["ROLLBACK_COMPLETE", expect.stringMatching(/^Wrong CREATE_FAILED: /)]);
  expect(first).toContain(words);
  expect(await everythingOf(at)).toEqual([]);
});

it("a second version of a function that did not change", async () => {
  const at = world();
  const version = { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Work" } } };
  const Resources = ofFunction({ First: version, Second: { ...version, DependsOn: "First" } });
  expect(await at.create({ Resources }, { Capabilities: ["CAPABILITY_IAM"] })).toBe("ROLLBACK_COMPLETE");
  expect((await at.story()).filter((line) => line.includes("_FAILED"))).toEqual([
    "Second CREATE_FAILED: A version for this Lambda function exists ( 1 ). Modify the function to create a new version.",
  ]);
  expect(await everythingOf(at)).toEqual([]);
});
