// Checks: the requests behind recorded answers of SNS that need no queue: topics, tags, permissions, subscriptions, SMS, mobile push.
import type * as sdk from "@aws-sdk/client-sns";
import type { Json } from "./compare.ts";
import type { Script as ScriptOf, Scripting as ScriptingOf } from "./script.ts";

type Script = ScriptOf<sdk.SNS>;
type Scripting = ScriptingOf<sdk.SNS>;
type Call = (sns: sdk.SNS, at: Made) => Promise<object>;

interface Made {
  readonly TopicArn: string;
  readonly at: Scripting;
}

const topic = async (at: Scripting, label = "", input: Partial<sdk.CreateTopicCommandInput> = {}) => {
  const asked = { ...input, Name: at.name(input.Name ?? "orders") };
  return String((await at.send(label, (sns) => sns.createTopic(asked)))["TopicArn"]);
};

/** A topic, and one call a label. */
const on =
  (calls: Readonly<Record<string, Call>>, input: Partial<sdk.CreateTopicCommandInput> = {}): Script =>
  async (at) => {
    const made = { TopicArn: await topic(at, "", input), at };
    for (const [label, call] of Object.entries(calls)) await at.send(label, (sns) => call(sns, made));
  };

const tags = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

const elsewhere = ({ TopicArn }: Made): string => TopicArn.replace(":us-east-1:", ":us-west-2:");
const subscribe =
  (Protocol: string, Endpoint: string, Attributes?: Record<string, string>): Call =>
  (sns, { TopicArn }) =>
    sns.subscribe({ TopicArn, Protocol, Endpoint, ...(Attributes === undefined ? {} : { Attributes }) });
const toQueue =
  (Attributes?: Record<string, string>): Call =>
  (sns, made) =>
    subscribe("sqs", made.at.queueArn("q"), Attributes)(sns, made);
const set =
  (AttributeName: string, AttributeValue: string): Call =>
  (sns, { TopicArn }) =>
    sns.setTopicAttributes({ TopicArn, AttributeName, AttributeValue });
const publish =
  (more: Partial<sdk.PublishCommandInput>): Call =>
  (sns, { TopicArn }) =>
    sns.publish({ TopicArn, Message: "m", ...more });
const batch =
  (entries: readonly Partial<sdk.PublishBatchRequestEntry>[]): Call =>
  (sns, { TopicArn }) =>
    sns.publishBatch({
      TopicArn,
      PublishBatchRequestEntries: entries.map((entry, index) => ({
        Id: String(index),
        Message: "m",
        ...entry,
      })),
    });

/** A subscription of a queue, looked at in some way. */
const subscribed =
  (
    label: string,
    look: (sns: sdk.SNS, of: Made & { readonly SubscriptionArn: string }) => Promise<object>,
    Attributes?: Record<string, string>,
  ): Script =>
  async (at) => {
    const made = { TopicArn: await topic(at), at };
    const { SubscriptionArn } = await at.send("", (sns) => toQueue(Attributes)(sns, made));
    await at.send(label, (sns) => look(sns, { ...made, SubscriptionArn: String(SubscriptionArn) }));
  };

const attributesOf = (sns: sdk.SNS, { SubscriptionArn }: { SubscriptionArn: string }) =>
  sns.getSubscriptionAttributes({ SubscriptionArn });

const unsubscribe =
  (SubscriptionArn: string): Call =>
  (sns) =>
    sns.unsubscribe({ SubscriptionArn });

/** The policy that a topic's permissions made. */
const permitted =
  (ActionName: string[], labels: readonly [string, string], isTakenBack = false): Script =>
  async (at) => {
    const TopicArn = await topic(at);
    const asked = { TopicArn, Label: "test", AWSAccountId: ["000000000000"], ActionName };
    await at.send(labels[0], (sns) => sns.addPermission(asked));
    if (isTakenBack) await at.send("", (sns) => sns.removePermission({ TopicArn, Label: "test" }));
    const { Attributes } = await at.send("", (sns) => sns.getTopicAttributes({ TopicArn }));
    at.saw(labels[1], (Attributes as Json)["Policy"]);
  };

const wrongAttributes: Readonly<Record<string, Record<string, sdk.MessageAttributeValue>>> = {
  missing_string_attr: { attr1: { DataType: "String", StringValue: "" } },
  fully_missing_string_attr: { attr1: { DataType: "String" } },
  missing_binary_attr: { attr1: { DataType: "Binary", BinaryValue: new Uint8Array() } },
  str_attr_binary_value: { attr1: { DataType: "String", BinaryValue: new Uint8Array([1]) } },
  int_attr_binary_value: { attr1: { DataType: "Number", BinaryValue: new Uint8Array([1]) } },
  binary_attr_string_value: { attr1: { DataType: "Binary", StringValue: "123" } },
  invalid_attr_string_value: { attr1: { DataType: "InvalidType", StringValue: "123" } },
  too_long_name: { ["a".repeat(257)]: { DataType: "String", StringValue: "x" } },
  invalid_name: { "a^b": { DataType: "String", StringValue: "x" } },
  invalid_name_2: { ".ab": { DataType: "String", StringValue: "x" } },
  invalid_name_3: { "ab.": { DataType: "String", StringValue: "x" } },
  invalid_name_4: { "a..b": { DataType: "String", StringValue: "x" } },
};

