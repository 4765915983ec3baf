// Room simulator/sns: subscriptions through the official SDK. Words and codes: recorded AWS answers.
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  type SubscribeCommandInput,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { expect, test } from "vitest";
import { queueArn, refusal, topicArn, world } from "./world.fixture.ts";

type Asked = Partial<SubscribeCommandInput>;

async function topicWorld(Name = "orders") {
  const made = world([queueArn("stock")]);
  const { sns } = made;
  const Attributes: Record<string, string> = Name.endsWith(".fifo") ? { FifoTopic: "true" } : {};
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name, Attributes }));
  const subscribe = (asked: Asked = {}) =>
    sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn("stock"), ...asked }));
  const attributes = async (SubscriptionArn: string | undefined) =>
    (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;
  return { ...made, TopicArn, subscribe, attributes };
}

test("SNS-32: a queue of the account needs no confirmation; attributes read as AWS shows them", async () => {
  const { sns, TopicArn, subscribe, attributes } = await topicWorld();
  const { SubscriptionArn } = await subscribe({ Attributes: { FilterPolicy: '{"a":["b"]}' } });
  expect(SubscriptionArn).toMatch(/^arn:aws:sns:us-east-1:000000000000:orders:[0-9a-f-]{36}$/);
  expect(await attributes(SubscriptionArn)).toEqual({
    SubscriptionArn,
    TopicArn,
    Owner: "000000000000",
    Protocol: "sqs",
    Endpoint: "arn:aws:sqs:us-east-1:000000000000:stock",
    SubscriptionPrincipal: "arn:aws:iam::000000000000:user/ordeal",
    PendingConfirmation: "false",
    ConfirmationWasAuthenticated: "true",
    RawMessageDelivery: "false",
    FilterPolicy: '{"a":["b"]}',
    FilterPolicyScope: "MessageAttributes",
  });
  expect((await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions).toEqual([
    {
      SubscriptionArn,
      TopicArn,
      Owner: "000000000000",
      Protocol: "sqs",
      Endpoint: "arn:aws:sqs:us-east-1:000000000000:stock",
    },
  ]);
});

const RAW = { RawMessageDelivery: "true" };

test.each([
  ["the same", { Attributes: RAW }],
  ["the same and a default", { Attributes: { ...RAW, FilterPolicyScope: "MessageAttributes" } }],
  ["a default alone", { Attributes: { FilterPolicyScope: "MessageAttributes" } }],
  ["no attributes", {}],
])("SNS-32: subscribing again with %s gives the same ARN", async (_, asked) => {
  const { subscribe } = await topicWorld();
  const first = await subscribe({ Attributes: RAW });
  expect((await subscribe(asked)).SubscriptionArn).toBe(first.SubscriptionArn);
});

test("SNS-32: subscribing again with other attributes is refused", async () => {
  const { subscribe } = await topicWorld();
  await subscribe({ Attributes: RAW });
  expect(await refusal(subscribe({ Attributes: { RawMessageDelivery: "false" } }))).toEqual([
    "InvalidParameter",
    "Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
    400,
  ]);
});

test.each([
  [
    "unknown protocol",
    { Protocol: "test-protocol" },
    "Invalid parameter: Amazon SNS does not support this protocol string: test-protocol",
  ],
  [
    "a queue's URL",
    { Endpoint: "https://sqs.us-east-1.amazonaws.com/1/q" },
    "Invalid parameter: SQS endpoint ARN",
  ],
  ["a queue's ARN cut short", { Endpoint: "arn:aws:sqs:us-east-1:q" }, "Invalid parameter: SQS endpoint ARN"],
  [
    "SNS-26: a FIFO queue",
    { Endpoint: queueArn("q.fifo") },
    "Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
  ],
  [
    "letters as a number",
    { Protocol: "sms", Endpoint: "NAA+15551234567" },
    "Invalid SMS endpoint: NAA+15551234567",
  ],
  [
    "two dashes in a number",
    { Protocol: "sms", Endpoint: "+15--551234567" },
    "Invalid SMS endpoint: +15--551234567",
  ],
  [
    "a dot at a number's end",
    { Protocol: "sms", Endpoint: "+15551234567." },
    "Invalid SMS endpoint: +15551234567.",
  ],
  ["no mail address", { Protocol: "email", Endpoint: "nobody" }, "Invalid parameter: Email address"],
  [
    "raw that is neither",
    { Attributes: { RawMessageDelivery: "x" } },
    "Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [x]. Must be true or false.",
  ],
  [
    "an unknown attribute",
    { Attributes: { Colour: "red" } },
    "Invalid parameter: Attributes Reason: AttributeName",
  ],
  [
    "a filter that is no JSON",
    { Attributes: { FilterPolicy: "invalid" } },
    "Invalid parameter: Attributes Reason: FilterPolicy: failed to parse JSON. Unrecognized token 'invalid': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 8]",
  ],
  [
    "SNS-16: a nested filter on attributes",
    { Attributes: { FilterPolicy: '{"a":{"b":["c"]}}' } },
    "Invalid parameter: Attributes Reason: Filter policy scope MessageAttributes does not support nested filter policy",
  ],
  [
    "another region's topic",
    { TopicArn: "arn:aws:sns:eu-west-1:000000000000:orders" },
    "Invalid parameter: TopicArn",
  ],
])("Subscribe refuses %s", async (_, asked: Asked, expected) => {
  const { subscribe } = await topicWorld();
  const [code, message] = await refusal(subscribe(asked));
  expect([code, message]).toEqual(["InvalidParameter", expected]);
});

test.each(["http", "https", "firehose"])("protocol %s is refused by name", async (Protocol) => {
  const { subscribe } = await topicWorld();
  expect(await refusal(subscribe({ Protocol, Endpoint: "https://x.test" }))).toEqual([
    "NotImplemented",
    `SNS Subscribe with protocol ${Protocol} is not implemented by this simulator`,
    501,
  ]);
});

test.each([
  [
    "RawMessageDelivery",
    "test-ValUe",
    "RawMessageDelivery: Invalid value [test-ValUe]. Must be true or false.",
  ],
  ["RawMessageDelivery", "", "RawMessageDelivery: Invalid value []. Must be true or false."],
  ["fake-attribute", "test-value", "AttributeName"],
  ["RedrivePolicy", '{"deadLetterTargetArn":"fake"}', "RedrivePolicy: deadLetterTargetArn is an invalid arn"],
  [
    "RedrivePolicy",
    "{invalidjson}",
    "RedrivePolicy: failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]",
  ],
  [
    "FilterPolicy",
    "{invalidjson}",
    "FilterPolicy: failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]",
  ],
  [
    "FilterPolicyScope",
    "Both",
    "FilterPolicyScope: Invalid value [Both]. Please use either MessageBody or MessageAttributes",
  ],
  [
    "FilterPolicy",
    '{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}',
    "FilterPolicy: Filter policy can not have more than 5 keys",
  ],
])("SetSubscriptionAttributes refuses %s = %s", async (AttributeName, AttributeValue, expected) => {
  const { sns, subscribe } = await topicWorld();
  const { SubscriptionArn } = await subscribe();
  const set = new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue });
  expect(await refusal(sns.send(set))).toEqual(["InvalidParameter", `Invalid parameter: ${expected}`, 400]);
});

