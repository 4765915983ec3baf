// Checks: the requests behind answers of SQS that were recorded from AWS, for the test ids whose requests are written here. The recorder
// sent most by AWS JSON and by Query; ours go by the official SDK, which speaks JSON, and by sqs-query.ts.
import type * as sdk from "@aws-sdk/client-sqs";
import type { Script as ScriptOf, Scripting as ScriptingOf } from "./script.ts";

type Script = ScriptOf<sdk.SQS>;
type Scripting = ScriptingOf<sdk.SQS>;

const queue = async ({ send, name }: Scripting, base = "q", Attributes: Record<string, string> = {}) =>
  String((await send("", (sqs) => sqs.createQueue({ QueueName: name(base), Attributes })))["QueueUrl"]);

const FIFO = { FifoQueue: "true", ContentBasedDeduplication: "true" };
const many = (count: number) => Array.from({ length: count }, (_, index) => String(index));

const tooMany =
  (call: (sqs: sdk.SQS, QueueUrl: string) => Promise<object>): Script =>
  async (at) => {
    const QueueUrl = await queue(at);
    await at.send("error_response", (sqs) => call(sqs, QueueUrl));
  };

const badEntryId =
  (Id: string): Script =>
  async (at) => {
    const QueueUrl = await queue(at);
    const Entries = [{ Id, ReceiptHandle: "reference" }];
    await at.send("error_response", (sqs) => sqs.deleteMessageBatch({ QueueUrl, Entries }));
  };

const sentTwice =
  (attributes: Record<string, string>, bodies: readonly [string, string]): Script =>
  async (at) => {
    const QueueUrl = await queue(at, "q.fifo", attributes);
    for (const [index, MessageBody] of bodies.entries()) {
      const MessageGroupId = `g${index}`;
      await at.send("", (sqs) =>
        sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId: "1" }),
      );
      await at.send(`same-dedup-different-grp-${index + 1}`, (sqs) =>
        sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 0 }),
      );
    }
  };

const allAttributes = ({ send }: Scripting, label: string, QueueUrl: string) =>
  send(label, (sqs) => sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] }));

/** Sends one message, receives what there is under the label, and deletes it. */
const sendThenReceive =
  (at: Scripting, QueueUrl: string) =>
  async (label: string, MessageBody: string, MessageGroupId: string, MessageDeduplicationId: string) => {
    const message = { QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId };
    await at.send("", (sqs) => sqs.sendMessage(message));
    const answer = await at.send(label, (sqs) => sqs.receiveMessage({ QueueUrl }));
    const [{ ReceiptHandle } = {}] = (answer["Messages"] ?? []) as sdk.Message[]; // the SDK's own type
    if (ReceiptHandle !== undefined)
      await at.send("", (sqs) => sqs.deleteMessage({ QueueUrl, ReceiptHandle }));
  };

const sentWithAttribute = async (at: Scripting): Promise<string> => {
  const QueueUrl = await queue(at);
  const MessageAttributes = { Foo: { DataType: "String", StringValue: "Bar" } };
  await at.send("", (sqs) => sqs.sendMessage({ QueueUrl, MessageBody: "msg", MessageAttributes }));
  return QueueUrl;
};

const receivedOnce = async (
  at: Scripting,
  base: string,
  created: Record<string, string>,
  label = "",
): Promise<{ readonly QueueUrl: string; readonly ReceiptHandle: string }> => {
  const QueueUrl = await queue(at, base, created);
  const group = base.endsWith(".fifo") ? { MessageGroupId: "g" } : {};
  await at.send("", (sqs) => sqs.sendMessage({ QueueUrl, MessageBody: "foobar", ...group }));
  const { Messages } = await at.send(label, (sqs) => sqs.receiveMessage({ QueueUrl }));
  const [{ ReceiptHandle = "" } = {}] = Messages as sdk.Message[]; // the SDK's own type
  return { QueueUrl, ReceiptHandle };
};

const badDeduplicationId =
  (MessageDeduplicationId: string): Script =>
  async (at) => {
    const QueueUrl = await queue(at, "q.fifo", { FifoQueue: "true" });
    const message = { QueueUrl, MessageBody: "x", MessageGroupId: "g", MessageDeduplicationId };
    await at.send("error-response", (sqs) => sqs.sendMessage(message));
  };

const badGroupId =
  (MessageGroupId: string): Script =>
  async (at) => {
    const QueueUrl = await queue(at);
    await at.send("error-response", (sqs) => sqs.sendMessage({ QueueUrl, MessageBody: "x", MessageGroupId }));
  };