const asPublished = Object.entries({
  ...wrongAttributes,
  fully_missing_data_type: { attr1: { StringValue: "x" } as sdk.MessageAttributeValue }, // what the type forbids is asked
}).flatMap(([label, MessageAttributes]): [string, Call][] => [
  [label, publish({ MessageAttributes })],
  [`batch-${label}`, (sns, made) => batch([{ Id: "1", MessageAttributes }])(sns, made)],
]);

const ofType = (DataType: string) =>
  publish({ MessageAttributes: { attr1: { DataType, StringValue: "prefixed" } } });
const structured = (Message: string) => publish({ Message, MessageStructure: "json" });
const longText = "a".repeat(262_145);
const attribute = { attr: { DataType: "String", StringValue: "x".repeat(20) } };

/** An application of mobile push; the recorder's were of ADM. */
const application = async (at: Scripting): Promise<string> => {
  const asked = { Name: at.name("app"), Platform: "ADM", Attributes: CREDENTIALS };
  const { PlatformApplicationArn } = await at.send("", (sns) => sns.createPlatformApplication(asked));
  return String(PlatformApplicationArn);
};

const CREDENTIALS = { PlatformPrincipal: "dummy", PlatformCredential: "dummy" };

const badApplication = (label: string, input: Partial<sdk.CreatePlatformApplicationCommandInput>): Script =>
  on({
    [label]: (sns) =>
      sns.createPlatformApplication({ Name: "app", Platform: "ADM", Attributes: CREDENTIALS, ...input }),
  });

const goneApplication = ({ at }: Made): string => at.topicArn("x").replace(/:[^:]*$/, ":app/ADM/gone");
const goneEndpoint = ({ at }: Made): string =>
  at.topicArn("x").replace(/:[^:]*$/, ":endpoint/ADM/gone/00000000-0000-0000-0000-000000000000");

/** An application and calls on it. */
const onApplication =
  (
    calls: Readonly<Record<string, (sns: sdk.SNS, PlatformApplicationArn: string) => Promise<object>>>,
  ): Script =>
  async (at) => {
    const arn = await application(at);
    for (const [label, call] of Object.entries(calls)) await at.send(label, (sns) => call(sns, arn));
  };

/** One of its endpoints and calls on that. */
const onEndpoint =
  (
    calls: Readonly<
      Record<string, (sns: sdk.SNS, EndpointArn: string, PlatformApplicationArn: string) => Promise<object>>
    >,
    more: Partial<sdk.CreatePlatformEndpointCommandInput> = {},
  ): Script =>
  async (at) => {
    const PlatformApplicationArn = await application(at);
    const asked = { PlatformApplicationArn, Token: "token_1", ...more };
    const { EndpointArn } = await at.send("", (sns) => sns.createPlatformEndpoint(asked));
    for (const [label, call] of Object.entries(calls))
      await at.send(label, (sns) => call(sns, String(EndpointArn), PlatformApplicationArn));
  };

const endpointsOf = (sns: sdk.SNS, _arn: string, PlatformApplicationArn: string) =>
  sns.listEndpointsByPlatformApplication({ PlatformApplicationArn });
const endpointAttributes = (sns: sdk.SNS, EndpointArn: string) => sns.getEndpointAttributes({ EndpointArn });
const setOnEndpoint = (attributes: Record<string, string> | undefined): Script =>
  onEndpoint({
    "set-platform-endpoint-invalid-attributes": (sns, EndpointArn) =>
      sns.setEndpointAttributes({ EndpointArn, Attributes: attributes }),
  });
const createdWith = (Attributes: Record<string, string>): Script =>
  onApplication({
    "create-platform-endpoint-invalid-attr": (sns, PlatformApplicationArn) =>
      sns.createPlatformEndpoint({ PlatformApplicationArn, Token: "token_1", Attributes }),
  });
const setOnGone = (Attributes: Record<string, string> | undefined): Script =>
  on({
    "non_existing-application-arn": (sns, made) =>
      sns.setPlatformApplicationAttributes({ PlatformApplicationArn: goneApplication(made), Attributes }),
  });
const badSms = (attributes: Record<string, string>): Script =>
  on({ "invalid-attribute": (sns) => sns.setSMSAttributes({ attributes }) });
const customData = (CustomUserData: string): Script =>
  onEndpoint(
    { "create-endpoint-double-custom-data": endpointAttributes },
    { CustomUserData, Attributes: CustomUserData === "foo" ? { CustomUserData: "bar" } : {} },
  );