test("SNS-24: a FIFO subscription wants a FIFO dead letter queue", async () => {
  const { subscribe } = await topicWorld("orders.fifo");
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dlq") });
  const asked = { Endpoint: queueArn("stock.fifo"), Attributes: { RedrivePolicy } };
  expect((await refusal(subscribe(asked)))[1]).toBe(
    "Invalid parameter: Attributes Reason: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.",
  );
});

test("a scope cannot become one that the standing policy does not fit", async () => {
  const { sns, subscribe } = await topicWorld();
  const nested = { FilterPolicy: '{"a":{"b":["c"]}}', FilterPolicyScope: "MessageBody" };
  const { SubscriptionArn } = await subscribe({ Attributes: nested });
  const set = { SubscriptionArn, AttributeName: "FilterPolicyScope", AttributeValue: "MessageAttributes" };
  expect((await refusal(sns.send(new SetSubscriptionAttributesCommand(set))))[1]).toBe(
    "Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy",
  );
});

test("an empty policy takes the policy away", async () => {
  const { sns, subscribe, attributes } = await topicWorld();
  const { SubscriptionArn } = await subscribe({ Attributes: { FilterPolicy: '{"a":["b"]}' } });
  const set = { SubscriptionArn, AttributeName: "FilterPolicy", AttributeValue: "{}" };
  await sns.send(new SetSubscriptionAttributesCommand(set));
  expect(Object.keys((await attributes(SubscriptionArn)) ?? {})).not.toContain("FilterPolicy");
});

