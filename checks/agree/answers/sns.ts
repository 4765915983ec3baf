// Checks: the requests behind answers of SNS that were recorded from AWS, for the test ids whose requests are written here.
import type * as sdk from "@aws-sdk/client-sns";
import { SNS_CONTROL_SCRIPTS } from "./sns-control.ts";
import type { Script as ScriptOf, Scripting as ScriptingOf } from "./script.ts";

type Script = ScriptOf<sdk.SNS>;
type Scripting = ScriptingOf<sdk.SNS>;

const topic = async (
  { send, name }: Scripting,
  label = "",
  input: Partial<sdk.CreateTopicCommandInput> = {},
) =>
  String(
    (await send(label, (sns) => sns.createTopic({ ...input, Name: name(input.Name ?? "orders") })))[
      "TopicArn"
    ],
  );

const subscribed = async (
  { send, queueArn }: Scripting,
  TopicArn: string,
  label = "",
  Attributes?: Record<string, string>,
) => {
  const asked = { TopicArn, Protocol: "sqs", Endpoint: queueArn("q"), Attributes };
  return String((await send(label, (sns) => sns.subscribe(asked)))["SubscriptionArn"]);
};

const FIFO = {
  Name: "topictest.fifo",
  Attributes: { FifoTopic: "true", DisplayName: "TestTopic", SignatureVersion: "2" },
};
/** By test id, without the file it stands in. */
export const SNS_SCRIPTS: Readonly<Record<string, Script>> = {
  ...SNS_CONTROL_SCRIPTS,
  "TestSNSTopicCrud::test_create_topic_with_attributes": async (at) => {
    const { send } = at;
    const TopicArn = await topic(at, "", FIFO);
    await send("get-topic-attrs", (sns) => sns.getTopicAttributes({ TopicArn }));
    await send("get-attrs-nonexistent-topic", (sns) =>
      sns.getTopicAttributes({ TopicArn: at.topicArn("gone") }),
    );
    await send("get-attrs-malformed-topic", (sns) => sns.getTopicAttributes({ TopicArn: "test-topic" }));
  },
  "TestSNSTopicCrud::test_create_topic_test_arn": async (at) => {
    const { send } = at;
    const TopicArn = await topic(at, "create-topic");
    await send("get-topic-attrs", (sns) => sns.getTopicAttributes({ TopicArn }));
    await send("delete-topic", (sns) => sns.deleteTopic({ TopicArn }));
    await send("topic-not-exists", (sns) => sns.getTopicAttributes({ TopicArn }));
  },
  "TestSNSTopicCrud::test_topic_delivery_policy_crud": async (at) => {
    const { send } = at;
    const policy = '{"http":{"defaultRequestPolicy":{"headerContentType":"application/json"}}}';
    const Attributes = { ...FIFO.Attributes, DeliveryPolicy: policy };
    const TopicArn = await topic(at, "", { Name: FIFO.Name, Attributes });
    const get = (label: string) => send(label, (sns) => sns.getTopicAttributes({ TopicArn }));
    const set = (label: string, AttributeValue: string) =>
      send(label, (sns) =>
        sns.setTopicAttributes({ TopicArn, AttributeName: "DeliveryPolicy", AttributeValue }),
      );
    await get("get-topic-attrs");
    const retry = { minDelayTarget: 5, maxDelayTarget: 6, numRetries: 1 };
    await set("set-topic-attrs", JSON.stringify({ http: { defaultHealthyRetryPolicy: retry } }));
    await get("get-topic-attrs-after-update");
    await set("set-topic-attrs-none", '{"http":{"defaultHealthyRetryPolicy":null}}');
    await get("get-topic-attrs-after-none");
    await set("set-topic-attrs-full-none", "");
    await get("get-topic-attrs-after-delete");
  },
  "TestSNSSubscriptionCrud::test_create_subscriptions_with_attributes": async (at) => {
    const { send } = at;
    const TopicArn = await topic(at);
    await subscribed(at, TopicArn, "subscribe-wrong-attr", { RawMessageDelivery: "wrongvalue" });
    const SubscriptionArn = await subscribed(at, TopicArn, "subscribe", { RawMessageDelivery: "true" });
    await send("get-attrs", (sns) => sns.getSubscriptionAttributes({ SubscriptionArn }));
    const gone = { SubscriptionArn: `${SubscriptionArn}0` };
    await send("get-attrs-nonexistent-sub", (sns) => sns.getSubscriptionAttributes(gone));
  },
  "TestSNSSubscriptionCrud::test_not_found_error_on_set_subscription_attributes": async (at) => {
    const { send } = at;
    const TopicArn = await topic(at);
    const SubscriptionArn = await subscribed(at, TopicArn, "sub");
    await send("sub-attrs", (sns) => sns.getSubscriptionAttributes({ SubscriptionArn }));
    const list = (label: string) => send(label, (sns) => sns.listSubscriptionsByTopic({ TopicArn }));
    await list("subscriptions-for-topic-before-unsub");
    await send("", (sns) => sns.unsubscribe({ SubscriptionArn }));
    const set = { SubscriptionArn, AttributeName: "RawMessageDelivery", AttributeValue: "true" };
    await send("sub-not-found", (sns) => sns.setSubscriptionAttributes(set));
    await list("subscriptions-for-topic-after-unsub");
  },
  "TestSNSSubscriptionCrud::test_subscribe_idempotency": async (at) => {
    const { send } = at;
    const TopicArn = await topic(at);
    const raw = { RawMessageDelivery: "true" };
    const scope = { FilterPolicyScope: "MessageAttributes" };
    const SubscriptionArn = await subscribed(at, TopicArn, "subscribe", raw);
    await send("get-sub-attrs", (sns) => sns.getSubscriptionAttributes({ SubscriptionArn }));
    await subscribed(at, TopicArn, "subscribe-exact-same-raw", raw);
    await subscribed(at, TopicArn, "subscribe-idempotent", { ...raw, ...scope });
    await subscribed(at, TopicArn, "subscribe-idempotent-no-attributes");
    await subscribed(at, TopicArn, "subscribe-idempotent-empty-attributes", {});
    await subscribed(at, TopicArn, "subscribe-missing-attributes", scope);
    const other = { RawMessageDelivery: "false", FilterPolicyScope: "MessageBody" };
    await subscribed(at, TopicArn, "subscribe-diff-attributes", other);
  },
  "TestSNSSubscriptionCrudV2::test_creating_subscription": async (at) => {
    const { send } = at;
    const asked = { TopicArn: await topic(at), Protocol: "email", Endpoint: "shop@example.test" };
    await send("create-subscription", (sns) => sns.subscribe(asked));
  },
  "TestSNSSMS::test_subscribe_sms_endpoint": async (at) => {
    const { send } = at;
    const asked = { TopicArn: await topic(at), Protocol: "sms", Endpoint: "+123123123" };
    const { SubscriptionArn } = await send("subscribe-sms-endpoint", (sns) => sns.subscribe(asked));
    const get = { SubscriptionArn: String(SubscriptionArn) };
    await send("subscribe-sms-attrs", (sns) => sns.getSubscriptionAttributes(get));
  },
  "TestSNSPublishCrud::test_publish_batch_invalid_entry_id": async (at) => {
    const { send } = at;
    const TopicArn = await topic(at);
    const batch = (label: string, Id: string) => {
      const PublishBatchRequestEntries = [{ Id, Message: "m" }];
      return send(label, (sns) => sns.publishBatch({ TopicArn, PublishBatchRequestEntries }));
    };
    await batch("invalid-char-dot", "message.id");
    await batch("invalid-char-special", "msg@123#test");
    await batch("id-too-long-81", "a".repeat(81));
    const { Error: told } = at.recorded["id-too-long-91"] as { Error: { Message: string } }; // it repeats the id
    await batch("id-too-long-91", told.Message.split(": ")[1] ?? "");
    await batch("valid-id-80-chars", "a".repeat(80));
    await batch("valid-id-with-hyphen-underscore", "valid-message_123");
  },
  "TestSNSTopicCrudV2::test_create_topic_should_be_idempotent": async (at) => {
    const { send } = at;
    const TopicArn = await topic(at);
    const set = { TopicArn, AttributeName: "DisplayName", AttributeValue: "AlreadySet" };
    await send("", (sns) => sns.setTopicAttributes(set));
    await send("topic-attrs-idempotent-1", (sns) => sns.getTopicAttributes({ TopicArn }));
    await topic(at);
    await send("topic-attrs-idempotent-2", (sns) => sns.getTopicAttributes({ TopicArn }));
  },
};