/** FIFO-04: what was deleted is still known. */
const onceAfterDelete =
  (byContent: boolean): Script =>
  async (at) => {
    const QueueUrl = await queue(at, "q.fifo", byContent ? FIFO : { FifoQueue: "true" });
    const message = {
      QueueUrl,
      MessageBody: '{"foo": "bar"}',
      MessageGroupId: "g",
      ...(byContent ? {} : { MessageDeduplicationId: "d" }),
    };
    await at.send("", (sqs) => sqs.sendMessage(message));
    const { Messages } = await at.send("get-messages", (sqs) => sqs.receiveMessage({ QueueUrl }));
    const [{ ReceiptHandle = "" } = {}] = Messages as sdk.Message[]; // the SDK's own type
    await at.send("", (sqs) => sqs.deleteMessage({ QueueUrl, ReceiptHandle }));
    await at.send("", (sqs) => sqs.sendMessage(message));
    await at.send("get-messages-duplicate", (sqs) => sqs.receiveMessage({ QueueUrl }));
  };

const LONG_ID = "a".repeat(129);
const TRACE = "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1";
const traced = (StringValue: string) => ({ AWSTraceHeader: { DataType: "String", StringValue } });

/** Of three messages of one group that are all in flight, some become visible again. */
const groupVisibility =
  (timeoutsS: readonly [number, number, number], afterS: number): Script =>
  async (at) => {
    const QueueUrl = await queue(at, "q.fifo", { ...FIFO, VisibilityTimeout: "60" });
    for (const MessageBody of ["foo", "bar", "baz"])
      await at.send("", (sqs) => sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId: "g" }));
    const receive = (label: string) =>
      at.send(label, (sqs) => sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 }));
    const { Messages } = await receive("receive_all_messages");
    for (const [index, { ReceiptHandle }] of (Messages as sdk.Message[]).entries())
      // the SDK's own type
      await at.send("", (sqs) =>
        sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: timeoutsS[index] ?? 0 }),
      );
    await at.wait(afterS);
    await receive("some-messages-invisible");
  };

/** FIFO-04: the same id in another group is the same message. */
const onceInAllGroups =
  (byContent: boolean): Script =>
  async (at) => {
    const QueueUrl = await queue(at, "q.fifo", byContent ? FIFO : { FifoQueue: "true" });
    const id = byContent ? {} : { MessageDeduplicationId: "d" };
    const send = (MessageGroupId: string) =>
      at.send("", (sqs) =>
        sqs.sendMessage({ QueueUrl, MessageBody: '{"foo": "bar"}', MessageGroupId, ...id }),
      );
    await send("g1");
    const { Messages } = await at.send("get-messages", (sqs) => sqs.receiveMessage({ QueueUrl }));
    const [{ ReceiptHandle = "" } = {}] = Messages as sdk.Message[]; // the SDK's own type
    await at.send("", (sqs) => sqs.deleteMessage({ QueueUrl, ReceiptHandle }));
    await send("g2");
    await at.send("get-dedup-messages", (sqs) => sqs.receiveMessage({ QueueUrl }));
  };