const TOO_LONG = { CustomUserData: "a".repeat(2049) };
const topics: Readonly<Record<string, Script>> = {
  "TestSNSTopicCrud::test_tags": async (at) => {
    const TopicArn = await topic(at);
    const ResourceArn = TopicArn;
    const list = (label: string) => at.send(label, (sns) => sns.listTagsForResource({ ResourceArn }));
    const tag = (label: string, Tags: sdk.Tag[]) =>
      at.send(label, (sns) => sns.tagResource({ ResourceArn, Tags }));
    await tag("duplicate-key-error", [...tags({ k1: "v1" }), ...tags({ k1: "v2" })]);
    await tag("", tags({ k1: "v1", k2: "v2" }));
    await list("list-created-tags");
    await at.send("", (sns) => sns.untagResource({ ResourceArn, TagKeys: ["k1"] }));
    await list("list-after-delete-tags");
    await tag("", tags({ k2: "v2b" }));
    await list("list-after-update-tags");
  },
  "TestSNSTopicCrud::test_tags_removed_after_deletion": async (at) => {
    const list = (label: string, ResourceArn: string) =>
      at.send(label, (sns) => sns.listTagsForResource({ ResourceArn }));
    const TopicArn = await topic(at, "", { Tags: tags({ k1: "v1", k2: "v2" }) });
    await list("list-created-tags", TopicArn);
    await at.send("", (sns) => sns.deleteTopic({ TopicArn }));
    await list("list-empty-tags", await topic(at));
  },
  "TestSNSTopicCrud::test_create_duplicate_topic_with_more_tags": async (at) => {
    await topic(at);
    await topic(at, "exception-duplicate", { Tags: tags({ key1: "value1" }) });
  },
  "TestSNSTopicCrud::test_create_duplicate_topic_check_idempotency": async (at) => {
    const both = tags({ a: "1", b: "2" });
    await topic(at, "response-created", { Tags: both });
    for (const [index, Tags] of [both, tags({ a: "1" }), []].entries())
      await topic(at, `response-same-arn-${index}`, { Tags });
  },
  "TestSNSTopicCrud::test_create_topic_after_delete_with_new_tags": async (at) => {
    const TopicArn = await topic(at, "topic-0");
    await at.send("", (sns) => sns.deleteTopic({ TopicArn }));
    await topic(at, "topic-1", { Tags: tags({ Name: "new" }) });
  },
  "TestSNSTopicCrud::test_delete_topic_idempotency": on({
    "delete-topic": (sns, { TopicArn }) => sns.deleteTopic({ TopicArn }),
    "delete-topic-again": (sns, { TopicArn }) => sns.deleteTopic({ TopicArn }),
  }),
  "TestSNSTopicCrudV2::test_delete_non_existent_topic": on({
    "delete-non-existent-topic": (sns, { at }) => sns.deleteTopic({ TopicArn: at.topicArn("gone") }),
  }),
  "TestSNSTopicCrudV2::test_create_topic_name_constraints": async (at) => {
    const create = (label: string, Name: string, Attributes: Record<string, string> = {}) =>
      at.send(label, (sns) => sns.createTopic({ Name, Attributes }));
    await create("valid-name-max-length", at.name("").padEnd(256, "a"));
    await create("name-too-short", "");
    await create("name-too-long", "a".repeat(257));
    await create("name-contains-fifo", "a.fifo");
    await create("fifo-name-not-contains-fifo", "a", { FifoTopic: "true" });
    for (const [index, char] of Array.from(" @#$%&*()").entries()) {
      const label = `name-invalid-char-${index}`;
      if (label in at.recorded) await create(label, `a${char}b`);
    }
  },
  "TestSNSTopicCrudV2::test_topic_get_attributes_with_fifo_false": on({
    "get-attrs-standard-topic": (sns, { TopicArn }) => sns.getTopicAttributes({ TopicArn }),
    "set-fifo-false-after-creation": set("FifoTopic", "false"),
  }),
  "TestSNSTopicCrudV2::test_create_topic_different_attrs": async (at) => {
    const create = (label: string, Attributes?: Record<string, string>) =>
      topic(at, label, Attributes === undefined ? {} : { Attributes });
    const TopicArn = await create("create-topic", { DisplayName: "Value1" });
    await create("create-topic-no-attrs");
    await at.send("topic-attrs", (sns) => sns.getTopicAttributes({ TopicArn }));
    await create("create-topic-diff-attrs", { DisplayName: "Value2" });
    await create("create-topic-new-attrs-fifo", { FifoTopic: "true" });
    await create("create-topic-new-attrs", { SignatureVersion: "2" });
    await create("create-topic-new-and-same-attrs", { DisplayName: "Value1", SignatureVersion: "2" });
  },
  "TestSNSTopicCrudV2::test_topic_add_permission": permitted(
    ["Publish"],
    ["add-permission-response", "topic-policy-after-permission"],
  ),
  "TestSNSTopicCrudV2::test_topic_add_multiple_permissions": permitted(
    ["Publish", "Subscribe"],
    ["add-permission-response", "topic-policy-after-permission"],
  ),
  "TestSNSTopicCrudV2::test_topic_remove_permission": permitted(["Publish"], ["", "topic-policy"], true),
  "TestSNSTopicCrudV2::test_add_permission_errors": async (at) => {
    const TopicArn = await topic(at);
    const add = (label: string, more: Partial<sdk.AddPermissionCommandInput>) =>
      at.send(label, (sns) =>
        sns.addPermission({
          TopicArn,
          Label: "test",
          AWSAccountId: ["000000000000"],
          ActionName: ["Publish"],
          ...more,
        }),
      );
    await add("", {});
    await add("duplicate-label", {});
    await add("topic-not-found", { TopicArn: at.topicArn("gone") });
    await add("invalid-action", { Label: "other", ActionName: ["Invalid"] });
  },
  "TestSNSTopicCrudV2::test_remove_permission_errors": on({
    "topic-not-found": (sns, { at }) =>
      sns.removePermission({ TopicArn: at.topicArn("gone"), Label: "test" }),
  }),
  "TestSNSMultiRegions::test_cross_region_access": on({
    "set-topic-attrs": (sns, made) => set("DisplayName", "x")(sns, { ...made, TopicArn: elsewhere(made) }),
    "get-topic-attrs": (sns, made) => sns.getTopicAttributes({ TopicArn: elsewhere(made) }),
    "cross-region-publish-forbidden": (sns, made) => publish({})(sns, { ...made, TopicArn: elsewhere(made) }),
    "cross-region-subscribe": (sns, made) => toQueue()(sns, { ...made, TopicArn: elsewhere(made) }),
    "list-subs": (sns, made) => sns.listSubscriptionsByTopic({ TopicArn: elsewhere(made) }),
    "delete-topic": (sns, made) => sns.deleteTopic({ TopicArn: elsewhere(made) }),
  }),
};

