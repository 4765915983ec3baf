// Room simulator/cloudformation, tests: systems that AWS refuses at their resource, in the service's words, with the logical id.
import { expect, it } from "vitest";
import { world } from "./world.fixture.ts";

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
