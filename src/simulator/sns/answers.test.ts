// Room simulator/sns: whole answers recorded from AWS, member by member, for the test ids whose requests are written here. References
// like <resource:1> are bound where they first stand and must be equal after. Skipped by name where the recordings are absent.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type * as sdk from "@aws-sdk/client-sns";
import { describe, expect, test } from "vitest";
import { differences, type Json, plainAnswer } from "./recorded-answer.fixture.ts";
import { queueArn, topicArn, world } from "./world.fixture.ts";

const FILE = fileURLToPath(
  new URL("../../../../shared/aws-recordings/answers/test_sns.json", import.meta.url),
);
const PREFIX = "tests/aws/services/sns/test_sns.py::";

type Send = (label: string, call: (sns: sdk.SNS) => Promise<object>) => Promise<Json>;
/** Sends what the recorder sent, each call under the label of its answer; "" has none. */
type Script = (send: Send) => Promise<void>;

const topic = async (send: Send, label = "", input: Partial<sdk.CreateTopicCommandInput> = {}) =>
  String((await send(label, (sns) => sns.createTopic({ Name: "orders", ...input })))["TopicArn"]);

const subscribed = async (send: Send, TopicArn: string, label = "", Attributes?: Record<string, string>) => {
  const asked = { TopicArn, Protocol: "sqs", Endpoint: queueArn("q"), Attributes };
  return String((await send(label, (sns) => sns.subscribe(asked)))["SubscriptionArn"]);
};

