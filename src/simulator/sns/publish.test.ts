// Room simulator/sns: what Publish and PublishBatch refuse, and the results of a batch. Words and codes: recorded AWS answers.
import {
  CreateTopicCommand,
  type MessageAttributeValue,
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  PublishCommand,
  type PublishCommandInput,
} from "@aws-sdk/client-sns";
import { expect, test } from "vitest";
import { refusal, topicArn, world } from "./world.fixture.ts";

type Asked = Partial<PublishCommandInput>;

const TopicArn = topicArn("orders");
const FIFO = topicArn("orders.fifo");

async function topics() {
  const made = world();
  await made.sns.send(new CreateTopicCommand({ Name: "orders" }));
  await made.sns.send(new CreateTopicCommand({ Name: "orders.fifo", Attributes: { FifoTopic: "true" } }));
  const publish = (asked: Asked) => made.sns.send(new PublishCommand({ Message: "hello", ...asked }));
  const batch = (entries: readonly Partial<PublishBatchRequestEntry>[], arn = TopicArn) =>
    made.sns.send(
      new PublishBatchCommand({
        TopicArn: arn,
        PublishBatchRequestEntries: entries.map((entry, n) => ({ Id: `${n}`, Message: "m", ...entry })),
      }),
    );
  return { ...made, publish, batch };
}

const attribute = (name: string, value: Partial<MessageAttributeValue>): Asked => ({
  TopicArn,
  MessageAttributes: { [name]: { DataType: undefined, ...value } },
});
const BYTES = new Uint8Array([1]);
const LONG = "a".repeat(257);

