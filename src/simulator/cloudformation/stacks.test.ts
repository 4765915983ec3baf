// Room simulator/cloudformation, tests: a stack comes up, is described, and goes down to nothing.
import { expect, it } from "vitest";
import { ACCOUNT, REGION, world } from "./world.fixture.ts";

const SYSTEM = `
Parameters:
  Prefix: { Type: String, Default: p }
Resources:
  Work:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "\${Prefix}-work"
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dlq.Arn, maxReceiveCount: 3 }
  Dlq:
    Type: AWS::SQS::Queue
    Properties: { QueueName: !Join ["-", [!Ref Prefix, dlq]] }
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Work]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: sns.amazonaws.com }
            Action: sqs:SendMessage
            Resource: !GetAtt Work.Arn
            Condition: { ArnEquals: { "aws:SourceArn": !Ref Topic } }
  Topic:
    Type: AWS::SNS::Topic
  Subscription:
    Type: AWS::SNS::Subscription
    DependsOn: Policy
    Properties:
      TopicArn: !Ref Topic
      Protocol: sqs
      Endpoint: !GetAtt Work.Arn
      RawMessageDelivery: true
      FilterPolicy: { kind: [order] }
Outputs:
  Url: { Value: !Ref Work }
  Topic: { Value: !Ref Topic, Description: where orders are told }
`;

it("what is referred to comes first, and a message goes the whole way", async () => {
  const { create, story, outputs, sns, sqs, clock } = world();
  expect(await create(SYSTEM)).toBe("CREATE_COMPLETE");
  expect((await story()).filter((line) => !line.includes("IN_PROGRESS"))).toEqual([
    "Dlq CREATE_COMPLETE",
    "Topic CREATE_COMPLETE",
    "Work CREATE_COMPLETE",
    "Policy CREATE_COMPLETE",
    "Subscription CREATE_COMPLETE",
    "shop CREATE_COMPLETE",
  ]);
  const { Url, Topic } = await outputs();
  expect(Url).toBe(`http://aws.test/${ACCOUNT}/p-work`);
  expect(Topic).toMatch(new RegExp(`^arn:aws:sns:${REGION}:${ACCOUNT}:shop-Topic-[A-Za-z0-9]{12}$`));
  const MessageAttributes = { kind: { DataType: "String", StringValue: "order" } };
  await sns.publish({ TopicArn: Topic, Message: "hello", MessageAttributes });
  await clock.untilIdle();
  const { Messages } = await sqs.receiveMessage({ QueueUrl: Url });
  expect(Messages?.map(({ Body }) => Body)).toEqual(["hello"]);
});

it("each resource begins, is initiated and completes; the stack's own lines frame them", async () => {
  const { create, story } = world();
  await create({ Resources: { Queue: { Type: "AWS::SQS::Queue" } } });
  expect(await story()).toEqual([
    "shop CREATE_IN_PROGRESS: User Initiated",
    "Queue CREATE_IN_PROGRESS",
    "Queue CREATE_IN_PROGRESS: Resource creation Initiated",
    "Queue CREATE_COMPLETE",
    "shop CREATE_COMPLETE",
  ]);
});

it("a stack that is deleted leaves nothing, and is known by its id alone", async () => {
  const { create, remove, status, sqs, sns, cloudFormation } = world();
  await create(SYSTEM);
  expect(await remove()).toBe("DELETE_COMPLETE");
  expect(await status()).toBeUndefined();
  expect((await sqs.listQueues({})).QueueUrls).toBeUndefined();
  expect((await sns.listTopics({})).Topics).toEqual([]);
  expect((await sns.listSubscriptions({})).Subscriptions).toEqual([]);
  const { StackSummaries = [] } = await cloudFormation.listStacks({});
  expect(StackSummaries.map(({ StackStatus }) => StackStatus)).toEqual(["DELETE_COMPLETE"]);
});