const FIFO = {
  Name: "topictest.fifo",
  Attributes: { FifoTopic: "true", DisplayName: "TestTopic", SignatureVersion: "2" },
};
const SCRIPTS: Readonly<Record<string, Script>> = {
  "TestSNSTopicCrud::test_create_topic_with_attributes": async (send) => {
    const TopicArn = await topic(send, "", FIFO);
    await send("get-topic-attrs", (sns) => sns.getTopicAttributes({ TopicArn }));
    await send("get-attrs-nonexistent-topic", (sns) =>
      sns.getTopicAttributes({ TopicArn: topicArn("gone") }),
    );
    await send("get-attrs-malformed-topic", (sns) => sns.getTopicAttributes({ TopicArn: "test-topic" }));
  },
  "TestSNSTopicCrud::test_create_topic_test_arn": async (send) => {
    const TopicArn = await topic(send, "create-topic");
    await send("get-topic-attrs", (sns) => sns.getTopicAttributes({ TopicArn }));
    await send("delete-topic", (sns) => sns.deleteTopic({ TopicArn }));
    await send("topic-not-exists", (sns) => sns.getTopicAttributes({ TopicArn }));
  },
  "TestSNSTopicCrud::test_topic_delivery_policy_crud": async (send) => {
    const policy = '{"http":{"defaultRequestPolicy":{"headerContentType":"application/json"}}}';
    const Attributes = { ...FIFO.Attributes, DeliveryPolicy: policy };
    const TopicArn = await topic(send, "", { Name: FIFO.Name, Attributes });
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
  "TestSNSTopicCrudV2::test_topic_add_permission": async (send) => {
    const TopicArn = await topic(send);
    const asked = { Label: "test", AWSAccountId: ["111111111111"], ActionName: ["Publish"] };
    await send("add-permission-response", (sns) => sns.addPermission({ TopicArn, ...asked }));
  },
  "TestSNSSubscriptionCrud::test_create_subscriptions_with_attributes": async (send) => {
    const TopicArn = await topic(send);
    await subscribed(send, TopicArn, "subscribe-wrong-attr", { RawMessageDelivery: "wrongvalue" });
    const SubscriptionArn = await subscribed(send, TopicArn, "subscribe", { RawMessageDelivery: "true" });
    await send("get-attrs", (sns) => sns.getSubscriptionAttributes({ SubscriptionArn }));
    const gone = { SubscriptionArn: `${SubscriptionArn}0` };
    await send("get-attrs-nonexistent-sub", (sns) => sns.getSubscriptionAttributes(gone));
  },
  "TestSNSSubscriptionCrud::test_not_found_error_on_set_subscription_attributes": async (send) => {
    const TopicArn = await topic(send);
    const SubscriptionArn = await subscribed(send, TopicArn, "sub");
    await send("sub-attrs", (sns) => sns.getSubscriptionAttributes({ SubscriptionArn }));
    const list = (label: string) => send(label, (sns) => sns.listSubscriptionsByTopic({ TopicArn }));
    await list("subscriptions-for-topic-before-unsub");
    await send("", (sns) => sns.unsubscribe({ SubscriptionArn }));
    const set = { SubscriptionArn, AttributeName: "RawMessageDelivery", AttributeValue: "true" };
    await send("sub-not-found", (sns) => sns.setSubscriptionAttributes(set));
    await list("subscriptions-for-topic-after-unsub");
  },
  "TestSNSSubscriptionCrud::test_subscribe_idempotency": async (send) => {
    const TopicArn = await topic(send);
    const raw = { RawMessageDelivery: "true" };
    const scope = { FilterPolicyScope: "MessageAttributes" };
    const SubscriptionArn = await subscribed(send, TopicArn, "subscribe", raw);
    await send("get-sub-attrs", (sns) => sns.getSubscriptionAttributes({ SubscriptionArn }));
    await subscribed(send, TopicArn, "subscribe-exact-same-raw", raw);
    await subscribed(send, TopicArn, "subscribe-idempotent", { ...raw, ...scope });
    await subscribed(send, TopicArn, "subscribe-idempotent-no-attributes");
    await subscribed(send, TopicArn, "subscribe-idempotent-empty-attributes", {});
    await subscribed(send, TopicArn, "subscribe-missing-attributes", scope);
    const other = { RawMessageDelivery: "false", FilterPolicyScope: "MessageBody" };
    await subscribed(send, TopicArn, "subscribe-diff-attributes", other);
  },
  "TestSNSSubscriptionSQS::test_subscribe_sqs_queue": async (send) => {
    const FilterPolicy = '{"attr1":[{"numeric":[">",0,"<=",100]}]}';
    const SubscriptionArn = await subscribed(send, await topic(send), "", { FilterPolicy });
    await send("subscription-attributes", (sns) => sns.getSubscriptionAttributes({ SubscriptionArn }));
  },
  "TestSNSSubscriptionCrudV2::test_creating_subscription": async (send) => {
    const asked = { TopicArn: await topic(send), Protocol: "email", Endpoint: "shop@example.test" };
    await send("create-subscription", (sns) => sns.subscribe(asked));
  },
  "TestSNSSMS::test_subscribe_sms_endpoint": async (send) => {
    const asked = { TopicArn: await topic(send), Protocol: "sms", Endpoint: "+123123123" };
    const { SubscriptionArn } = await send("subscribe-sms-endpoint", (sns) => sns.subscribe(asked));
    const get = { SubscriptionArn: String(SubscriptionArn) };
    await send("subscribe-sms-attrs", (sns) => sns.getSubscriptionAttributes(get));
  },
  "TestSNSPublishCrud::test_publish_batch_invalid_entry_id": async (send) => {
    const TopicArn = await topic(send);
    const batch = (label: string, Id: string) => {
      const PublishBatchRequestEntries = [{ Id, Message: "m" }];
      return send(label, (sns) => sns.publishBatch({ TopicArn, PublishBatchRequestEntries }));
    };
    await batch("invalid-char-dot", "message.id");
    await batch("invalid-char-special", "msg@123#test");
    await batch("id-too-long-81", "a".repeat(81));
    await batch("valid-id-80-chars", "a".repeat(80));
    await batch("valid-id-with-hyphen-underscore", "valid-message_123");
  },
  "TestSNSSubscriptionSQSFifo::test_publish_batch_messages_from_fifo_topic_to_fifo_queue[False]": async (
    send,
  ) => {
    const TopicArn = await topic(send, "", { Name: "t.fifo", Attributes: { FifoTopic: "true" } });
    await send("topic-attrs", (sns) => sns.getTopicAttributes({ TopicArn }));
    const PublishBatchRequestEntries = ["1", "2", "3"].map((Id) => ({
      Id,
      Message: Id,
      MessageGroupId: "g",
      MessageDeduplicationId: Id,
    }));
    const batch = (sns: sdk.SNS) => sns.publishBatch({ TopicArn, PublishBatchRequestEntries });
    await send("publish-batch-response-fifo", batch);
    await send("republish-batch-response-fifo", batch);
  },
  "TestSNSTopicCrudV2::test_create_topic_should_be_idempotent": async (send) => {
    const TopicArn = await topic(send);
    const set = { TopicArn, AttributeName: "DisplayName", AttributeValue: "AlreadySet" };
    await send("", (sns) => sns.setTopicAttributes(set));
    await send("topic-attrs-idempotent-1", (sns) => sns.getTopicAttributes({ TopicArn }));
    await topic(send);
    await send("topic-attrs-idempotent-2", (sns) => sns.getTopicAttributes({ TopicArn }));
  },
};

describe.skipIf(!existsSync(FILE))("answers recorded from AWS (../shared/aws-recordings)", () => {
  test.each(Object.entries(SCRIPTS))("%s", async (id, script) => {
    const recorded = recordedOf(id);
    const { sns } = world();
    const bound = new Map<string, string>();
    const found: string[] = [];
    await script(async (label, call) => {
      const answer = await plainAnswer(call(sns));
      if (label !== "") found.push(...differences(recorded[label], answer, bound, label));
      return answer;
    });
    expect(found).toEqual([]);
  });
});

function recordedOf(id: string): Json {
  const all = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, { "recorded-content": Json }>; // its README says so
  return all[PREFIX + id]?.["recorded-content"] ?? {};
}