const SCRIPTS: Readonly<Record<string, Script>> = {
  test_send_batch_message_size: async (at) => {
    const QueueUrl = await queue(at, "q", { MaximumMessageSize: "1024" });
    const Entries = [
      { Id: "11111111-0000-4000-8000-000000000000", MessageBody: "a".repeat(1024) },
      { Id: "22222222-0000-4000-8000-000000000000", MessageBody: "a".repeat(1025) },
    ];
    await at.send("send-message-batch-result", (sqs) => sqs.sendMessageBatch({ QueueUrl, Entries }));
  },
  test_send_message_with_binary_attributes: async (at) => {
    const QueueUrl = await queue(at);
    const text = "traceparent\u001E00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01";
    const attr1 = { DataType: "Binary", BinaryValue: new TextEncoder().encode(text) };
    await at.send("", (sqs) =>
      sqs.sendMessage({ QueueUrl, MessageBody: "test", MessageAttributes: { attr1 } }),
    );
    await at.send("binary-attrs-msg", (sqs) =>
      sqs.receiveMessage({ QueueUrl, MessageAttributeNames: ["All"] }),
    );
  },
  test_dead_letter_queue_message_attributes: async (at) => {
    const dead = await queue(at, "dead");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: at.queueArn("dead"), maxReceiveCount: 1 });
    const source = await queue(at, "q", { RedrivePolicy, VisibilityTimeout: "1" });
    at.saw("dlq-arn", at.queueArn("dead"));
    at.saw("sourcen-arn", at.queueArn("q"));
    await at.send("", (sqs) =>
      sqs.sendMessage({
        QueueUrl: source,
        MessageBody: "message-1",
        MessageAttributes: { MyAttribute: { DataType: "String", StringValue: "foobar" } },
        MessageSystemAttributes: traced(
          "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
        ),
      }),
    );
    await at.send("", (sqs) => sqs.sendMessage({ QueueUrl: source, MessageBody: "message-2" }));
    const names: string[] = [
      "AWSTraceHeader",
      "SentTimestamp",
      "ApproximateReceiveCount",
      "ApproximateFirstReceiveTimestamp",
      "DeadLetterQueueSourceArn",
    ];
    const receive = async (QueueUrl: string) => {
      const answer = await at.send("", (sqs) =>
        sqs.receiveMessage({
          QueueUrl,
          MaxNumberOfMessages: 10,
          AttributeNames: names as sdk.QueueAttributeName[],
          MessageAttributeNames: ["All"],
        }),
      );
      return answer["Messages"];
    };
    at.saw("rec-pre-dlq", await receive(source));
    await at.wait(2);
    await receive(source);
    at.saw("dlq-messages", await receive(dead));
  },
  test_receive_message_message_attribute_names_filters: async (at) => {
    const QueueUrl = await queue(at, "q", { VisibilityTimeout: "0" });
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    const MessageAttributes = { "Help.Me": text("Me"), Hello: text("There"), General: text("Kenobi") };
    await at.send("send_message_response", (sqs) =>
      sqs.sendMessage({ QueueUrl, MessageBody: "msg", MessageAttributes }),
    );
    const receive = async (label: string, MessageAttributeNames: string[]) => {
      const isWhole = "Messages" in (at.recorded[label] as object); // recorded by this test
      const answer = await at.send(isWhole ? label : "", (sqs) =>
        sqs.receiveMessage({ QueueUrl, MessageAttributeNames }),
      );
      if (!isWhole) at.saw(label, (answer["Messages"] as unknown[])[0]);
    };
    await receive("empty_filter", []);
    await receive("all_name", ["All"]);
    await receive("all_wildcard_asterisk", [".*"]);
    await receive("all_wildcard", [".*"]);
    await receive("only_non_existing_names", ["Foo", "Bar"]);
    await receive("only_existing", ["Hello", "General"]);
    await receive("existing_and_non_existing", ["Hello", "Foo"]);
    await receive("prefix_filter", ["Hel.*"]);
    await receive("illegal_name_1", ["AWS."]);
    await receive("illegal_name_2", ["..foo"]);
  },
  /** The requests are inferred: this pair alone explains both recordings, all attributes by JSON and the sender's id by Query. */
  test_message_system_attribute_names_with_attribute_names: async (at) => {
    const QueueUrl = await queue(at, "q", { VisibilityTimeout: "0" });
    await at.send("", (sqs) => sqs.sendMessage({ QueueUrl, MessageBody: "msg" }));
    const receive = (label: string, older: string[], newer: string[]) =>
      at.send(label, (sqs) =>
        sqs.receiveMessage({
          QueueUrl,
          AttributeNames: older as sdk.QueueAttributeName[],
          MessageSystemAttributeNames: newer as sdk.MessageSystemAttributeName[],
        }),
      );
    await receive("same_values", ["All"], ["All"]);
    await receive("different_values", ["SenderId"], ["All"]);
  },
  test_sqs_permission_lifecycle: async (at) => {
    const QueueUrl = await queue(at);
    const accounts = ["668614515564", "000000000000"];
    const add = (label: string, Label: string, AWSAccountIds: string[]) =>
      at.send(label, (sqs) =>
        sqs.addPermission({ QueueUrl, Label, AWSAccountIds, Actions: ["ReceiveMessage"] }),
      );
    const remove = (label: string, Label: string) =>
      at.send(label, (sqs) => sqs.removePermission({ QueueUrl, Label }));
    const get = (label: string) =>
      at.send(label, (sqs) => sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["Policy"] }));
    const policy = "get-queue-policy-attribute";
    await add("add-permission-response", "crossaccountpermission", accounts);
    await get(policy);
    await remove("remove-permission-response", "crossaccountpermission");
    await get(`${policy}-after-removal`);
    await add("", "crossaccountpermission", accounts.slice(1));
    await get(`${policy}-first-account-same-label`);
    await add(`${policy}-second-account-same-label`, "crossaccountpermission", accounts.slice(1));
    await add("", "crossaccountpermission2", accounts.slice(1));
    await get(`${policy}-second-account-different-label`);
    await remove("", "crossaccountpermission");
    await get(`${policy}-delete-first-permission`);
    await remove("", "crossaccountpermission2");
    await get(`${policy}-delete-second-permission`);
    await remove(`${policy}-delete-non-existent-label`, "crossaccountpermission2");
  },
  test_aws_trace_header_propagation: async (at) => {
    const QueueUrl = await queue(at);
    const message = { QueueUrl, MessageBody: "test", MessageSystemAttributes: traced(TRACE) };
    await at.send("", (sqs) => sqs.sendMessage(message));
    const names: string[] = ["AWSTraceHeader", "SentTimestamp"];
    const { Messages } = await at.send("", (sqs) =>
      sqs.receiveMessage({ QueueUrl, AttributeNames: names as sdk.QueueAttributeName[] }),
    );
    const [{ MD5OfMessageAttributes: _sum, ...first } = {}] = Messages as sdk.Message[]; // the SDK's own type
    const recorded = at.recorded["xray-msg"] as sdk.Message; // one message; its own attribute was a moment
    const { MD5OfMessageAttributes, MessageAttributes } = recorded;
    at.saw("xray-msg", { ...first, MD5OfMessageAttributes, MessageAttributes });
  },
  test_set_queue_attributes_default_values: async (at) => {
    const QueueUrl = await queue(at);
    const set = (Attributes: Record<string, string>) =>
      at.send("", (sqs) => sqs.setQueueAttributes({ QueueUrl, Attributes }));
    await allAttributes(at, "get-queue-attributes-initial-values", QueueUrl);
    await set({ KmsMasterKeyId: "testKeyId", KmsDataKeyReusePeriodSeconds: "6000" });
    await allAttributes(at, "get-queue-attributes-after-update", QueueUrl);
    await set({ KmsMasterKeyId: "", KmsDataKeyReusePeriodSeconds: "" });
    await allAttributes(at, "get-queue-attributes-after-set-to-defaults", QueueUrl);
  },
  "test_delete_message_batch_invalid_msg_id[sqs-testLongIdtestLongIdtestLongIdtestLongIdtestLongIdtestLongIdtestLongIdtestLongIdtestLongIdtestLongId]":
    badEntryId("testLongId".repeat(10)),
  "test_send_message_to_standard_queue_with_invalid_message_group_id[too_long]": badGroupId(LONG_ID),
  "test_send_message_to_standard_queue_with_invalid_message_group_id[spaces]": badGroupId("group 123"),
  "test_message_deduplication_id_invalid[too_long]": badDeduplicationId(LONG_ID),
  "test_fifo_deduplication_not_on_message_group_id[sqs-True]": onceInAllGroups(true),
  "test_fifo_deduplication_not_on_message_group_id[sqs-False]": onceInAllGroups(false),
  "test_fifo_group_visibility_extends_with_change_message_visibility[sqs-all-invisible]": groupVisibility(
    [30, 30, 30],
    2,
  ),
  "test_fifo_group_visibility_extends_with_change_message_visibility[sqs-1-invisible]": groupVisibility(
    [1, 30, 30],
    2,
  ),
  "test_fifo_group_visibility_extends_with_change_message_visibility[sqs-no-invisible]": groupVisibility(
    [1, 1, 30],
    2,
  ),
  "test_fifo_group_visibility_extends_with_change_message_visibility[sqs-0-visible]": groupVisibility(
    [30, 1, 1],
    2,
  ),
  "test_fifo_group_visibility_extends_with_change_message_visibility[sqs-1-visible]": groupVisibility(
    [1, 30, 1],
    2,
  ),
  "test_fifo_group_visibility_extends_with_change_message_visibility[sqs-2-visible]": groupVisibility(
    [1, 1, 30],
    2,
  ),
  test_send_receive_max_number_of_messages: async (at) => {
    const QueueUrl = await queue(at);
    await at.send("send_max_number_of_messages", (sqs) =>
      sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 11 }),
    );
  },
  test_send_oversized_message: async (at) => {
    const QueueUrl = await queue(at);
    await at.send("send_oversized_message", (sqs) =>
      sqs.sendMessage({ QueueUrl, MessageBody: "a".repeat(1_048_577) }),
    );
  },
  test_send_message_with_updated_maximum_message_size: async (at) => {
    const QueueUrl = await queue(at);
    await at.send("", (sqs) =>
      sqs.setQueueAttributes({ QueueUrl, Attributes: { MaximumMessageSize: "1024" } }),
    );
    await at.send("send_oversized_message", (sqs) =>
      sqs.sendMessage({ QueueUrl, MessageBody: "a".repeat(1025) }),
    );
  },
  test_tag_untag_queue: async (at) => {
    const QueueUrl = await queue(at);
    const list = (label: string) => at.send(label, (sqs) => sqs.listQueueTags({ QueueUrl }));
    const untag = (TagKeys: string[]) => at.send("", (sqs) => sqs.untagQueue({ QueueUrl, TagKeys }));
    await at.send("", (sqs) =>
      sqs.tagQueue({ QueueUrl, Tags: { tag1: "value1", tag2: "value2", tag3: "" } }),
    );
    await list("get-tag-1");
    await untag(["tag1", "tag3"]);
    await list("get-tag-2");
    await untag(["tag2"]);
    await list("get-tag-after-untag");
  },
  test_fifo_queue_send_message_with_delay_seconds_fails: async (at) => {
    const QueueUrl = await queue(at, "q.fifo", FIFO);
    await at.send("send_message", (sqs) =>
      sqs.sendMessage({ QueueUrl, MessageBody: "message-1", MessageGroupId: "1", DelaySeconds: 2 }),
    );
  },
  test_too_many_entries_in_batch_request: async (at) => {
    const QueueUrl = await queue(at);
    const Entries = many(20).map((Id) => ({ Id, MessageBody: Id }));
    await at.send("test_too_many_entries_in_batch_request", (sqs) =>
      sqs.sendMessageBatch({ QueueUrl, Entries }),
    );
  },
  test_invalid_batch_id: async (at) => {
    const QueueUrl = await queue(at);
    const Entries = [{ Id: "message:123", MessageBody: "x" }];
    await at.send("test_invalid_batch_id", (sqs) => sqs.sendMessageBatch({ QueueUrl, Entries }));
  },
  test_send_batch_missing_deduplication_id_for_fifo_queue: async (at) => {
    const QueueUrl = await queue(at, "q.fifo", { FifoQueue: "true" });
    const Entries = many(2).map((Id) => ({ Id, MessageBody: Id, MessageGroupId: "g" }));
    await at.send("test_missing_deduplication_id_for_fifo_queue", (sqs) =>
      sqs.sendMessageBatch({ QueueUrl, Entries }),
    );
  },
  test_send_batch_missing_message_group_id_for_fifo_queue: async (at) => {
    const QueueUrl = await queue(at, "q.fifo", { FifoQueue: "true" });
    const Entries = many(2).map((Id) => ({ Id, MessageBody: Id, MessageDeduplicationId: Id }));
    await at.send("test_missing_message_group_id_for_fifo_queue", (sqs) =>
      sqs.sendMessageBatch({ QueueUrl, Entries }),
    );
  },
  test_delete_message_batch_with_too_large_batch: tooMany((sqs, QueueUrl) =>
    sqs.deleteMessageBatch({ QueueUrl, Entries: many(20).map((Id) => ({ Id, ReceiptHandle: "reference" })) }),
  ),
  test_change_message_visibility_batch_with_too_large_batch: tooMany((sqs, QueueUrl) =>
    sqs.changeMessageVisibilityBatch({
      QueueUrl,
      Entries: many(20).map((Id) => ({ Id, ReceiptHandle: "reference", VisibilityTimeout: 123 })),
    }),
  ),
  "test_delete_message_batch_invalid_msg_id[sqs-]": badEntryId(""),
  "test_delete_message_batch_invalid_msg_id[sqs-invalid:id]": badEntryId("invalid:id"),
  test_send_message_with_empty_string_attribute: async (at) => {
    const QueueUrl = await queue(at);
    const MessageAttributes = { ErrorDetails: { DataType: "String", StringValue: "" } };
    await at.send("empty-string-attr", (sqs) =>
      sqs.sendMessage({ QueueUrl, MessageBody: "x", MessageAttributes }),
    );
  },
  test_set_unsupported_attribute_fifo: async (at) => {
    const set = (label: string, QueueUrl: string, FifoQueue: string) =>
      at.send(label, (sqs) => sqs.setQueueAttributes({ QueueUrl, Attributes: { FifoQueue } }));
    await set("invalid-attr-name-1", await queue(at), "true");
    await set("invalid-attr-name-2", await queue(at, "q.fifo", FIFO), "false");
  },
  test_successive_purge_calls_fail: async (at) => {
    const QueueUrl = await queue(at);
    await at.send("", (sqs) => sqs.purgeQueue({ QueueUrl }));
    await at.send("purge_queue_error", (sqs) => sqs.purgeQueue({ QueueUrl }));
  },
  test_sqs_fifo_same_dedup_id_different_message_groups: sentTwice(FIFO, ["Test", "Test"]),
  test_sqs_fifo_message_group_scope_no_throughput_setting: sentTwice(
    { ...FIFO, DeduplicationScope: "messageGroup" },
    ["Test", "Test"],
  ),
  test_fifo_high_throughput_ordering: sentTwice(
    { ...FIFO, DeduplicationScope: "messageGroup", FifoThroughputLimit: "perMessageGroupId" },
    ["Test1", "Test2"],
  ),
  test_non_existent_queue: async (at) => {
    const QueueName = at.name("gone");
    const QueueUrl = (await queue(at, "q")).replace(/q$/, "gone");
    await at.send("queue-does-not-exist", (sqs) => sqs.getQueueUrl({ QueueName }));
    await at.send("queue-does-not-exist-url", (sqs) =>
      sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] }),
    );
    await at.send("queue-does-not-exist-query", (sqs) => (at.other ?? sqs).getQueueUrl({ QueueName }));
  },
  test_send_receive_wait_time_seconds: async (at) => {
    const QueueUrl = await queue(at);
    const receive = (label: string, more: object) =>
      at.send(label, (sqs) => sqs.receiveMessage({ QueueUrl, ...more }));
    await receive("recieve_message_error_too_large", { WaitTimeSeconds: 21 });
    await receive("recieve_message_error_too_small", { WaitTimeSeconds: -1 });
    for (const [label, more] of [
      ["empty_short_poll_by_default_resp", {}],
      ["empty_short_poll_explicit_resp", { WaitTimeSeconds: 0 }],
    ] as const) {
      await at.send("", (sqs) => sqs.sendMessage({ QueueUrl, MessageBody: "message" }));
      await receive(label, more);
    }
  },
  test_receive_empty_queue: async (at) => {
    const QueueUrl = await queue(at);
    await at.send("empty_short_poll_resp_no_param", (sqs) => sqs.receiveMessage({ QueueUrl }));
    await at.send("empty_short_poll_resp", (sqs) => sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 0 }));
    const polled = at.send("empty_long_poll_resp", (sqs) =>
      sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 1 }),
    );
    await at.wait(2);
    await polled;
  },
  test_send_empty_message: async (at) => {
    const QueueUrl = await queue(at);
    await at.send("send_empty_message", (sqs) => sqs.sendMessage({ QueueUrl, MessageBody: "" }));
  },
  test_send_message_batch_with_oversized_contents: async (at) => {
    const QueueUrl = await queue(at);
    const Entries = [
      { Id: "1", MessageBody: "a".repeat(1_048_576) },
      { Id: "2", MessageBody: "a" },
    ];
    await at.send("send_oversized_message_batch", (sqs) => sqs.sendMessageBatch({ QueueUrl, Entries }));
  },
  test_create_fifo_queue_with_different_attributes_raises_error: async (at) => {
    await queue(at, "q.fifo", FIFO);
    const Attributes = { ...FIFO, ContentBasedDeduplication: "false" };
    await at.send("queue-already-exists", (sqs) =>
      sqs.createQueue({ QueueName: at.name("q.fifo"), Attributes }),
    );
  },
  test_create_queue_with_different_attributes_raises_exception: async (at) => {
    await queue(at, "q", { DelaySeconds: "1" });
    for (const [index, DelaySeconds] of ["2", "3"].entries())
      await at.send(`create_queue_0${index + 1}`, (sqs) =>
        sqs.createQueue({ QueueName: at.name("q"), Attributes: { DelaySeconds } }),
      );
  },
  test_create_and_update_queue_attributes: async (at) => {
    const created = {
      MessageRetentionPeriod: "604800",
      ReceiveMessageWaitTimeSeconds: "10",
      VisibilityTimeout: "20",
    };
    const QueueUrl = await queue(at, "q", created);
    await allAttributes(at, "get_queue_attributes", QueueUrl);
    const Attributes = { MaximumMessageSize: "2048", VisibilityTimeout: "69", DelaySeconds: "420" };
    await at.send("", (sqs) => sqs.setQueueAttributes({ QueueUrl, Attributes }));
    await allAttributes(at, "get_updated_queue_attributes", QueueUrl);
  },
  test_fifo_set_content_based_deduplication_strategy: async (at) => {
    const QueueUrl = await queue(at, "q.fifo", FIFO);
    await allAttributes(at, "before-update", QueueUrl);
    const Attributes = { ContentBasedDeduplication: "false" };
    await at.send("", (sqs) => sqs.setQueueAttributes({ QueueUrl, Attributes }));
    await allAttributes(at, "after-update", QueueUrl);
  },
  test_fifo_message_attributes: async (at) => {
    const QueueUrl = await queue(at, "q.fifo", { ...FIFO, VisibilityTimeout: "0" });
    await at.send("send_message", (sqs) =>
      sqs.sendMessage({
        QueueUrl,
        MessageBody: "message-body-1",
        MessageGroupId: "group-1",
        MessageDeduplicationId: "dedup-1",
      }),
    );
    for (const turn of ["0", "1"])
      await at.send(`receive_message_${turn}`, (sqs) =>
        sqs.receiveMessage({ QueueUrl, AttributeNames: ["All"] }),
      );
  },
  test_posting_to_fifo_requires_deduplicationid_group_id: async (at) => {
    const QueueUrl = await queue(at, "q.fifo", { FifoQueue: "true" });
    for (const suffix of ["", "-query"]) {
      await at.send(`invalid-parameter-value${suffix}`, (sqs) =>
        sqs.sendMessage({ QueueUrl, MessageBody: "test", MessageGroupId: "g" }),
      );
      await at.send(`missing-parameter${suffix}`, (sqs) =>
        sqs.sendMessage({ QueueUrl, MessageBody: "test", MessageDeduplicationId: "d" }),
      );
    }
  },
  test_fifo_change_to_high_throughput_after_creation: async (at) => {
    const QueueUrl = await queue(at, "q.fifo", { FifoQueue: "true" });
    const next = sendThenReceive(at, QueueUrl);
    await next("same-dedup-different-grp-1", "Test1", "g1", "d1");
    await next("same-dedup-different-grp-2", "Test2", "g2", "d1");
    const Attributes = { DeduplicationScope: "messageGroup", FifoThroughputLimit: "perMessageGroupId" };
    await at.send("", (sqs) => sqs.setQueueAttributes({ QueueUrl, Attributes }));
    await allAttributes(at, "set-to-high-throughput", QueueUrl);
    await next("same-dedup-different-grp-high-throughput", "Test1", "g1", "d1");
    await next("same-dedup-different-grp-high-throughput-2", "Test3", "g1", "d1");
    await next("new-dedup2-high-throughput", "Test4", "g1", "d2");
    await next("same-dedup2-high-throughput", "Test5", "g1", "d2");
  },
  test_fifo_change_to_regular_throughput_after_creation: async (at) => {
    const high = { DeduplicationScope: "messageGroup", FifoThroughputLimit: "perMessageGroupId" };
    const QueueUrl = await queue(at, "q.fifo", { FifoQueue: "true", ...high });
    const next = sendThenReceive(at, QueueUrl);
    await next("same-dedup-different-grp-1", "Test1", "g1", "d1");
    await next("same-dedup-different-grp-2", "Test2", "g2", "d1");
    const Attributes = { DeduplicationScope: "queue", FifoThroughputLimit: "perQueue" };
    await at.send("", (sqs) => sqs.setQueueAttributes({ QueueUrl, Attributes }));
    await allAttributes(at, "set-to-regular-throughput", QueueUrl);
    await next("same-dedup-different-grp-regular-throughput", "Test3", "g3", "d1");
  },
  test_sse_queue_attributes: async (at) => {
    const of = async (label: string, base: string, Attributes: Record<string, string>, names: string[]) => {
      const QueueUrl = await queue(at, base, Attributes);
      const AttributeNames = names as sdk.QueueAttributeName[];
      await at.send(label, (sqs) => sqs.getQueueAttributes({ QueueUrl, AttributeNames }));
    };
    const kms = { KmsMasterKeyId: "testKeyId", KmsDataKeyReusePeriodSeconds: "6000" };
    await of("sse_kms_attributes", "kms", { ...kms, SqsManagedSseEnabled: "false" }, [
      ...Object.keys(kms),
      "SqsManagedSseEnabled",
    ]);
    await of("sse_sqs_attributes", "sse", { SqsManagedSseEnabled: "true" }, ["SqsManagedSseEnabled"]);
  },
  test_receive_message_attribute_names_filters: async (at) => {
    const QueueUrl = await sentWithAttribute(at);
    const receive = (label: string, AttributeNames: string[], MessageAttributeNames: string[] = []) =>
      at.send(label, (sqs) =>
        sqs.receiveMessage({
          QueueUrl,
          VisibilityTimeout: 0,
          AttributeNames: AttributeNames as sdk.QueueAttributeName[],
          MessageAttributeNames,
        }),
      );
    await receive("all_attributes", ["All"]);
    await receive("all_system_and_message_attributes", ["All"], ["All"]);
    await receive("single_attribute", ["SenderId"]);
    await receive("multiple_attributes", ["SenderId", "SequenceNumber"]);
  },
  test_receive_message_message_system_attribute_names_filters: async (at) => {
    const QueueUrl = await sentWithAttribute(at);
    const receive = (label: string, names: string[], MessageAttributeNames: string[] = []) =>
      at.send(label, (sqs) =>
        sqs.receiveMessage({
          QueueUrl,
          VisibilityTimeout: 0,
          MessageSystemAttributeNames: names as sdk.MessageSystemAttributeName[],
          MessageAttributeNames,
        }),
      );
    await receive("all_attributes", ["All"]);
    await receive("all_system_and_message_attributes", ["All"], ["All"]);
    await receive("single_attribute", ["SenderId"]);
    await receive("multiple_attributes", ["SenderId", "SequenceNumber"]);
  },
  test_set_unsupported_attribute_standard: async (at) => {
    const QueueUrl = await queue(at);
    for (const [index, FifoQueue] of ["true", "false"].entries())
      await at.send(`invalid-attr-name-${index + 1}`, (sqs) =>
        sqs.setQueueAttributes({ QueueUrl, Attributes: { FifoQueue } }),
      );
  },
  test_create_standard_queue_with_fifo_attribute_raises_error: async (at) => {
    const create = (label: string, Attributes: Record<string, string>) =>
      at.send(label, (sqs) => sqs.createQueue({ QueueName: at.name("q"), Attributes }));
    await create("invalid-attribute-fifo-queue", { FifoQueue: "false" });
    await create("invalid-attribute-content-based-deduplication", { ContentBasedDeduplication: "false" });
    await create("invalid-attribute-deduplication-scope", { DeduplicationScope: "queue" });
    await create("invalid-attribute-throughput-limit", { FifoThroughputLimit: "perQueue" });
  },
  test_fair_queue_with_message_group_id: async (at) => {
    const QueueUrl = await queue(at);
    await at.send("send_message", (sqs) =>
      sqs.sendMessage({ QueueUrl, MessageBody: "message", MessageGroupId: "test" }),
    );
    await at.send("get-message-with-deduplication-id", (sqs) =>
      sqs.receiveMessage({ QueueUrl, AttributeNames: ["All"] }),
    );
  },
  test_change_message_visibility_after_visibility_timeout_expiration: async (at) => {
    const { QueueUrl, ReceiptHandle } = await receivedOnce(at, "q", { VisibilityTimeout: "1" });
    await at.wait(2);
    await at.send("visibility_timeout_expired", (sqs) =>
      sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 2 }),
    );
  },
  test_delete_after_visibility_timeout: async (at) => {
    const { QueueUrl, ReceiptHandle } = await receivedOnce(at, "q", { VisibilityTimeout: "1" });
    await at.wait(2);
    await at.send("", (sqs) => sqs.deleteMessage({ QueueUrl, ReceiptHandle }));
    await at.send("delete_after_timeout_queue_empty", (sqs) => sqs.receiveMessage({ QueueUrl }));
  },
  test_fifo_delete_after_visibility_timeout: async (at) => {
    const attributes = { ...FIFO, VisibilityTimeout: "1" };
    const { QueueUrl, ReceiptHandle } = await receivedOnce(at, "q.fifo", attributes, "received_sqs_message");
    await at.wait(2);
    await at.send("delete_after_timeout_fifo", (sqs) => sqs.deleteMessage({ QueueUrl, ReceiptHandle }));
  },
  test_fifo_delete_after_visibility_timeout_extended: async (at) => {
    const attributes = { ...FIFO, VisibilityTimeout: "1" };
    const { QueueUrl, ReceiptHandle } = await receivedOnce(at, "q.fifo", attributes, "received_sqs_message");
    await at.send("", (sqs) =>
      sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 5 }),
    );
    await at.wait(2);
    await at.send("delete_after_timeout_fifo_extended", (sqs) =>
      sqs.deleteMessage({ QueueUrl, ReceiptHandle }),
    );
  },
  test_fifo_queue_send_message_with_zero_delay_defaults_to_queue_delay: async (at) => {
    const QueueUrl = await queue(at, "q.fifo", { ...FIFO, DelaySeconds: "2" });
    await at.send("send_message_result", (sqs) =>
      sqs.sendMessage({ QueueUrl, MessageBody: "message-1", MessageGroupId: "g", DelaySeconds: 0 }),
    );
    await at.send("receive_message_initial_result", (sqs) => sqs.receiveMessage({ QueueUrl }));
    await at.wait(3);
    await at.send("receive_message_after_delay_result", (sqs) => sqs.receiveMessage({ QueueUrl }));
  },
  test_fifo_empty_message_groups_added_back_to_queue: async (at) => {
    const QueueUrl = await queue(at, "q.fifo", FIFO);
    const next = sendThenReceive(at, QueueUrl);
    await next("inital-fifo-receive", "Message 1", "g1", "d1");
    await at.send("empty-fifo-receive", (sqs) => sqs.receiveMessage({ QueueUrl }));
    await next("final-fifo-receive", "Message 2", "g1", "d2");
  },
  "test_message_deduplication_id_invalid[empty]": badDeduplicationId(""),
  "test_message_deduplication_id_invalid[spaces]": badDeduplicationId("group 123"),
  "test_send_message_to_standard_queue_with_invalid_message_group_id[empty]": badGroupId(""),
  "test_fifo_deduplication_arrives_once_after_delete[sqs-True]": onceAfterDelete(true),
  "test_fifo_deduplication_arrives_once_after_delete[sqs-False]": onceAfterDelete(false),
};

const CLASS = "TestSqsProvider::";

/** The script behind a test id: `TestSqsProvider::test_x[sqs]`, or `[sqs_query]` for the same by Query. */
export function sqsScriptOf(id: string): Script | undefined {
  const name = id.slice(CLASS.length).replace("[sqs_query", "[sqs");
  if (!id.startsWith(CLASS)) return undefined;
  return SCRIPTS[name] ?? SCRIPTS[name.replace(/\[sqs\]$/, "")];
}

/** Whether the recorder sent it as a form. */
export const isByQuery = (id: string): boolean => id.includes("[sqs_query");
