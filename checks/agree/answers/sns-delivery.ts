// Checks: the requests behind recorded answers of SNS that show what a queue was given: raw or wrapped, in batches, in order, parked.
import type * as sdk from "@aws-sdk/client-sns";
import type { Message, QueueAttributeName, SQS } from "@aws-sdk/client-sqs";
import type { Json } from "./compare.ts";
import type { Script as ScriptOf, Scripting as ScriptingOf } from "./script.ts";

export interface SnsClients {
  readonly sns: sdk.SNS;
  readonly sqs: SQS;
}

type Script = ScriptOf<SnsClients>;
type Scripting = ScriptingOf<SnsClients>;
type Attributes = Readonly<Record<string, string>>;

interface Given {
  readonly topic?: Attributes;
  readonly queue?: Attributes;
  readonly subscription?: Attributes;
  /** Names end in `.fifo` where the attributes say so. */
  readonly fifoQueue?: boolean;
}

const isFifo = (attributes: Attributes): boolean => attributes["FifoTopic"] === "true";
const topicName = (attributes: Attributes): string => (isFifo(attributes) ? "t.fifo" : "t");

async function queue(at: Scripting, base: string, attributes: Attributes = {}): Promise<string> {
  const statement = {
    Effect: "Allow",
    Principal: "*",
    Action: "sqs:SendMessage",
    Resource: at.queueArn(base),
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const fifo: Attributes = base.endsWith(".fifo") ? { FifoQueue: "true" } : {};
  const asked = { QueueName: at.name(base), Attributes: { ...fifo, Policy, ...attributes } };
  return String((await at.send("", ({ sqs }) => sqs.createQueue(asked)))["QueueUrl"]);
}

/** A topic, a queue, and the subscription between them. */
async function stage(at: Scripting, given: Given = {}) {
  const { topic = {}, subscription = {}, fifoQueue = isFifo(topic) } = given;
  const { TopicArn } = await at.send("", ({ sns }) =>
    sns.createTopic({ Name: at.name(topicName(topic)), Attributes: topic }),
  );
  const base = fifoQueue ? "q.fifo" : "q";
  const QueueUrl = await queue(at, base, given.queue);
  const { SubscriptionArn } = await at.send("", ({ sns }) =>
    sns.subscribe({
      TopicArn: String(TopicArn),
      Protocol: "sqs",
      Endpoint: at.queueArn(base),
      Attributes: subscription,
    }),
  );
  return { TopicArn: String(TopicArn), QueueUrl, SubscriptionArn: String(SubscriptionArn) };
}

const publish = (at: Scripting, input: sdk.PublishCommandInput, label = "") =>
  at.send(label, ({ sns }) => sns.publish(input));

interface Looking {
  readonly count?: number;
  readonly names?: readonly QueueAttributeName[];
  readonly keepsOrder?: boolean;
}

const ALL = { names: ["All"] } as const;
const LOOKS = 15;

/** So many messages, under the label; what was seen is deleted. */
async function arrived(at: Scripting, label: string, QueueUrl: string, looking: Looking = {}): Promise<void> {
  const { count = 1, names = [], keepsOrder = false } = looking;
  const found: Message[] = [];
  let last: Json = {};
  for (let look = 0; look < LOOKS && found.length < count; look += 1) {
    last = await at.send("", ({ sqs }) =>
      sqs.receiveMessage({
        QueueUrl,
        MaxNumberOfMessages: 10,
        AttributeNames: [...names],
        MessageAttributeNames: ["All"],
      }),
    );
    const messages = (last["Messages"] ?? []) as Message[]; // the SDK's own type
    for (const { ReceiptHandle } of messages)
      await at.send("", ({ sqs }) => sqs.deleteMessage({ QueueUrl, ReceiptHandle }));
    found.push(...messages);
    if (found.length < count) await at.wait(1);
  }
  const Messages = keepsOrder ? found : found.toSorted(byBody);
  const wasOneAnswer = Object.hasOwn(at.recorded[label] ?? {}, "ResponseMetadata");
  at.saw(label, { Messages, ...(wasOneAnswer ? { ResponseMetadata: last["ResponseMetadata"] } : {}) });
}

const byBody = ({ Body: one = "" }: Message, { Body: other = "" }: Message): number => (one < other ? -1 : 1);

async function nothingCame(at: Scripting, label: string, QueueUrl: string): Promise<void> {
  await at.wait(2);
  await at.send(label, ({ sqs }) => sqs.receiveMessage({ QueueUrl }));
}

const number = (StringValue: string) => ({ DataType: "Number", StringValue });
const BINARY = { DataType: "Binary", BinaryValue: new Uint8Array([2, 3, 4]) };
const RAW = { RawMessageDelivery: "true" };
const subscriptionAttributes = (at: Scripting, label: string, SubscriptionArn: string) =>
  at.send(label, ({ sns }) => sns.getSubscriptionAttributes({ SubscriptionArn }));
const setOn = (at: Scripting, SubscriptionArn: string, AttributeName: string, AttributeValue: string) =>
  at.send("", ({ sns }) => sns.setSubscriptionAttributes({ SubscriptionArn, AttributeName, AttributeValue }));

/** One message through one topic to one queue. */
const one =
  (label: string, message: sdk.PublishCommandInput, given: Given = {}, looking: Looking = {}): Script =>
  async (at) => {
    const { TopicArn, QueueUrl } = await stage(at, given);
    await publish(at, { TopicArn, ...message });
    await arrived(at, label, QueueUrl, looking);
  };

/** The same message twice to a FIFO topic. */
const twice =
  (given: Given, message: sdk.PublishCommandInput): Script =>
  async (at) => {
    const { TopicArn, QueueUrl } = await stage(at, given);
    await publish(at, { TopicArn, ...message });
    await arrived(at, "messages", QueueUrl, ALL);
    await publish(at, { TopicArn, ...message });
    await nothingCame(at, "dedup-messages", QueueUrl);
  };

const FIFO = { FifoTopic: "true" };
const BY_CONTENT = { ...FIFO, ContentBasedDeduplication: "true" };
const QUEUE_BY_CONTENT = { ContentBasedDeduplication: "true" };
const GROUP = { MessageGroupId: "message-group-id-1" };
const DEDUPLICATION = { MessageDeduplicationId: "message-deduplication-id-1" };

/** The recorder's three entries; ids count from `first` where the topic does not make them of the content. */
const threeEntries = (byContent: boolean, first = 0): sdk.PublishBatchRequestEntry[] =>
  [
    {
      Message: "Test Message with two attributes",
      MessageAttributes: { attr1: number("99.12"), attr2: number("109.12") },
    },
    { Message: "Test Message with one attribute", MessageAttributes: { attr1: number("19.12") } },
    { Message: "Test Message without attribute" },
  ].map((entry, index) => ({
    Id: String(index + 1),
    Subject: "Subject",
    MessageGroupId: "complexMessageGroupId",
    ...(byContent ? {} : { MessageDeduplicationId: `MessageDeduplicationId-${index + first}` }),
    ...entry,
  }));

/** The topic before anybody subscribes. */
async function emptyTopic(at: Scripting, topic: Attributes): Promise<void> {
  const asked = { Name: at.name(topicName(topic)), Attributes: topic };
  const { TopicArn } = await at.send("", ({ sns }) => sns.createTopic(asked));
  await at.send("topic-attrs", ({ sns }) => sns.getTopicAttributes({ TopicArn: String(TopicArn) }));
}

const batched =
  (byContent: boolean): Script =>
  async (at) => {
    const topic = byContent ? BY_CONTENT : FIFO;
    await emptyTopic(at, topic);
    const { TopicArn, QueueUrl, SubscriptionArn } = await stage(at, { topic, subscription: RAW });
    await subscriptionAttributes(at, "sub-attrs-raw-true", SubscriptionArn);
    const PublishBatchRequestEntries = threeEntries(byContent);
    const send = (label: string) =>
      at.send(label, ({ sns }) => sns.publishBatch({ TopicArn, PublishBatchRequestEntries }));
    await send("publish-batch-response-fifo");
    await arrived(at, "messages", QueueUrl, { ...ALL, count: 3, keepsOrder: true });
    await send("republish-batch-response-fifo");
    await nothingCame(at, "duplicate-messages", QueueUrl);
  };

/** The topic makes ids of the content, the queue does not. */
const singleThenBatch =
  (subscription: Attributes): Script =>
  async (at) => {
    const { TopicArn, QueueUrl } = await stage(at, { topic: BY_CONTENT, subscription });
    await publish(at, { TopicArn, Message: "Test single", ...GROUP });
    const PublishBatchRequestEntries = [{ Id: "1", Message: "Test batched", ...GROUP }];
    await at.send("", ({ sns }) => sns.publishBatch({ TopicArn, PublishBatchRequestEntries }));
    await arrived(at, "messages", QueueUrl, { ...ALL, count: 2, keepsOrder: true });
  };

const redrive = (at: Scripting, base: string) => JSON.stringify({ deadLetterTargetArn: at.queueArn(base) });

/** The subscribed queue is gone: what was published waits in the subscription's dead-letter queue. */
const parked =
  (subscription: Attributes): Script =>
  async (at) => {
    const { TopicArn, QueueUrl, SubscriptionArn } = await stage(at, { subscription });
    const dead = await queue(at, "dead");
    await setOn(at, SubscriptionArn, "RedrivePolicy", redrive(at, "dead"));
    await at.send("", ({ sqs }) => sqs.deleteQueue({ QueueUrl }));
    await publish(at, {
      TopicArn,
      Message: "test_dlq_after_sqs_endpoint_deleted",
      MessageAttributes: { attr1: number("111"), attr2: BINARY },
    });
    await arrived(at, "messages", dead, ALL);
  };

const parkedInOrder =
  (subscription: Attributes): Script =>
  async (at) => {
    await emptyTopic(at, FIFO);
    const { TopicArn, QueueUrl, SubscriptionArn } = await stage(at, { topic: FIFO, subscription });
    const dead = await queue(at, "dead.fifo");
    await setOn(at, SubscriptionArn, "RedrivePolicy", redrive(at, "dead.fifo"));
    await at.send("", ({ sqs }) => sqs.deleteQueue({ QueueUrl }));
    const PublishBatchRequestEntries = threeEntries(false, 1);
    await at.send("publish-batch-response-fifo", ({ sns }) =>
      sns.publishBatch({ TopicArn, PublishBatchRequestEntries }),
    );
    await arrived(at, "batch-messages-in-dlq", dead, { ...ALL, count: 3, keepsOrder: true });
    const message = { TopicArn, Message: "test-message", ...GROUP, ...DEDUPLICATION };
    await publish(at, message, "publish-response-fifo");
    await arrived(at, "messages-in-dlq", dead, ALL);
  };

const signed = (version: string): Script =>
  one(
    "messages",
    { Message: "test signature value with attributes", MessageAttributes: { attr1: number("1") } },
    { topic: { SignatureVersion: version } },
    ALL,
  );

const SQS_CLASS = "TestSNSSubscriptionSQS::";
const FIFO_CLASS = "TestSNSSubscriptionSQSFifo::";

/** By test id, without the file it stands in. */
export const SNS_DELIVERY_SCRIPTS: Readonly<Record<string, Script>> = {
  "TestSNSPublishCrud::test_publish_message_by_target_arn": async (at) => {
    const { TopicArn, QueueUrl } = await stage(at);
    await publish(at, { TopicArn, Message: "test-msg-1" });
    await arrived(at, "receive-topic-arn", QueueUrl);
    await publish(at, { TargetArn: TopicArn, Message: "test-msg-2" });
    await arrived(at, "receive-target-arn", QueueUrl);
  },
  "TestSNSPublishCrud::test_publish_message_before_subscribe_topic": async (at) => {
    const { TopicArn } = await at.send("", ({ sns }) => sns.createTopic({ Name: at.name("t") }));
    const before = { TopicArn: String(TopicArn), Subject: "before", Message: "before" };
    await publish(at, before, "publish-before-subscribing");
    const { QueueUrl } = await stage(at);
    const after = {
      TopicArn: String(TopicArn),
      Subject: "test-subject-after-sub",
      Message: "test_message_after",
    };
    await publish(at, after, "publish-after-subscribing");
    await arrived(at, "receive-messages", QueueUrl);
  },
  "TestSNSPublishCrud::test_empty_sns_message": async (at) => {
    const { TopicArn, QueueUrl } = await stage(at);
    await publish(at, { TopicArn, Message: "" }, "empty-msg-error");
    await at.send("queue-attrs", ({ sqs }) =>
      sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
    );
  },
  [`${SQS_CLASS}test_subscribe_sqs_queue`]: async (at) => {
    const FilterPolicy = '{"attr1":[{"numeric":[">",0,"<=",100]}]}';
    const { TopicArn, QueueUrl, SubscriptionArn } = await stage(at, { subscription: { FilterPolicy } });
    await subscriptionAttributes(at, "subscription-attributes", SubscriptionArn);
    const MessageAttributes = { attr1: number("99.12") };
    await publish(at, { TopicArn, Message: "This is a test message", MessageAttributes });
    await arrived(at, "messages", QueueUrl);
  },
  [`${SQS_CLASS}test_publish_unicode_chars`]: one("received-message", {
    Message: 'ö§a1"_!?,. £$-',
  }),
  [`${SQS_CLASS}test_attribute_raw_subscribe`]: async (at) => {
    const { TopicArn, QueueUrl, SubscriptionArn } = await stage(at, { subscription: RAW });
    await subscriptionAttributes(at, "subscription-attributes", SubscriptionArn);
    await publish(at, { TopicArn, Message: "This is a test message", MessageAttributes: { store: BINARY } });
    await arrived(at, "messages-response", QueueUrl);
  },
  [`${SQS_CLASS}test_sqs_topic_subscription_confirmation`]: async (at) => {
    const { SubscriptionArn } = await stage(at);
    at.saw("subscription-attrs", (await subscriptionAttributes(at, "", SubscriptionArn))["Attributes"]);
  },
  [`${SQS_CLASS}test_publish_sqs_from_sns`]: async (at) => {
    const { TopicArn, QueueUrl, SubscriptionArn } = await stage(at, { subscription: RAW });
    await subscriptionAttributes(at, "sub-attrs-raw-true", SubscriptionArn);
    const send = (value: string) =>
      publish(at, { TopicArn, Message: "Test msg", MessageAttributes: { attr1: number(value) } });
    await send("99.12");
    await arrived(at, "message-raw-true", QueueUrl);
    await setOn(at, SubscriptionArn, "RawMessageDelivery", "false");
    await subscriptionAttributes(at, "sub-attrs-raw-false", SubscriptionArn);
    await send("100.12");
    await arrived(at, "message-raw-false", QueueUrl);
  },
  [`${SQS_CLASS}test_publish_batch_messages_from_sns_to_sqs`]: async (at) => {
    const { TopicArn, QueueUrl, SubscriptionArn } = await stage(at, { subscription: RAW });
    await subscriptionAttributes(at, "sub-attrs-raw-true", SubscriptionArn);
    const PublishBatchRequestEntries = [
      ...threeEntries(true),
      { Id: "4", Message: "Test Message without subject" },
      {
        Id: "5",
        Message: '{"default": "test default", "sqs": "test sqs"}',
        MessageStructure: "json",
      },
    ].map(({ Id, Message, ...entry }) => ({ ...entry, Id, Message, MessageGroupId: undefined }));
    await at.send("publish-batch", ({ sns }) => sns.publishBatch({ TopicArn, PublishBatchRequestEntries }));
    await arrived(at, "messages", QueueUrl, { ...ALL, count: 5 });
  },
  [`${SQS_CLASS}test_redrive_policy_sqs_queue_subscription[True]`]: parked(RAW),
  [`${SQS_CLASS}test_redrive_policy_sqs_queue_subscription[False]`]: parked({}),
  [`${SQS_CLASS}test_message_attributes_not_missing`]: async (at) => {
    const { TopicArn, QueueUrl, SubscriptionArn } = await stage(at, { subscription: RAW });
    const MessageAttributes = {
      "an-attribute-key": { DataType: "String", StringValue: "an-attribute-value" },
      "binary-attribute": BINARY,
    };
    await publish(at, { TopicArn, Message: "text", MessageAttributes }, "publish-msg-raw");
    await arrived(at, "raw-delivery-msg-attrs", QueueUrl, ALL);
    await setOn(at, SubscriptionArn, "RawMessageDelivery", "false");
    await publish(at, { TopicArn, Message: "text", MessageAttributes }, "publish-msg-json");
    await arrived(at, "json-delivery-msg-attrs", QueueUrl, ALL);
  },
  [`${SQS_CLASS}test_subscription_after_failure_to_deliver`]: async (at) => {
    const { TopicArn, QueueUrl, SubscriptionArn } = await stage(at);
    await subscriptionAttributes(at, "subscriptions-attrs", SubscriptionArn);
    await publish(at, { TopicArn, Message: "test_dlq_before_sqs_endpoint_deleted" });
    await arrived(at, "messages-before-delete", QueueUrl);
    await at.send("", ({ sqs }) => sqs.deleteQueue({ QueueUrl }));
    await publish(at, { TopicArn, Message: "lost" });
    await at.wait(2);
    await at.send("subscriptions", ({ sns }) => sns.listSubscriptionsByTopic({ TopicArn }));
    const dead = await queue(at, "dead");
    await setOn(at, SubscriptionArn, "RedrivePolicy", redrive(at, "dead"));
    await subscriptionAttributes(at, "subscriptions-attrs-with-redrive", SubscriptionArn);
    for (const n of [0, 1]) {
      await publish(at, { TopicArn, Message: `test_dlq_after_sqs_endpoint_deleted_${n}` });
      await arrived(at, `message-${n}-after-delete`, dead);
    }
  },
  [`${SQS_CLASS}test_message_structure_json_to_sqs`]: async (at) => {
    const { TopicArn, QueueUrl } = await stage(at);
    const send = (value: object) =>
      publish(at, { TopicArn, Message: JSON.stringify(value), MessageStructure: "json" });
    await send({ default: "default field", sqs: '{"field": "value"}' });
    await arrived(at, "get-msg-json-sqs", QueueUrl);
    await send({ default: "default field" });
    await arrived(at, "get-msg-json-default", QueueUrl);
  },
  [`${SQS_CLASS}test_publish_sqs_verify_signature[1]`]: signed("1"),
  [`${SQS_CLASS}test_publish_sqs_verify_signature[2]`]: signed("2"),
  [`${SQS_CLASS}test_publish_message_group_id`]: one(
    "messages",
    {
      Message: "test signature value with attributes",
      MessageAttributes: { attr1: number("1") },
      MessageGroupId: "my-group-id-1",
    },
    {},
    ALL,
  ),
  [`${FIFO_CLASS}test_message_to_fifo_sqs[True]`]: twice(
    { topic: BY_CONTENT, queue: QUEUE_BY_CONTENT },
    { Message: "Test", ...GROUP },
  ),
  [`${FIFO_CLASS}test_message_to_fifo_sqs[False]`]: twice(
    { topic: FIFO },
    { Message: "Test", ...GROUP, ...DEDUPLICATION },
  ),
  [`${FIFO_CLASS}test_publish_to_fifo_topic_deduplication_on_topic_level`]: twice(
    { topic: BY_CONTENT },
    { Message: "Test", ...GROUP },
  ),
  [`${FIFO_CLASS}test_fifo_topic_to_regular_sqs[True]`]: twice(
    { topic: BY_CONTENT, fifoQueue: false },
    { Message: "Test", ...GROUP },
  ),
  [`${FIFO_CLASS}test_fifo_topic_to_regular_sqs[False]`]: twice(
    { topic: FIFO, fifoQueue: false },
    { Message: "Test", ...GROUP, ...DEDUPLICATION },
  ),
  [`${FIFO_CLASS}test_publish_to_fifo_topic_to_sqs_queue_no_content_dedup[True]`]: singleThenBatch(RAW),
  [`${FIFO_CLASS}test_publish_to_fifo_topic_to_sqs_queue_no_content_dedup[False]`]: singleThenBatch({}),
  [`${FIFO_CLASS}test_publish_batch_messages_from_fifo_topic_to_fifo_queue[True]`]: batched(true),
  [`${FIFO_CLASS}test_publish_batch_messages_from_fifo_topic_to_fifo_queue[False]`]: batched(false),
  [`${FIFO_CLASS}test_publish_fifo_messages_to_dlq[True]`]: parkedInOrder(RAW),
  [`${FIFO_CLASS}test_publish_fifo_messages_to_dlq[False]`]: parkedInOrder({}),
  [`${FIFO_CLASS}test_validations_for_fifo`]: async (at) => {
    const { TopicArn, SubscriptionArn } = await stage(at, { topic: FIFO, fifoQueue: false });
    const plain = String(
      (await at.send("", ({ sns }) => sns.createTopic({ Name: at.name("plain") })))["TopicArn"],
    );
    await queue(at, "q.fifo");
    const subscribe = (label: string, topicArn: string, base: string) =>
      at.send(label, ({ sns }) =>
        sns.subscribe({ TopicArn: topicArn, Protocol: "sqs", Endpoint: at.queueArn(base) }),
      );
    await subscribe("not-fifo-topic", plain, "q.fifo");
    at.saw("not-fifo-queue", (await subscriptionAttributes(at, "", SubscriptionArn))["Attributes"]);
    const inOrder = await subscribe("", TopicArn, "q.fifo");
    await at.send("regular-queue-for-dlq-of-fifo-topic", ({ sns }) =>
      sns.setSubscriptionAttributes({
        SubscriptionArn: String(inOrder["SubscriptionArn"]),
        AttributeName: "RedrivePolicy",
        AttributeValue: redrive(at, "q"),
      }),
    );
    await publish(at, { TopicArn, Message: "m" }, "no-msg-group-id");
    await publish(at, { TopicArn, Message: "m", ...GROUP }, "no-dedup-policy");
    await publish(at, { TopicArn: plain, Message: "m", ...DEDUPLICATION }, "no-msg-dedup-regular-topic");
  },
  "TestSNSMultiRegions::test_cross_region_delivery_sqs": async (at) => {
    const { TopicArn, QueueUrl } = await stage(at);
    const elsewhere = TopicArn.replace(":us-east-1:", ":us-west-2:");
    const asked = { Protocol: "sqs", Endpoint: at.queueArn("q") };
    await at.send("subscribe-cross-region", ({ sns }) => sns.subscribe({ ...asked, TopicArn: elsewhere }));
    await at.send("subscribe-same-region", ({ sns }) => sns.subscribe({ ...asked, TopicArn }));
    const MessageAttributes = { attr1: number("99.12") };
    await publish(at, { TopicArn, Message: "This is a test message", MessageAttributes });
    await arrived(at, "messages", QueueUrl);
  },
};