const publishing: Readonly<Record<string, Script>> = {
  "TestSNSPublishCrud::test_publish_wrong_arn_format": on({
    "invalid-topic-arn": publish({ TopicArn: "randomstring" }),
    "invalid-topic-arn-1": publish({ TopicArn: "randomstring:1" }),
    "empty-topic": publish({ TopicArn: "" }),
  }),
  "TestSNSPublishCrud::test_unknown_topic_publish": on({
    success: publish({}),
    error: (sns, { at }) => sns.publish({ TopicArn: at.topicArn("gone"), Message: "m" }),
  }),
  "TestSNSPublishCrud::test_topic_publish_another_region": on({
    success: publish({}),
    error: (sns, made) => publish({ TopicArn: elsewhere(made) })(sns, made),
    "error-batch": (sns, made) => batch([{}])(sns, { ...made, TopicArn: elsewhere(made) }),
  }),
  "TestSNSPublishCrud::test_publish_non_existent_target": on({
    "non-existent-endpoint": (sns, made) => sns.publish({ TargetArn: goneEndpoint(made), Message: "m" }),
  }),
  "TestSNSPublishCrud::test_publish_with_empty_subject": on({
    "response-without-subject": publish({}),
    "response-with-empty-subject": publish({ Subject: "" }),
  }),
  "TestSNSPublishCrud::test_publish_too_long_message": on({
    error: publish({ Message: longText }),
    "error-with-attrs": publish({ Message: "a".repeat(262_140), MessageAttributes: attribute }),
  }),
  "TestSNSPublishCrud::test_publish_batch_too_long_message": on({
    "error-no-attrs": batch([{ Message: longText.slice(1) }, { Message: "ab" }]),
    "error-with-attrs": batch([
      { Message: longText.slice(6), MessageAttributes: attribute },
      { Message: "a", MessageAttributes: attribute },
    ]),
  }),
  "TestSNSPublishCrud::test_message_structure_json_exc": on({
    "missing-default-key": structured('{"sqs": "m"}'),
    "invalid-json": structured('{"default": "m" "sqs": "m"}'),
    "duplicate-json-keys": structured('{"default": "m", "default": "n"}'),
    "key-is-not-string": structured('{"default": {"object": "m"}}'),
  }),
  "TestSNSSubscriptionSQS::test_empty_or_wrong_message_attributes": on(Object.fromEntries(asPublished)),
  "TestSNSSubscriptionSQS::test_message_attributes_prefixes": on({
    "publish-error": ofType("DoesNotExist.Prefix"),
    "publish-error-2": ofType("Numb.Prefix"),
    "publish-ok-1": (sns, made) =>
      publish({ MessageAttributes: { attr1: { DataType: "Number.Prefix", StringValue: "1" } } })(sns, made),
    "publish-ok-2": ofType("String.Prefix"),
  }),
  "TestSNSSubscriptionSQS::test_publish_batch_messages_without_topic": on({
    "publish-batch-no-topic": (sns, made) =>
      batch([{}])(sns, { ...made, TopicArn: made.at.topicArn("gone") }),
  }),
  "TestSNSSubscriptionSQS::test_publish_batch_exceptions": async (at) => {
    const fifo = { TopicArn: await topic(at, "", { Name: "b.fifo", Attributes: { FifoTopic: "true" } }), at };
    const plain = { TopicArn: await topic(at), at };
    const send = (label: string, made: Made, entries: Partial<sdk.PublishBatchRequestEntry>[]) =>
      at.send(label, (sns) => batch(entries)(sns, made));
    await send("no-group-id", fifo, [{}]);
    await send(
      "too-many-msg",
      plain,
      Array.from({ length: 11 }, () => ({})),
    );
    await send("same-msg-id", plain, [{ Id: "1" }, { Id: "1" }]);
    await send("no-dedup-id", fifo, [{ MessageGroupId: "g" }]);
    await send("no-default-key-json", plain, [{ Message: '{"not": "x"}', MessageStructure: "json" }]);
  },
  "TestSNSSMS::test_publish_wrong_phone_format": on({
    "invalid-number": (sns) => sns.publish({ PhoneNumber: "+1a234", Message: "m" }),
    "wrong-format": (sns) => sns.publish({ PhoneNumber: "NAA+15551234567", Message: "m" }),
    "wrong-endpoint": subscribe("sms", "NAA+15551234567"),
  }),
};