test.each<[string, Asked, string, string]>([
  [
    "no target",
    {},
    "InvalidParameter",
    "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter",
  ],
  [
    "an empty topic",
    { TopicArn: "" },
    "InvalidParameter",
    "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
  ],
  [
    "a topic that is no ARN",
    { TopicArn: "a:b" },
    "InvalidParameter",
    "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 2",
  ],
  ["SNS-33: no such topic", { TopicArn: topicArn("gone") }, "NotFound", "Topic does not exist"],
  [
    "another region's topic",
    { TopicArn: "arn:aws:sns:eu-west-1:000000000000:orders" },
    "InvalidParameter",
    "Invalid parameter: TopicArn",
  ],
  [
    "no such endpoint",
    { TargetArn: "arn:aws:sns:us-east-1:000000000000:endpoint/APNS/app/id" },
    "InvalidParameter",
    "Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified",
  ],
  [
    "letters in a number",
    { PhoneNumber: "+1a234" },
    "InvalidParameter",
    "Invalid parameter: PhoneNumber Reason: +1a234 is not valid to publish to",
  ],
  ["an empty message", { TopicArn, Message: "" }, "InvalidParameter", "Invalid parameter: Empty message"],
  ["an empty subject", { TopicArn, Subject: "" }, "InvalidParameter", "Invalid parameter: Subject"],
  [
    "a subject of 101",
    { TopicArn, Subject: "s".repeat(101) },
    "InvalidParameter",
    "Invalid parameter: Subject",
  ],
  ["a subject of two lines", { TopicArn, Subject: "a\nb" }, "InvalidParameter", "Invalid parameter: Subject"],
  [
    "SNS-19: a byte too many",
    { TopicArn, Message: "a".repeat(262_145) },
    "InvalidParameter",
    "Invalid parameter: Message too long",
  ],
  [
    "SNS-21: no default",
    { TopicArn, MessageStructure: "json", Message: '{"sqs":"x"}' },
    "InvalidParameter",
    "Invalid parameter: Message Structure - No default entry in JSON message body",
  ],
  [
    "SNS-21: a default that is no string",
    { TopicArn, MessageStructure: "json", Message: '{"default":{}}' },
    "InvalidParameter",
    "Invalid parameter: Message Structure - No default entry in JSON message body",
  ],
  [
    "SNS-21: a body that is no JSON",
    { TopicArn, MessageStructure: "json", Message: "x" },
    "InvalidParameter",
    "Invalid parameter: Message Structure - JSON message body failed to parse",
  ],
  [
    "no group on a FIFO topic",
    { TopicArn: FIFO, MessageDeduplicationId: "d" },
    "InvalidParameter",
    "Invalid parameter: The MessageGroupId parameter is required for FIFO topics",
  ],
  [
    "no way to deduplicate",
    { TopicArn: FIFO, MessageGroupId: "g" },
    "InvalidParameter",
    "Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  ],
  [
    "deduplication on a standard topic",
    { TopicArn, MessageDeduplicationId: "d" },
    "InvalidParameter",
    "Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
  ],
  [
    "an attribute without value",
    attribute("attr1", { DataType: "String", StringValue: "" }),
    "ParameterValueInvalid",
    "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.",
  ],
  [
    "an attribute without anything",
    attribute("attr1", { DataType: "Binary" }),
    "ParameterValueInvalid",
    "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'Binary'.",
  ],
  [
    "an attribute without type",
    attribute("attr1", { StringValue: "x" }),
    "ValidationError",
    "1 validation error detected: Value null at 'messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null",
  ],
  [
    "a string that is binary",
    attribute("attr1", { DataType: "String", BinaryValue: BYTES }),
    "ParameterValueInvalid",
    "The message attribute 'attr1' with type 'String' must use field 'String'.",
  ],
  [
    "a number that is binary",
    attribute("attr1", { DataType: "Number", BinaryValue: BYTES }),
    "ParameterValueInvalid",
    "The message attribute 'attr1' with type 'Number' must use field 'String'.",
  ],
  [
    "binary that is a string",
    attribute("attr1", { DataType: "Binary", StringValue: "x" }),
    "ParameterValueInvalid",
    "The message attribute 'attr1' with type 'Binary' must use field 'Binary'.",
  ],
  [
    "a type of no kind",
    attribute("attr1", { DataType: "Json", StringValue: "x" }),
    "ParameterValueInvalid",
    "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
  ],
  [
    "a type without its label",
    attribute("attr1", { DataType: "String.", StringValue: "x" }),
    "ParameterValueInvalid",
    "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
  ],
  [
    "a long name",
    attribute(LONG, { DataType: "String", StringValue: "x" }),
    "ParameterValueInvalid",
    "Length of message attribute name must be less than 256 bytes.",
  ],
  [
    "an odd character",
    attribute("a^b", { DataType: "String", StringValue: "x" }),
    "ParameterValueInvalid",
    "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
  ],
  [
    "a dot before a name",
    attribute(".a", { DataType: "String", StringValue: "x" }),
    "ParameterValueInvalid",
    "Invalid message attribute name starting with character '.' was found.",
  ],
  [
    "a dot after a name",
    attribute("a.", { DataType: "String", StringValue: "x" }),
    "ParameterValueInvalid",
    "Invalid message attribute name ending with character '.' was found.",
  ],
  [
    "two dots in a name",
    attribute("a..b", { DataType: "String", StringValue: "x" }),
    "ParameterValueInvalid",
    "Message attribute name can not have successive '.' character.",
  ],
])("Publish refuses %s", async (_, asked, code, message) => {
  const { publish } = await topics();
  expect((await refusal(publish(asked))).slice(0, 2)).toEqual([code, message]);
});

test("SNS-19: the limit is of bytes, attributes among them, and is itself allowed", async () => {
  const { publish } = await topics();
  const MessageAttributes = { a: { DataType: "String", StringValue: "é" } }; // 1 + 6 + 2 bytes
  await publish({ TopicArn, Message: "m".repeat(262_144 - 9), MessageAttributes });
  expect((await refusal(publish({ TopicArn, Message: "m".repeat(262_144 - 8), MessageAttributes })))[1]).toBe(
    "Invalid parameter: Message too long",
  );
});

test("a topic can be published to by TargetArn", async () => {
  const { publish, events } = await topics();
  await publish({ TargetArn: TopicArn });
  expect(events.at(-1)).toMatchObject({
    kind: "sns.published",
    message: { target: TopicArn, body: "hello" },
  });
});

test("message ids differ, and the same world gives the same ids again", async () => {
  const run = async () => {
    const { publish } = await topics();
    return [(await publish({ TopicArn })).MessageId, (await publish({ TopicArn })).MessageId];
  };
  const ids = await run();
  expect(new Set(ids).size).toBe(2);
  expect(await run()).toEqual(ids);
});

test.each<[string, readonly Partial<PublishBatchRequestEntry>[], string, string]>([
  ["none", [], "EmptyBatchRequest", "The batch request doesn't contain any entries."],
  [
    "eleven",
    Array.from({ length: 11 }, () => ({})),
    "TooManyEntriesInBatchRequest",
    "The batch request contains more entries than permissible.",
  ],
  [
    "two of one id",
    [{ Id: "a" }, { Id: "a" }],
    "BatchEntryIdsNotDistinct",
    "Two or more batch entries in the request have the same Id.",
  ],
  [
    "a dot in an id",
    [{ Id: "message.id" }],
    "InvalidBatchEntryId",
    "The Id of a batch entry in the batch request contains an impermissible character: message.id",
  ],
  [
    "an id of 81",
    [{ Id: "a".repeat(81) }],
    "InvalidBatchEntryId",
    `The Id of a batch entry in the batch request is too long: ${"a".repeat(81)}`,
  ],
  [
    "SNS-19: too much together",
    [{ Message: "a".repeat(131_073) }, { Message: "b".repeat(131_072) }],
    "BatchRequestTooLong",
    "The length of all the messages put together is more than the limit.",
  ],
  [
    "an attribute without type",
    [{}, { MessageAttributes: { attr1: { DataType: undefined, StringValue: "x" } } }],
    "ValidationError",
    "1 validation error detected: Value null at 'publishBatchRequestEntries.2.member.messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null",
  ],
  [
    "no default text",
    [{ MessageStructure: "json", Message: "{}" }],
    "InvalidParameter",
    "Invalid parameter: Message Structure - No default entry in JSON message body",
  ],
])("SNS-20: PublishBatch refuses the whole of %s", async (_, entries, code, message) => {
  const { batch, events } = await topics();
  expect(await refusal(batch(entries))).toEqual([code, message, 400]);
  expect(events.filter((event) => event.kind === "sns.published")).toEqual([]);
});

test("PublishBatch to no topic is NotFound", async () => {
  const { batch } = await topics();
  expect(await refusal(batch([{}], topicArn("gone")))).toEqual(["NotFound", "Topic does not exist", 404]);
});

test("SNS-20: a batch of ten within the size has a result each, and an entry fails alone", async () => {
  const { batch } = await topics();
  const entries = Array.from({ length: 10 }, (_, n) => (n === 4 ? { Subject: "a\nb" } : {}));
  const { Successful, Failed } = await batch(entries);
  expect(Successful?.map(({ Id }) => Id)).toEqual(["0", "1", "2", "3", "5", "6", "7", "8", "9"]);
  expect(Failed).toEqual([
    { Id: "4", Code: "InvalidParameter", Message: "Invalid parameter: Subject", SenderFault: true },
  ]);
});
