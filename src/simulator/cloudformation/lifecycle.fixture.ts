// Room simulator/cloudformation, tests: every type of resource with a value for each property that may change: from its least form to that
// value and back. What a type needs beside it stands in `beside`; `looks` are the calls that show what the services made of it.
import type { JsonObject } from "../../template/json.ts";
import { type Fields, isFields } from "../wire/index.ts";

export interface Look {
  readonly service: string;
  readonly operation: string;
  /** Of the physical id of the resource itself, and of those beside it by logical id. */
  readonly input: (it: string, beside: Readonly<Record<string, string>>) => object;
  /** Where the answer says what to look at. */
  readonly onward?: (answer: Fields) => Look;
}

export interface Subject {
  readonly type: string;
  readonly beside?: JsonObject;
  readonly least: JsonObject;
  /** Properties that are set in place, each with another value than in `least`. */
  readonly sets: JsonObject;
  /** Properties whose change makes another resource. */
  readonly replaces: JsonObject;
  /** What a property takes along: `least` and the changed form both have it. */
  readonly along?: Readonly<Record<string, JsonObject>>;
  readonly looks: readonly Look[];
}

const look = (service: string, operation: string, input: Look["input"]): Look => ({
  service,
  operation,
  input,
});
const arn = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const ref = (id: string) => ({ Ref: id });
const policy = (Action: string, more: JsonObject = {}): JsonObject => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, ...more }],
});
const TAGS = [{ Key: "team", Value: "orders" }];
const QUEUE = { Type: "AWS::SQS::Queue" };
const TOPIC = { Type: "AWS::SNS::Topic" };
const TRUST = policy("sts:AssumeRole", { Principal: { Service: "lambda.amazonaws.com" } });
const ROLE = { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: TRUST } };
const ANY = policy("sqs:*", { Resource: "*" });
const FEW = policy("sqs:SendMessage", { Resource: "*" });
const FUNCTION_LEAST: JsonObject = {
  Runtime: "nodejs22.x",
  Handler: "index.handler",
  Code: { ZipFile: "exports.handler = async () => 1;" },
  Role: arn("Role"),
};
const FUNCTION = { Type: "AWS::Lambda::Function", Properties: FUNCTION_LEAST };
const SENDER = { Principal: { Service: "sns.amazonaws.com" }, Resource: "*" };

const queueAttributes = (of: (it: string, beside: Readonly<Record<string, string>>) => string | undefined) =>
  look("sqs", "GetQueueAttributes", (it, beside) => ({ QueueUrl: of(it, beside), AttributeNames: ["All"] }));