/** As long as those that SNS sends, and nobody's. */
const TOKEN = "51b2ff3edb475b7d91550e0ab6edf0c1".repeat(9);

const subscriptions: Readonly<Record<string, Script>> = {
  "TestSNSSubscriptionCrud::test_subscribe_with_invalid_protocol": on({
    exception: subscribe("test-protocol", "shop@example.test"),
  }),
  "TestSNSSubscriptionCrud::test_subscribe_with_invalid_topic": on({
    "invalid-subscribe-arn-1": (sns, made) => toQueue()(sns, { ...made, TopicArn: "randomstring" }),
    "invalid-subscribe-arn-2": (sns, made) =>
      toQueue()(sns, { ...made, TopicArn: "arn:aws:sns:us-east-1:random" }),
    "non-existent-topic": (sns, made) => toQueue()(sns, { ...made, TopicArn: made.at.topicArn("gone") }),
  }),
  "TestSNSSubscriptionCrud::test_unsubscribe_from_non_existing_subscription": subscribed(
    "empty-unsubscribe",
    (sns, { SubscriptionArn }) => sns.unsubscribe({ SubscriptionArn: `${SubscriptionArn.slice(0, -4)}0000` }),
  ),
  "TestSNSSubscriptionCrud::test_unsubscribe_idempotency": async (at) => {
    const made = { TopicArn: await topic(at), at };
    const { SubscriptionArn } = await at.send("", (sns) => toQueue()(sns, made));
    for (const label of ["unsubscribe-1", "unsubscribe-2"])
      await at.send(label, (sns) => sns.unsubscribe({ SubscriptionArn: String(SubscriptionArn) }));
  },
  "TestSNSSubscriptionCrud::test_unsubscribe_wrong_arn_format": on({
    "invalid-unsubscribe-arn-1": unsubscribe("randomstring"),
    "invalid-unsubscribe-arn-2": unsubscribe("arn:aws:sns:us-east-1:random"),
    "invalid-unsubscribe-arn-3": unsubscribe("arn:aws:sns:us-east-1:000000000000:random"),
    "invalid-unsubscribe-arn-4": unsubscribe(""),
  }),
  "TestSNSSubscriptionCrud::test_validate_set_sub_attributes": async (at) => {
    const made = { TopicArn: await topic(at), at };
    const { SubscriptionArn } = await at.send("", (sns) => toQueue()(sns, made));
    const put = (label: string, AttributeName: string, AttributeValue: string) =>
      at.send(label, (sns) =>
        sns.setSubscriptionAttributes({
          SubscriptionArn: String(SubscriptionArn),
          AttributeName,
          AttributeValue,
        }),
      );
    await put("fake-attribute", "FakeAttribute", "test-value");
    await put("raw-message-wrong-value", "RawMessageDelivery", "test-ValUe");
    await put("raw-message-empty-value", "RawMessageDelivery", "");
    await put("fake-arn-redrive-policy", "RedrivePolicy", '{"deadLetterTargetArn":"fake-arn"}');
    await put("invalid-json-redrive-policy", "RedrivePolicy", "{invalidjson}");
    await put("invalid-json-filter-policy", "FilterPolicy", "{invalidjson}");
  },
  "TestSNSSubscriptionCrud::test_sns_confirm_subscription_wrong_token": on({
    "topic-not-exists": (sns, { at }) =>
      sns.confirmSubscription({ TopicArn: at.topicArn("gone"), Token: TOKEN }),
    "invalid-token": (sns, { TopicArn }) => sns.confirmSubscription({ TopicArn, Token: "randomtoken" }),
    "token-not-exists": (sns, { TopicArn }) => sns.confirmSubscription({ TopicArn, Token: TOKEN }),
  }),
  "TestSNSSubscriptionSQS::test_subscribe_to_sqs_with_queue_url": on({
    "sub-queue-url": subscribe("sqs", "http://localhost/000000000000/q"),
  }),
  "TestSNSSubscriptionCrudV2::test_subscribe_sqs_queue_url": on({
    "subscribe-sqs-via-url-error": subscribe("sqs", "http://localhost/000000000000/q"),
  }),
  "TestSNSSubscriptionCrudV2::test_subscribe_sms": on({
    "subscribe-sms-1": subscribe("sms", "+15551234567"),
  }),
  "TestSNSSubscriptionCrudV2::test_subscribe_sms_obscure_phone_number": on({
    "subscribe-sms-2": subscribe("sms", "+15-551-234-567"),
  }),
  "TestSNSSubscriptionCrudV2::test_subscribe_bad_sms": on({
    "subscribe-bad-sms": subscribe("sms", "invalid-number"),
  }),
  "TestSNSSubscriptionCrudV2::test_subscribe_invalid_sms": on(
    Object.fromEntries(
      ["+15--551234567", "NAA+15551234567", "+15551234567.", "/+15551234567"].map((number) => [
        `subscribe-bad-sms-${number}`,
        subscribe("sms", number),
      ]),
    ),
  ),
  "TestSNSSubscriptionCrudV2::test_subscribe_unknown_topic": on({
    "subscribe-unknown-topic": (sns, made) => toQueue()(sns, { ...made, TopicArn: made.at.topicArn("gone") }),
  }),
  "TestSNSSubscriptionCrudV2::test_subscribe_unknown_sqs_queue": on({
    "subscribe-unknown-sqs": toQueue(),
    "subscribe-unknown-sqs-invalid_arn": subscribe("sqs", "invalid-arn"),
  }),
  "TestSNSSubscriptionCrudV2::test_unsubscribe_from_deleted_topic": on({
    "unsubscribe-deleted-topic": unsubscribe("not-an-arn"),
  }),
  "TestSNSSubscriptionCrudV2::test_getting_subscriptions_by_topic": subscribed(
    "list-subscriptions-by-topic",
    (sns, { TopicArn }) => sns.listSubscriptionsByTopic({ TopicArn }),
  ),
  "TestSNSSubscriptionCrudV2::test_subscribe_attributes": subscribed(
    "get-subscription-attributes",
    attributesOf,
  ),
  "TestSNSSubscriptionCrudV2::test_creating_subscription_with_attributes": subscribed(
    "subscription-with-attributes",
    attributesOf,
    { RawMessageDelivery: "true" },
  ),
  "TestSNSSubscriptionCrudV2::test_set_subscription_attributes": subscribed(
    "set-subscription-attributes",
    async (sns, { SubscriptionArn }) => {
      const asked = { SubscriptionArn, AttributeName: "RawMessageDelivery", AttributeValue: "true" };
      await sns.setSubscriptionAttributes(asked);
      return sns.getSubscriptionAttributes({ SubscriptionArn });
    },
  ),
  "TestSNSSubscriptionCrudV2::test_delete_subscriptions_on_delete_topic": subscribed(
    "get-sub-after-topic-delete",
    async (sns, { SubscriptionArn, TopicArn }) => {
      await sns.deleteTopic({ TopicArn });
      return sns.getSubscriptionAttributes({ SubscriptionArn });
    },
    { RawMessageDelivery: "true" },
  ),
  "TestSNSSubscriptionCrudV2::test_subscribe_invalid_filter_policy": on({
    "subscribe-invalid-filter-policy": toQueue({ FilterPolicy: "invalid" }),
  }),
  "TestSNSSubscriptionCrudV2::test_get_subscription_attributes_error_not_exists": on({
    "get-sub-attrs-nonexistent": (sns, { TopicArn }) =>
      attributesOf(sns, { SubscriptionArn: `${TopicArn}:00000000-0000-0000-0000-000000000000` }),
  }),
  "TestSNSSubscriptionCrudV2::test_list_opted_out": on({
    "list-opted-out": (sns) => sns.listPhoneNumbersOptedOut({}),
  }),
  "TestSNSSubscriptionCrud::test_list_subscriptions_by_topic_pagination": async (at) => {
    const TopicArn = await topic(at);
    for (let n = 0; n < 101; n += 1)
      await at.send("", (sns) =>
        sns.subscribe({ TopicArn, Protocol: "sms", Endpoint: `+1555${String(n).padStart(7, "0")}` }),
      );
    const { NextToken } = await at.send("", (sns) => sns.listSubscriptionsByTopic({ TopicArn }));
    await at.send("list-sub-per-topic-page-2", (sns) =>
      sns.listSubscriptionsByTopic({ TopicArn, NextToken: String(NextToken) }),
    );
  },
};

