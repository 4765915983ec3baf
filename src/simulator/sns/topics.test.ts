// Room simulator/sns: topics through the official SDK. Words and codes: recorded AWS answers.
import {
  AddPermissionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  RemovePermissionCommand,
  SetTopicAttributesCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-sns";
import { expect, test } from "vitest";
import { refusal, topicArn, world } from "./world.fixture.ts";

test("a topic made has an ARN and shows its attributes with AWS's defaults", async () => {
  const { sns } = world();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "orders" }));
  expect(TopicArn).toBe("arn:aws:sns:us-east-1:000000000000:orders");
  const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  const { Policy = "", EffectiveDeliveryPolicy = "", ...rest } = Attributes;
  expect(rest).toEqual({
    TopicArn: "arn:aws:sns:us-east-1:000000000000:orders",
    Owner: "000000000000",
    DisplayName: "",
    SubscriptionsConfirmed: "0",
    SubscriptionsPending: "0",
    SubscriptionsDeleted: "0",
  });
  expect(JSON.parse(Policy)).toEqual({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "SNS:GetTopicAttributes",
          "SNS:SetTopicAttributes",
          "SNS:AddPermission",
          "SNS:RemovePermission",
          "SNS:DeleteTopic",
          "SNS:Subscribe",
          "SNS:ListSubscriptionsByTopic",
          "SNS:Publish",
        ],
        Resource: "arn:aws:sns:us-east-1:000000000000:orders",
        Condition: { StringEquals: { "AWS:SourceOwner": "000000000000" } },
      },
    ],
  });
  expect(JSON.parse(EffectiveDeliveryPolicy)).toEqual({
    http: {
      defaultHealthyRetryPolicy: {
        minDelayTarget: 20,
        maxDelayTarget: 20,
        numRetries: 3,
        numMaxDelayRetries: 0,
        numNoDelayRetries: 0,
        numMinDelayRetries: 0,
        backoffFunction: "linear",
      },
      disableSubscriptionOverrides: false,
      defaultRequestPolicy: { headerContentType: "text/plain; charset=UTF-8" },
    },
  });
});

test("a FIFO topic says so and has content-based deduplication off unless asked", async () => {
  const { sns } = world();
  const { TopicArn } = await sns.send(
    new CreateTopicCommand({ Name: "orders.fifo", Attributes: { FifoTopic: "true", DisplayName: "O" } }),
  );
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes).toMatchObject({
    FifoTopic: "true",
    ContentBasedDeduplication: "false",
    DisplayName: "O",
  });
});

test.each([
  ["empty", "", undefined],
  ["257 characters", "a".repeat(257), undefined],
  ["a character out of the set", "bad name", undefined],
  ["a dot", "a.b", undefined],
  ["FIFO by name only", "orders.fifo", undefined],
  ["FIFO by attribute only", "orders", "true"],
])("a topic's name is refused: %s", async (_, Name, FifoTopic) => {
  const { sns } = world();
  const Attributes = FifoTopic === undefined ? {} : { FifoTopic };
  expect(await refusal(sns.send(new CreateTopicCommand({ Name, Attributes })))).toEqual([
    "InvalidParameter",
    "Invalid parameter: Topic Name",
    400,
  ]);
});

const STANDING = { Name: "orders", Attributes: { DisplayName: "O" }, Tags: [{ Key: "a", Value: "1" }] };

test.each([
  ["nothing", {}],
  ["the same attribute", { Attributes: { DisplayName: "O" } }],
  ["a default", { Attributes: { SignatureVersion: "1" } }],
  ["the same tag", { Tags: [{ Key: "a", Value: "1" }] }],
])("creating again is idempotent where it asks for %s", async (_, asked) => {
  const { sns } = world();
  await sns.send(new CreateTopicCommand(STANDING));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "orders", ...asked }));
  expect(TopicArn).toBe("arn:aws:sns:us-east-1:000000000000:orders");
});

test.each([
  [
    "another value",
    { Attributes: { DisplayName: "P" } },
    "Attributes Reason: Topic already exists with different attributes",
  ],
  [
    "a new value",
    { Attributes: { SignatureVersion: "2" } },
    "Attributes Reason: Topic already exists with different attributes",
  ],
  [
    "a new tag",
    { Tags: [{ Key: "b", Value: "1" }] },
    "Tags Reason: Topic already exists with different tags",
  ],
])("creating again is refused where it asks for %s", async (_, asked, reason) => {
  const { sns } = world();
  await sns.send(new CreateTopicCommand(STANDING));
  const [code, message] = await refusal(sns.send(new CreateTopicCommand({ Name: "orders", ...asked })));
  expect([code, message]).toEqual(["InvalidParameter", `Invalid parameter: ${reason}`]);
});

test.each([
  [
    "test-topic",
    "InvalidParameter",
    "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
    400,
  ],
  ["arn:aws:sns:eu-west-1:000000000000:orders", "InvalidParameter", "Invalid parameter: TopicArn", 400],
  ["arn:aws:sqs:us-east-1:000000000000:orders", "InvalidParameter", "Invalid parameter: TopicArn", 400],
  [topicArn("gone"), "NotFound", "Topic does not exist", 404],
])("SNS-33: the topic %s is refused", async (TopicArn, ...expected) => {
  const { sns } = world();
  expect(await refusal(sns.send(new GetTopicAttributesCommand({ TopicArn })))).toEqual(expected);
});

