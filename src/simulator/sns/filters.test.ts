// Room simulator/sns: filter policies from Subscribe to the queue, one fact a row; the engine's own tests are in matching/.
import {
  CreateTopicCommand,
  type MessageAttributeValue,
  PublishCommand,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { expect, test } from "vitest";
import { queueArn, refusal, topicArn, world } from "./world.fixture.ts";

const TopicArn = topicArn("orders");

async function subscribed(FilterPolicy: string, FilterPolicyScope: string) {
  const made = world(["q"]);
  await made.sns.send(new CreateTopicCommand({ Name: "orders" }));
  const Attributes = { FilterPolicy, FilterPolicyScope, RawMessageDelivery: "true" };
  await made.sns.send(
    new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn("q"), Attributes }),
  );
  return made;
}

/** What of the messages, published in turn, arrives. */
async function arrived(policy: string, scope: string, messages: readonly PublishCommand[]) {
  const { sns, clock, queues } = await subscribed(policy, scope);
  for (const message of messages) await sns.send(message);
  clock.advance(0);
  return (queues.get(queueArn("q")) ?? []).map(({ body }) => body);
}

const str = (StringValue: string): MessageAttributeValue => ({ DataType: "String", StringValue });
const array = (StringValue: string): MessageAttributeValue => ({ DataType: "String.Array", StringValue });
const OTHER = { other: str("o") };

test.each<[string, string, Record<string, MessageAttributeValue>, boolean]>([
  ["SNS-02: names are AND", '{"a":["1"],"b":["2"]}', { a: str("1") }, false],
  ["SNS-02: names are AND", '{"a":["1"],"b":["2"]}', { a: str("1"), b: str("2") }, true],
  ["SNS-02: values are OR", '{"a":["1","2"]}', { a: str("2") }, true],
  ["SNS-02: $or across names", '{"$or":[{"a":["1"]},{"b":["2"]}]}', { b: str("2") }, true],
  [
    "SNS-05: Binary is not there",
    '{"a":[{"exists":true}]}',
    { a: { DataType: "Binary", BinaryValue: new Uint8Array([1]) }, ...OTHER },
    false,
  ],
  ["SNS-05: String.Array is", '{"a":["x"]}', { a: array('["w","x"]') }, true],
  ["SNS-07: prefix", '{"a":[{"prefix":"or"}]}', { a: str("order") }, true],
  ["SNS-07: suffix", '{"a":[{"suffix":"er"}]}', { a: str("order") }, true],
  ["SNS-07: equals-ignore-case", '{"a":[{"equals-ignore-case":"ORDER"}]}', { a: str("order") }, true],
  ["SNS-07: anything-but", '{"a":[{"anything-but":["x"]}]}', { a: str("order") }, true],
  ["SNS-07: anything-but prefix", '{"a":[{"anything-but":{"prefix":"or"}}]}', { a: str("order") }, false],
  ["SNS-08: anything-but on an array", '{"a":[{"anything-but":["x"]}]}', { a: array('["x","y"]') }, true],
  [
    "SNS-08: anything-but on an array of nothing else",
    '{"a":[{"anything-but":["x"]}]}',
    { a: array('["x"]') },
    false,
  ],
  ["SNS-09: exists false", '{"a":[{"exists":false}]}', OTHER, true],
  ["SNS-09: exists false", '{"a":[{"exists":false}]}', { a: str("1") }, false],
])("%s: %s", async (_, policy, MessageAttributes, expected) => {
  const message = new PublishCommand({ TopicArn, Message: "m", MessageAttributes });
  expect(await arrived(policy, "MessageAttributes", [message])).toEqual(expected ? ["m"] : []);
});

test.each([
  ["SNS-07: cidr", '{"ip":[{"cidr":"10.0.0.0/24"}]}', '{"ip":"10.0.0.255"}', '{"ip":"10.0.1.0"}'],
  ["SNS-07: null", '{"a":[null]}', '{"a":null}', '{"a":"null"}'],
  ["SNS-10: a dotted name", '{"a.b":["x"]}', '{"a":{"b":"x"}}', '{"a":{"c":"x"}}'],
  ["SNS-10: a literal dotted name", '{"a.b":["x"]}', '{"a.b":"x"}', '{"a":"x"}'],
  [
    "SNS-11: of one element of an array",
    '{"r":{"n":["x"],"v":["1"]}}',
    '{"r":[{"n":"y","v":"2"},{"n":"x","v":"1"}]}',
    '{"r":[{"n":"x","v":"2"},{"n":"y","v":"1"}]}',
  ],
])("%s, in the body: %s takes %s, not %s", async (_, policy, taken, left) => {
  const messages = [left, taken].map((Message) => new PublishCommand({ TopicArn, Message }));
  expect(await arrived(policy, "MessageBody", messages)).toEqual([taken]);
});

const values = (count: number): string => JSON.stringify(Array.from({ length: count }, (_, n) => `v${n}`));

test.each([
  [
    "SNS-12: six names",
    '{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}',
    "FilterPolicy: Filter policy can not have more than 5 keys",
  ],
  ["SNS-12: 151 combinations", `{"a":${values(151)}}`, "FilterPolicy: Filter policy is too complex"],
  [
    "SNS-12: 152 combinations, two levels deep",
    `{"a":{"b":${values(76)}}}`,
    "FilterPolicy: Filter policy is too complex",
  ],
  ["SNS-15: a value alone", '{"key_a":"value"}', 'FilterPolicy: "key_a" must be an object or an array'],
])("%s is refused", async (_, policy, reason) => {
  expect(await refusal(subscribed(policy, "MessageBody"))).toEqual([
    "InvalidParameter",
    `Invalid parameter: Attributes Reason: ${reason}`,
    400,
  ]);
});

test("SNS-12: 150 combinations are taken", async () => {
  expect((await subscribed(`{"a":${values(150)}}`, "MessageAttributes")).events.length).toBe(2);
});

test("SNS-13: a topic has 200 filter policies and not one more", async () => {
  const { sns } = world();
  await sns.send(new CreateTopicCommand({ Name: "orders" }));
  const Attributes = { FilterPolicy: '{"a":["b"]}' };
  const subscribe = (n: number) =>
    sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn(`q${n}`), Attributes }));
  for (let n = 0; n < 200; n += 1) await subscribe(n);
  const [code, , status] = await refusal(subscribe(200));
  expect([code, status]).toEqual(["FilterPolicyLimitExceeded", 403]);
});