const sms: Readonly<Record<string, Script>> = {
  "TestSNSSMS::test_set_get_sms_attributes": on({
    "": (sns) =>
      sns.setSMSAttributes({
        attributes: {
          DefaultSMSType: "Promotional",
          DefaultSenderID: "LSTest",
          DeliveryStatusSuccessSamplingRate: "100",
          MonthlySpendLimit: "1",
        },
      }),
    "get-sms-all-attributes": (sns) => sns.getSMSAttributes({}),
    "get-sms-some-attributes": (sns) =>
      sns.getSMSAttributes({ attributes: ["DefaultSMSType", "DefaultSenderID"] }),
  }),
  "TestSNSSMS::test_set_invalid_sms_attributes[InvalidAttributeName]": badSms({ InvalidAttribute: "x" }),
  "TestSNSSMS::test_set_invalid_sms_attributes[TooLongID]": badSms({ DefaultSendID: "x".repeat(12) }),
  "TestSNSSMS::test_set_invalid_sms_attributes[NoLetterID]": badSms({ DefaultSendID: "1234" }),
  "TestSNSSMS::test_set_invalid_sms_attributes[InvalidSMSType]": badSms({ DefaultSMSType: "Invalid" }),
  "TestSNSSMS::test_opt_in_non_existing_phone_number": on({
    "opt-in-non-existing-number": (sns) => sns.optInPhoneNumber({ phoneNumber: "+44123456789" }),
  }),
  "TestSNSSMS::test_opt_in_invalid_number": on({
    "opt-in-non-existing-number": (sns) => sns.optInPhoneNumber({ phoneNumber: "no-phone-number" }),
  }),
};