test("deleting is idempotent, and a topic made again begins anew", async () => {
  const { sns } = world();
  const { TopicArn } = await sns.send(new CreateTopicCommand(STANDING));
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  await sns.send(new CreateTopicCommand({ Name: "orders", Tags: [{ Key: "b", Value: "2" }] }));
  const { Tags } = await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
  expect(Tags).toEqual([{ Key: "b", Value: "2" }]);
});

test("topics are listed a hundred at a time", async () => {
  const { sns } = world();
  for (let n = 0; n < 101; n += 1) await sns.send(new CreateTopicCommand({ Name: `t-${n}` }));
  const first = await sns.send(new ListTopicsCommand({}));
  const second = await sns.send(new ListTopicsCommand({ NextToken: first.NextToken }));
  expect([first.Topics?.length, second.Topics, second.NextToken]).toEqual([
    100,
    [{ TopicArn: topicArn("t-100") }],
    undefined,
  ]);
});

test("a topic of another region is not listed", async () => {
  const { sns, raw } = world();
  await raw("Action=CreateTopic&Name=west", "us-west-2");
  await sns.send(new CreateTopicCommand({ Name: "east" }));
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn: topicArn("east") }]);
});

test("tags are set, changed and taken away", async () => {
  const { sns } = world();
  const { TopicArn: ResourceArn } = await sns.send(new CreateTopicCommand({ Name: "orders" }));
  const tags = async () => (await sns.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
  const k1 = { Key: "k1", Value: "v1" };
  await sns.send(new TagResourceCommand({ ResourceArn, Tags: [k1, { Key: "k2", Value: "v2" }] }));
  await sns.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["k1", "none"] }));
  expect(await tags()).toEqual([{ Key: "k2", Value: "v2" }]);
  await sns.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: "k2", Value: "v2b" }] }));
  expect(await tags()).toEqual([{ Key: "k2", Value: "v2b" }]);
  expect(await refusal(sns.send(new TagResourceCommand({ ResourceArn, Tags: [k1, k1] })))).toEqual([
    "InvalidParameter",
    "Invalid parameter: Duplicated keys are not allowed.",
    400,
  ]);
  expect(await refusal(sns.send(new ListTagsForResourceCommand({ ResourceArn: topicArn("gone") })))).toEqual([
    "ResourceNotFound",
    "Resource does not exist",
    404,
  ]);
});

test("permissions are statements of the policy, found by label", async () => {
  const { sns } = world();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "orders" }));
  const added = async () => {
    const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    const policy = JSON.parse(Attributes["Policy"] ?? "") as { Statement: readonly unknown[] };
    return policy.Statement.slice(1);
  };
  const add = (ActionName: string[], AWSAccountId = ["111111111111"]) =>
    sns.send(new AddPermissionCommand({ TopicArn, Label: "test", AWSAccountId, ActionName }));
  expect(await refusal(add(["Fly"]))).toEqual([
    "InvalidParameter",
    "Invalid parameter: Policy statement action out of service scope!",
    400,
  ]);
  await add(["Publish", "Subscribe"]);
  expect(await added()).toEqual([
    {
      Sid: "test",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111111111111:root" },
      Action: ["SNS:Publish", "SNS:Subscribe"],
      Resource: TopicArn,
    },
  ]);
  expect((await refusal(add(["Publish"])))[1]).toBe("Invalid parameter: Statement already exists");
  await sns.send(new RemovePermissionCommand({ TopicArn, Label: "test" }));
  expect(await added()).toEqual([]);
});

test.each([
  ["FifoTopic", "true", "Invalid parameter: AttributeName"],
  ["Colour", "red", "Invalid parameter: AttributeName"],
  ["SignatureVersion", "3", "Invalid parameter: SignatureVersion"],
  ["Policy", "{", "Invalid parameter: Policy Error: null"],
])("SetTopicAttributes refuses %s = %s", async (AttributeName, AttributeValue, expected) => {
  const { sns } = world();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "orders" }));
  const set = sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
  expect((await refusal(set))[1]).toBe(expected);
});

test.each([
  ['{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":5,"maxDelayTarget":6,"numRetries":1}}}', 5, 1],
  ['{"http":{"defaultHealthyRetryPolicy":null}}', 20, 3],
  ["", 20, 3],
])("a delivery policy is shown with its defaults: %s", async (AttributeValue, minDelayTarget, numRetries) => {
  const { sns } = world();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "orders" }));
  await sns.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: "DeliveryPolicy", AttributeValue }),
  );
  const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(JSON.parse(Attributes["EffectiveDeliveryPolicy"] ?? "")).toMatchObject({
    http: { defaultHealthyRetryPolicy: { minDelayTarget, numRetries, backoffFunction: "linear" } },
  });
});

test("what is not modelled is refused by name", async () => {
  const { raw } = world();
  const { status, body } = await raw("Action=PutDataProtectionPolicy&ResourceArn=x");
  expect([status, body]).toEqual([
    501,
    '<?xml version="1.0"?><ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>sns PutDataProtectionPolicy is not implemented by this simulator</Message><Detail/></Error><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>',
  ]);
});