export const SUBJECTS: readonly Subject[] = [
  {
    type: "AWS::SQS::Queue",
    beside: { Dead: QUEUE },
    least: {},
    sets: {
      DelaySeconds: 3,
      KmsDataKeyReusePeriodSeconds: 600,
      KmsMasterKeyId: "alias/own",
      MaximumMessageSize: 2048,
      MessageRetentionPeriod: 600,
      ReceiveMessageWaitTimeSeconds: 3,
      RedriveAllowPolicy: { redrivePermission: "denyAll" },
      RedrivePolicy: { deadLetterTargetArn: arn("Dead"), maxReceiveCount: 2 },
      SqsManagedSseEnabled: false,
      Tags: TAGS,
      VisibilityTimeout: 60,
      ContentBasedDeduplication: true,
      DeduplicationScope: "messageGroup",
      FifoThroughputLimit: "perMessageGroupId",
    },
    replaces: { QueueName: "other", FifoQueue: true },
    along: {
      ContentBasedDeduplication: { FifoQueue: true },
      DeduplicationScope: { FifoQueue: true },
      KmsDataKeyReusePeriodSeconds: { KmsMasterKeyId: "alias/own" },
      FifoThroughputLimit: { FifoQueue: true, DeduplicationScope: "messageGroup" },
    },
    looks: [queueAttributes((it) => it), look("sqs", "ListQueueTags", (it) => ({ QueueUrl: it }))],
  },
  {
    type: "AWS::SQS::QueuePolicy",
    beside: { Queue: QUEUE, Other: QUEUE },
    least: { PolicyDocument: policy("sqs:*", SENDER), Queues: [ref("Queue")] },
    sets: { PolicyDocument: policy("sqs:SendMessage", SENDER), Queues: [ref("Other")] },
    replaces: {},
    looks: [queueAttributes((_it, { Queue }) => Queue), queueAttributes((_it, { Other }) => Other)],
  },
  {
    type: "AWS::SNS::Topic",
    beside: { Queue: QUEUE },
    least: {},
    sets: {
      DisplayName: "orders",
      KmsMasterKeyId: "alias/own",
      SignatureVersion: "2",
      TracingConfig: "Active",
      Tags: TAGS,
      Subscription: [{ Protocol: "sqs", Endpoint: arn("Queue") }],
      ContentBasedDeduplication: true,
      FifoThroughputScope: "MessageGroup",
    },
    replaces: { TopicName: "other", FifoTopic: true },
    along: { ContentBasedDeduplication: { FifoTopic: true }, FifoThroughputScope: { FifoTopic: true } },
    looks: [
      look("sns", "GetTopicAttributes", (it) => ({ TopicArn: it })),
      look("sns", "ListTagsForResource", (it) => ({ ResourceArn: it })),
      look("sns", "ListSubscriptionsByTopic", (it) => ({ TopicArn: it })),
    ],
  },
  {
    type: "AWS::SNS::TopicPolicy",
    beside: { Topic: TOPIC, Other: TOPIC },
    least: { PolicyDocument: policy("sns:Publish", SENDER), Topics: [ref("Topic")] },
    sets: { PolicyDocument: policy("sns:Subscribe", SENDER), Topics: [ref("Other")] },
    replaces: {},
    looks: [
      look("sns", "GetTopicAttributes", (_it, { Topic }) => ({ TopicArn: Topic })),
      look("sns", "GetTopicAttributes", (_it, { Other }) => ({ TopicArn: Other })),
    ],
  },
  {
    type: "AWS::SNS::Subscription",
    beside: { Topic: TOPIC, OtherTopic: TOPIC, Queue: QUEUE, Other: QUEUE },
    least: { TopicArn: ref("Topic"), Protocol: "sqs", Endpoint: arn("Queue") },
    sets: {
      FilterPolicy: { kind: ["order"] },
      FilterPolicyScope: "MessageBody",
      RawMessageDelivery: true,
      RedrivePolicy: { deadLetterTargetArn: arn("Other") },
    },
    replaces: { TopicArn: ref("OtherTopic"), Endpoint: arn("Other") },
    along: { FilterPolicyScope: { FilterPolicy: { kind: ["order"] } } },
    looks: [look("sns", "GetSubscriptionAttributes", (it) => ({ SubscriptionArn: it }))],
  },
  {
    type: "AWS::DynamoDB::Table",
    least: {
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "by", AttributeType: "S" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "byBy",
          KeySchema: [{ AttributeName: "by", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    },
    sets: {
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 3 },
      GlobalSecondaryIndexes: [
        {
          IndexName: "byBy",
          KeySchema: [{ AttributeName: "by", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
        {
          IndexName: "more",
          KeySchema: [{ AttributeName: "by", KeyType: "HASH" }],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      TimeToLiveSpecification: { AttributeName: "until", Enabled: true },
      DeletionProtectionEnabled: true,
      Tags: TAGS,
    },
    replaces: {
      TableName: "other",
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "by", KeyType: "RANGE" },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: "local",
          KeySchema: [
            { AttributeName: "id", KeyType: "HASH" },
            { AttributeName: "by", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    },
    along: {
      LocalSecondaryIndexes: {
        KeySchema: [
          { AttributeName: "id", KeyType: "HASH" },
          { AttributeName: "by", KeyType: "RANGE" },
        ],
      },
    },
    looks: [
      look("dynamodb", "DescribeTable", (TableName) => ({ TableName })),
      look("dynamodb", "DescribeTimeToLive", (TableName) => ({ TableName })),
      look("dynamodb", "ListTagsOfResource", (name) => ({
        ResourceArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`,
      })),
    ],
  },
  {
    type: "AWS::DynamoDB::Table",
    least: {
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      TimeToLiveSpecification: { AttributeName: "until", Enabled: true },
    },
    sets: {
      StreamSpecification: { StreamViewType: "KEYS_ONLY" },
      TimeToLiveSpecification: { AttributeName: "until", Enabled: false },
    },
    replaces: {},
    looks: [
      look("dynamodb", "DescribeTable", (TableName) => ({ TableName })),
      look("dynamodb", "DescribeTimeToLive", (TableName) => ({ TableName })),
    ],
  },
  {
    type: "AWS::IAM::Role",
    least: { AssumeRolePolicyDocument: TRUST },
    sets: {
      AssumeRolePolicyDocument: policy("sts:AssumeRole", { Principal: { Service: "sns.amazonaws.com" } }),
      Description: "reads",
      MaxSessionDuration: 7200,
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      Policies: [{ PolicyName: "inline", PolicyDocument: ANY }],
      Tags: TAGS,
    },
    replaces: { RoleName: "other", Path: "/orders/" },
    looks: [
      look("iam", "GetRole", (RoleName) => ({ RoleName })),
      look("iam", "ListRolePolicies", (RoleName) => ({ RoleName })),
      look("iam", "ListAttachedRolePolicies", (RoleName) => ({ RoleName })),
      look("iam", "ListRoleTags", (RoleName) => ({ RoleName })),
    ],
  },
  {
    type: "AWS::IAM::Policy",
    beside: { Role: ROLE, Other: ROLE },
    least: { PolicyName: "p", PolicyDocument: ANY, Roles: [ref("Role")] },
    sets: { PolicyDocument: FEW, Roles: [ref("Other")] },
    replaces: { PolicyName: "other" },
    looks: [
      look("iam", "GetRolePolicy", (_it, { Role }) => ({ RoleName: Role, PolicyName: "p" })),
      look("iam", "GetRolePolicy", (_it, { Other }) => ({ RoleName: Other, PolicyName: "p" })),
    ],
  },
  {
    type: "AWS::IAM::ManagedPolicy",
    beside: { Role: ROLE, Other: ROLE },
    least: { PolicyDocument: ANY, Roles: [ref("Role")] },
    sets: { PolicyDocument: FEW, Roles: [ref("Other")] },
    replaces: { ManagedPolicyName: "other", Path: "/orders/", Description: "more" },
    looks: [
      {
        ...look("iam", "GetPolicy", (PolicyArn) => ({ PolicyArn })),
        onward({ Policy }) {
          const VersionId = isFields(Policy) ? Policy["DefaultVersionId"] : undefined;
          return look("iam", "GetPolicyVersion", (PolicyArn) => ({ PolicyArn, VersionId }));
        },
      },
      look("iam", "ListAttachedRolePolicies", (_it, { Role }) => ({ RoleName: Role })),
      look("iam", "ListAttachedRolePolicies", (_it, { Other }) => ({ RoleName: Other })),
    ],
  },
  {
    type: "AWS::S3::Bucket",
    least: {},
    sets: {
      Tags: TAGS,
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } },
        ],
      },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
      VersioningConfiguration: { Status: "Enabled" },
    },
    replaces: { BucketName: "other" },
    // A bucket that once had versions is never again as one that had none.
    along: { VersioningConfiguration: { VersioningConfiguration: { Status: "Suspended" } } },
    looks: [
      look("s3", "GetBucketTagging", (Bucket) => ({ Bucket })),
      look("s3", "GetBucketVersioning", (Bucket) => ({ Bucket })),
      look("s3", "GetBucketEncryption", (Bucket) => ({ Bucket })),
      look("s3", "GetPublicAccessBlock", (Bucket) => ({ Bucket })),
    ],
  },
  {
    type: "AWS::S3::BucketPolicy",
    beside: { Bucket: { Type: "AWS::S3::Bucket" }, Other: { Type: "AWS::S3::Bucket" } },
    least: { Bucket: ref("Bucket"), PolicyDocument: policy("s3:GetObject", { ...SENDER }) },
    sets: { PolicyDocument: policy("s3:PutObject", { ...SENDER }) },
    replaces: { Bucket: ref("Other") },
    looks: [look("s3", "GetBucketPolicy", (Bucket) => ({ Bucket }))],
  },
  {
    type: "AWS::Lambda::Function",
    beside: { Role: ROLE, OtherRole: ROLE, Dead: QUEUE },
    least: FUNCTION_LEAST,
    sets: {
      Code: { ZipFile: "exports.handler = async () => 2;" },
      Role: arn("OtherRole"),
      Description: "works",
      Handler: "index.other",
      Runtime: "nodejs24.x",
      MemorySize: 256,
      ReservedConcurrentExecutions: 3,
      Timeout: 6,
      Environment: { Variables: { STAGE: "1" } },
      DeadLetterConfig: { TargetArn: arn("Dead") },
      EphemeralStorage: { Size: 1024 },
      Architectures: ["arm64"],
      LoggingConfig: { LogGroup: "/orders/own" },
      TracingConfig: { Mode: "Active" },
      Tags: TAGS,
    },
    replaces: { FunctionName: "other" },
    looks: [
      look("lambda", "GetFunction", (FunctionName) => ({ FunctionName })),
      look("lambda", "GetFunctionConcurrency", (FunctionName) => ({ FunctionName })),
    ],
  },
  {
    type: "AWS::Lambda::Version",
    beside: { Role: ROLE, Function: FUNCTION, Other: FUNCTION },
    least: { FunctionName: ref("Function") },
    sets: {},
    replaces: { FunctionName: ref("Other"), Description: "second" },
    looks: [look("lambda", "GetFunctionConfiguration", (it) => ({ FunctionName: it }))],
  },
  {
    type: "AWS::Lambda::Alias",
    beside: {
      Role: ROLE,
      Function: FUNCTION,
      Other: FUNCTION,
      Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: ref("Function") } },
    },
    least: { FunctionName: ref("Function"), Name: "live", FunctionVersion: "$LATEST" },
    sets: { FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] }, Description: "works" },
    replaces: { Name: "other" },
    looks: [
      look("lambda", "GetAlias", (it) => ({
        FunctionName: it.slice(0, it.lastIndexOf(":")),
        Name: it.slice(it.lastIndexOf(":") + 1),
      })),
    ],
  },
  {
    type: "AWS::Lambda::Permission",
    beside: { Role: ROLE, Function: FUNCTION, Other: FUNCTION, Topic: TOPIC },
    least: {
      Action: "lambda:InvokeFunction",
      FunctionName: ref("Function"),
      Principal: "sns.amazonaws.com",
    },
    sets: {},
    replaces: {
      Action: "lambda:*",
      FunctionName: ref("Other"),
      Principal: "sqs.amazonaws.com",
      SourceAccount: "000000000000",
      SourceArn: ref("Topic"),
    },
    looks: [look("lambda", "GetPolicy", (_it, { Function }) => ({ FunctionName: Function }))],
  },
  {
    type: "AWS::Lambda::EventInvokeConfig",
    beside: { Role: ROLE, Function: FUNCTION, Other: FUNCTION, Dead: QUEUE },
    // Without any setting there is none (PutFunctionEventInvokeConfig).
    least: { FunctionName: ref("Function"), Qualifier: "$LATEST", MaximumRetryAttempts: 1 },
    sets: {
      MaximumEventAgeInSeconds: 60,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: arn("Dead") } },
    },
    replaces: { FunctionName: ref("Other") },
    looks: [
      look("lambda", "GetFunctionEventInvokeConfig", (_it, { Function }) => ({ FunctionName: Function })),
    ],
  },
  {
    type: "AWS::Lambda::EventSourceMapping",
    beside: { Role: ROLE, Function: FUNCTION, Other: FUNCTION, Queue: QUEUE, OtherQueue: QUEUE },
    least: { FunctionName: ref("Function"), EventSourceArn: arn("Queue") },
    sets: {
      FunctionName: ref("Other"),
      BatchSize: 5,
      MaximumBatchingWindowInSeconds: 1,
      Enabled: false,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["order"]}}' }] },
      ScalingConfig: { MaximumConcurrency: 5 },
      Tags: TAGS,
    },
    replaces: { EventSourceArn: arn("OtherQueue") },
    looks: [
      look("lambda", "GetEventSourceMapping", (UUID) => ({ UUID })),
      look("lambda", "ListTags", (UUID) => ({
        Resource: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${UUID}`,
      })),
    ],
  },
  {
    type: "AWS::Lambda::EventSourceMapping",
    beside: {
      Role: ROLE,
      Function: FUNCTION,
      Dead: QUEUE,
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          BillingMode: "PAY_PER_REQUEST",
          KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          StreamSpecification: { StreamViewType: "NEW_IMAGE" },
        },
      },
    },
    least: {
      FunctionName: ref("Function"),
      EventSourceArn: { "Fn::GetAtt": ["Table", "StreamArn"] },
      StartingPosition: "LATEST",
    },
    sets: {
      BatchSize: 5,
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: arn("Dead") } },
      MaximumRecordAgeInSeconds: 60,
      MaximumRetryAttempts: 1,
    },
    replaces: {},
    looks: [look("lambda", "GetEventSourceMapping", (UUID) => ({ UUID }))],
  },
  {
    type: "AWS::Logs::LogGroup",
    least: {},
    sets: { RetentionInDays: 7, Tags: TAGS },
    replaces: { LogGroupName: "/orders/other", LogGroupClass: "INFREQUENT_ACCESS" },
    looks: [
      look("logs", "DescribeLogGroups", (logGroupNamePrefix) => ({ logGroupNamePrefix })),
      look("logs", "ListTagsForResource", (name) => ({
        resourceArn: `arn:aws:logs:us-east-1:000000000000:log-group:${name}`,
      })),
    ],
  },
  {
    type: "AWS::CDK::Metadata",
    least: { Analytics: "v2:deflate64:a" },
    sets: { Analytics: "v2:deflate64:b", Modules: "aws-cdk=2" },
    replaces: {},
    looks: [],
  },
  { type: "AWS::CloudFormation::WaitConditionHandle", least: {}, sets: {}, replaces: {}, looks: [] },
];