const applications: Readonly<Record<string, Script>> = {
  "TestSNSPlatformApplicationCrud::test_create_platform_application": async (at) => {
    const asked = { Name: at.name("app"), Platform: "ADM", Attributes: CREDENTIALS };
    await at.send("create-platform-application", (sns) => sns.createPlatformApplication(asked));
  },
  "TestSNSPlatformApplicationCrud::test_create_platform_application_invalid_attributes[no-args]":
    badApplication("platform-application-no-attributes", { Attributes: undefined }),
  "TestSNSPlatformApplicationCrud::test_create_platform_application_invalid_attributes[missing-credential]":
    badApplication("platform-application-no-attributes", { Attributes: { PlatformPrincipal: "x" } }),
  "TestSNSPlatformApplicationCrud::test_create_platform_application_invalid_attributes[missing-principal]":
    badApplication("platform-application-no-attributes", { Attributes: { PlatformCredential: "x" } }),
  "TestSNSPlatformApplicationCrud::test_create_platform_application_invalid_name[too-long]": async (at) => {
    const { Error: told } = at.recorded["invalid-application-name"] as { Error: { Message: string } }; // an error as recorded
    const Name = /parameter: (a+)/.exec(told.Message)?.[1] ?? "";
    await badApplication("invalid-application-name", { Name })(at);
  },
  "TestSNSPlatformApplicationCrud::test_create_platform_application_invalid_name[empty]": badApplication(
    "invalid-application-name",
    { Name: "" },
  ),
  "TestSNSPlatformApplicationCrud::test_create_platform_application_invalid_name[invalid-char]":
    badApplication("invalid-application-name", { Name: "@name" }),
  "TestSNSPlatformApplicationCrud::test_create_platform_application_invalid_platform": badApplication(
    "invalid-platform",
    { Platform: "AAA" },
  ),
  "TestSNSPlatformApplicationCrud::test_get_platform_application_attributes_invalid_arn": on({
    "invalid-application-arn": (sns) =>
      sns.getPlatformApplicationAttributes({ PlatformApplicationArn: "no-arn" }),
  }),
  "TestSNSPlatformApplicationCrud::test_get_platform_application_attributes": onApplication({
    "get-application-attributes": (sns, PlatformApplicationArn) =>
      sns.getPlatformApplicationAttributes({ PlatformApplicationArn }),
  }),
  "TestSNSPlatformApplicationCrud::test_set_platform_application_attributes": onApplication({
    "": (sns, PlatformApplicationArn) =>
      sns.setPlatformApplicationAttributes({
        PlatformApplicationArn,
        Attributes: { SuccessFeedbackSampleRate: "50" },
      }),
    "set-get-application-attributes": (sns, PlatformApplicationArn) =>
      sns.getPlatformApplicationAttributes({ PlatformApplicationArn }),
  }),
  "TestSNSPlatformApplicationCrud::test_get_platform_application_attributes_non_existing_app": on({
    "non_existing-application-arn": (sns, made) =>
      sns.getPlatformApplicationAttributes({ PlatformApplicationArn: goneApplication(made) }),
  }),
  "TestSNSPlatformApplicationCrud::test_set_platform_application_attributes_invalid_arn": on({
    "invalid-application-arn": (sns) =>
      sns.setPlatformApplicationAttributes({ PlatformApplicationArn: "no-arn", Attributes: CREDENTIALS }),
  }),
  "TestSNSPlatformApplicationCrud::test_set_platform_application_attributes_non_existing_app":
    setOnGone(undefined),
  "TestSNSPlatformApplicationCrud::test_set_platform_application_attributes_non_existing_app[no-args]":
    setOnGone(undefined),
  "TestSNSPlatformApplicationCrud::test_set_platform_application_attributes_non_existing_app[missing-credential]":
    setOnGone({ PlatformPrincipal: "x" }),
  "TestSNSPlatformApplicationCrud::test_set_platform_application_attributes_non_existing_app[missing-principal]":
    setOnGone({ PlatformCredential: "x" }),
  "TestSNSPlatformApplicationCrud::test_set_platform_application_attributes_non_existing_app[dummy-args]":
    setOnGone(CREDENTIALS),
};

