// Room simulator/sqs, tests: whether a queue's policy lets a service deliver. Without an Allow that applies the message is lost.
import { expect, it } from "vitest";
import { bodies, queueArn, world } from "./world.fixture.ts";

const TOPIC = "arn:aws:sns:us-east-1:000000000000:orders";
const FROM = { service: "sns.amazonaws.com", sourceArn: TOPIC, account: "000000000000" };
const MESSAGE = {
  body: "x",
  attributes: {},
  groupId: undefined,
  deduplicationId: undefined,
  traceHeader: undefined,
};

const allow = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { Service: "sns.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: queueArn("q"),
  ...more,
});
const source = (arn: string, operator = "ArnEquals") => ({
  Condition: { [operator]: { "aws:SourceArn": arn } },
});

it.each([
  ["no policy", undefined, false],
  ["the service, for this topic", [allow(source(TOPIC))], true],
  ["the service, for another topic", [allow(source(`${TOPIC}-2`))], false],
  ["the service, for topics by wildcard", [allow(source("arn:aws:sns:us-east-1:*:or*", "ArnLike"))], true],
  ["another service", [allow({ Principal: { Service: "events.amazonaws.com" } })], false],
  ["everyone", [allow({ Principal: "*" })], true],
  ["every action of SQS", [allow({ Action: "sqs:*" })], true],
  ["another action", [allow({ Action: "sqs:ReceiveMessage" })], false],
  ["another queue", [allow({ Resource: queueArn("other") })], false],
  ["this account's", [allow({ Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } } })], true],
  [
    "another account's",
    [allow({ Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } } })],
    false,
  ],
  ["a condition nobody knows", [allow({ Condition: { Quantum: { "aws:SourceArn": TOPIC } } })], false],
  ["all, but a Deny for this topic", [allow(), { ...allow(source(TOPIC)), Effect: "Deny" }], false],
  ["all, and a Deny for another", [allow(), { ...allow(source(`${TOPIC}-2`)), Effect: "Deny" }], true],
])("%s [SNS-24] [SNS-25]", async (_, statements, isLetIn) => {
  const at = world();
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const url = await at.queue("q", statements === undefined ? {} : { Policy });
  expect(at.simulator.sqs.deliver(queueArn("q"), MESSAGE, FROM).kind).toBe(isLetIn ? "ok" : "refused");
  expect(await bodies(at, url)).toEqual(isLetIn ? ["x"] : []);
});

it("each requester gets its own answer, and a new policy another", async () => {
  const at = world();
  const policyFor = (arn: string): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [allow(source(arn))] });
  const url = await at.queue("q", { Policy: policyFor(TOPIC) });
  const other = { ...FROM, sourceArn: `${TOPIC}-2` };
  const kinds = (): readonly string[] =>
    [FROM, other, FROM, other].map((from) => at.simulator.sqs.deliver(queueArn("q"), MESSAGE, from).kind);
  expect(kinds()).toEqual(["ok", "refused", "ok", "refused"]);
  await at.sqs.setQueueAttributes({ QueueUrl: url, Attributes: { Policy: policyFor(other.sourceArn) } });
  expect(kinds()).toEqual(["refused", "ok", "refused", "ok"]);
});