test("SNS-32: a mail address waits for the token that its mail carries, and confirming twice is fine", async () => {
  const { sns, subscribe, outbox, attributes, TopicArn } = await topicWorld();
  const asked = { Protocol: "email", Endpoint: "shop@example.test" };
  expect(await subscribe(asked)).toMatchObject({ SubscriptionArn: "pending confirmation" });
  const { SubscriptionArn } = await subscribe({ ...asked, ReturnSubscriptionArn: true });
  expect((await attributes(SubscriptionArn))?.["PendingConfirmation"]).toBe("true");
  const listed = await sns.send(new ListSubscriptionsCommand({}));
  expect(listed.Subscriptions?.map((one) => one.SubscriptionArn)).toEqual(["PendingConfirmation"]);
  const [mail] = outbox();
  expect(mail).toMatchObject({ channel: "email", to: "shop@example.test", topicArn: TopicArn });
  const Token = /Token=([0-9a-f]+)/.exec(mail?.body ?? "")?.[1];
  for (const _ of ["once", "twice"]) {
    const confirmed = await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    expect(confirmed.SubscriptionArn).toBe(SubscriptionArn);
  }
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes).toMatchObject({ SubscriptionsConfirmed: "1", SubscriptionsPending: "0" });
});

test("SNS-32: a token is dead after two days", async () => {
  const { sns, subscribe, outbox, clock, TopicArn } = await topicWorld();
  await subscribe({ Protocol: "email", Endpoint: "shop@example.test" });
  const Token = /Token=([0-9a-f]+)/.exec(outbox()[0]?.body ?? "")?.[1];
  clock.advance(2 * 24 * 3600 * 1000);
  expect((await refusal(sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))))[1]).toBe(
    "Invalid parameter: Token",
  );
});

test.each([
  ["a text that is none", "randomtoken", topicArn("orders"), "Invalid token"],
  ["one that nobody got", "51b2".repeat(70), topicArn("orders"), "Invalid parameter: Token"],
  ["any, with no topic", "51b2".repeat(70), "orders", "Invalid parameter: Topic"],
  [
    "any, with another region's topic",
    "51b2".repeat(70),
    "arn:aws:sns:eu-west-1:000000000000:orders",
    "Invalid parameter: Topic",
  ],
])("a token is refused: %s", async (_, Token, TopicArn, expected) => {
  const { sns } = await topicWorld();
  expect(await refusal(sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token })))).toEqual([
    "InvalidParameter",
    expected,
    400,
  ]);
});

test.each([
  ["random", "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1"],
  [
    "arn:aws:sns:us-east-1:random",
    "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 5",
  ],
  ["arn:aws:sns:us-east-1:000000000000:random", "Invalid parameter: SubscriptionId"],
  ["", "Invalid parameter: SubscriptionArn Reason: no value for required parameter"],
])("Unsubscribe refuses %s", async (SubscriptionArn, expected) => {
  const { sns } = world();
  expect((await refusal(sns.send(new UnsubscribeCommand({ SubscriptionArn }))))[1]).toBe(expected);
});

test("unsubscribing is idempotent, counted, and final", async () => {
  const { sns, subscribe, TopicArn } = await topicWorld();
  const { SubscriptionArn } = await subscribe();
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes).toMatchObject({ SubscriptionsConfirmed: "0", SubscriptionsDeleted: "1" });
  expect(await refusal(sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })))).toEqual([
    "NotFound",
    "Subscription does not exist",
    404,
  ]);
});

test("the subscription of a deleted topic stands until unsubscribed; a new topic of the name does not have it", async () => {
  const { sns, subscribe, attributes, TopicArn } = await topicWorld();
  const { SubscriptionArn } = await subscribe();
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  expect(await attributes(SubscriptionArn)).toMatchObject({ SubscriptionArn });
  await sns.send(new CreateTopicCommand({ Name: "orders" }));
  expect((await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions).toEqual([]);
});