const ENDPOINTS = "TestSNSPlatformEndpointCrud::";
const endpoints: Readonly<Record<string, Script>> = {
  [`${ENDPOINTS}test_create_platform_endpoint`]: onApplication({
    "create-platform-endpoint": (sns, PlatformApplicationArn) =>
      sns.createPlatformEndpoint({ PlatformApplicationArn, Token: "token_1" }),
  }),
  [`${ENDPOINTS}test_create_platform_endpoint_idempotency`]: onApplication({
    "create-platform-endpoint": (sns, PlatformApplicationArn) =>
      sns.createPlatformEndpoint({ PlatformApplicationArn, Token: "token_1" }),
    "create-platform-endpoint-idempotent": (sns, PlatformApplicationArn) =>
      sns.createPlatformEndpoint({ PlatformApplicationArn, Token: "token_1" }),
    "create-platform-endpoint-different-token": (sns, PlatformApplicationArn) =>
      sns.createPlatformEndpoint({ PlatformApplicationArn, Token: "token_1", CustomUserData: "other" }),
  }),
  [`${ENDPOINTS}test_create_platform_endpoint_non_existent_app`]: on({
    "create-platform-endpoint": (sns, made) =>
      sns.createPlatformEndpoint({ PlatformApplicationArn: goneApplication(made), Token: "token_1" }),
  }),
  [`${ENDPOINTS}test_list_platform_endpoints`]: onEndpoint({ "list-endpoints-by-app": endpointsOf }),
  [`${ENDPOINTS}test_delete_platform_endpoint`]: onEndpoint({
    "list-endpoints-by-app-pre-delete": endpointsOf,
    "delete-endpoint": (sns, EndpointArn) => sns.deleteEndpoint({ EndpointArn }),
    "list-endpoints-by-app-post-delete": endpointsOf,
  }),
  [`${ENDPOINTS}test_delete_endpoints_of_deleted_app`]: onEndpoint({
    "delete-application": (sns, _arn, PlatformApplicationArn) =>
      sns.deletePlatformApplication({ PlatformApplicationArn }),
    "list-endpoints-after-app-delete": endpointsOf,
  }),
  [`${ENDPOINTS}test_get_platform_endpoint_attributes`]: onEndpoint({
    "get-platform-endpoint-attributes": endpointAttributes,
  }),
  [`${ENDPOINTS}test_set_platform_endpoint_attributes`]: onEndpoint({
    "set-platform-endpoint-attributes": (sns, EndpointArn) =>
      sns.setEndpointAttributes({ EndpointArn, Attributes: { Enabled: "false" } }),
    "get-platform-endpoint-attributes": endpointAttributes,
  }),
  [`${ENDPOINTS}test_set_platform_endpoint_attributes_invalid_arn`]: on({
    "set-platform-endpoint-attributes-non-existent-app": (sns, { at }) =>
      sns.setEndpointAttributes({ EndpointArn: at.topicArn("random"), Attributes: { Enabled: "false" } }),
  }),
  [`${ENDPOINTS}test_set_platform_endpoint_attributes_non_existent_endpoint`]: on({
    "set-platform-endpoint-attributes-non-existent-app": (sns, made) =>
      sns.setEndpointAttributes({ EndpointArn: goneEndpoint(made), Attributes: { Enabled: "false" } }),
  }),
  [`${ENDPOINTS}test_get_platform_endpoint_attributes_non_existent_endpoint`]: on({
    "set-platform-endpoint-attributes-non-existent-app": (sns, made) =>
      sns.getEndpointAttributes({ EndpointArn: goneEndpoint(made) }),
  }),
  ...Object.fromEntries(
    Object.entries({
      Invalid_Name_Principal: { PlatformPrincipal: "x" },
      Invalid_Name_Credential: { PlatformCredential: "x" },
      Invalid_Name_Generic: { InvalidKey: "x" },
      Data_Too_Long: TOO_LONG,
    }).flatMap(([name, attributes]: [string, Record<string, string>]) => [
      [
        `${ENDPOINTS}test_set_platform_endpoint_attributes_invalid_attributes[${name}]`,
        setOnEndpoint(attributes),
      ],
      [`${ENDPOINTS}test_create_platform_endpoint_with_invalid_attributes[${name}]`, createdWith(attributes)],
    ]),
  ),
  [`${ENDPOINTS}test_set_platform_endpoint_attributes_invalid_attributes[Empty]`]: setOnEndpoint(undefined),
  [`${ENDPOINTS}test_create_platform_endpoint_double_custom_data`]: customData("foo"),
  [`${ENDPOINTS}test_create_platform_endpoint_custom_data`]: onEndpoint(
    { "create-endpoint-double-custom-data": endpointAttributes },
    { Attributes: { CustomUserData: "bar" } },
  ),
};

/** By test id, without the file it stands in. */
export const SNS_CONTROL_SCRIPTS: Readonly<Record<string, Script>> = {
  ...topics,
  ...publishing,
  ...subscriptions,
  ...sms,
  ...applications,
  ...endpoints,
};
