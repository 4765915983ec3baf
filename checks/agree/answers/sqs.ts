// Checks: the requests behind answers of SQS that were recorded from AWS, for the test ids whose requests are written here. The recorder
// sent most by AWS JSON and by Query; ours go by the official SDK, which speaks JSON.
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

const SCRIPTS: Readonly<Record<string, Script>> = {
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
    await at.send("queue-does-not-exist", (sqs) => sqs.getQueueUrl({ QueueName: at.name("gone") }));
  },
  test_send_receive_wait_time_seconds: async (at) => {
    const QueueUrl = await queue(at);
    await at.send("recieve_message_error_too_large", (sqs) =>
      sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 21 }),
    );
  },
  test_receive_empty_queue: async (at) => {
    const QueueUrl = await queue(at);
    await at.send("empty_short_poll_resp_no_param", (sqs) => sqs.receiveMessage({ QueueUrl }));
    await at.send("empty_short_poll_resp", (sqs) => sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 0 }));
  },
  test_send_empty_message: async (at) => {
    const QueueUrl = await queue(at);
    await at.send("send_empty_message", (sqs) => sqs.sendMessage({ QueueUrl, MessageBody: "" }));
  },
};

const CLASS = "TestSqsProvider::";

/** The script behind a test id: `TestSqsProvider::test_x[sqs]`. What was recorded by Query has no request here. */
export function sqsScriptOf(id: string): Script | undefined {
  const name = id.slice(CLASS.length);
  if (!id.startsWith(CLASS)) return undefined;
  return SCRIPTS[name] ?? SCRIPTS[name.replace(/\[sqs\]$/, "")];
}
