// Room simulator/sns: PublishBatch: up to ten messages with a result each under one 200 (SNS-20). What is wrong with how an entry is
// made refuses the whole call (recorded); only its own content fails an entry alone.
import { accept, type Draft, readDraft } from "../accept.ts";
import { action, type Call } from "../action.ts";
import { checkBatch, checkBatchSize } from "../batch.ts";
import { AwsError } from "../../wire/index.ts";
import type { Published } from "../events.ts";
import { deduplicationKey, known } from "../fifo.ts";
import { findTopic } from "../find.ts";
import { type InputOf, shapes } from "../shape.ts";
import type { SnsState, Topic } from "../state.ts";

const ENTRY = {
  Id: "string",
  Message: "string",
  Subject: "string",
  MessageStructure: "string",
  MessageAttributes: shapes.messageAttributes,
  MessageDeduplicationId: "string",
  MessageGroupId: "string",
} as const;
const SUCCESS = { Id: "string", MessageId: "string", SequenceNumber: "string" } as const;
const FAILURE = { Id: "string", Code: "string", Message: "string", SenderFault: "boolean" } as const;

type Entry = InputOf<typeof ENTRY>;
type Success = InputOf<typeof SUCCESS>;
type Failure = InputOf<typeof FAILURE>;
type Read = { readonly id: string | undefined; readonly draft: Draft } | { readonly failure: Failure };

export const publishBatch = action({
  name: "PublishBatch",
  input: { TopicArn: "string", PublishBatchRequestEntries: { list: { members: ENTRY } } },
  output: { Successful: { list: { members: SUCCESS } }, Failed: { list: { members: FAILURE } } },
  decide(state, { TopicArn, PublishBatchRequestEntries: entries }, call) {
    const topic = findTopic(state, TopicArn, call);
    checkBatch(entries);
    const read = (entries ?? []).map((entry, index) => readEntry(topic, entry, index));
    checkBatchSize(read.reduce((sum, one) => sum + ("draft" in one ? one.draft.bytes : 0), 0));
    const { events, Successful } = acceptAll(state, topic, read, call);
    const Failed = read.flatMap((one) => ("failure" in one ? [one.failure] : []));
    return { events, answer: { Successful, Failed } };
  },
});

/** Empty message and wrong subject are the entry's own fault; all else is the call's. */
function readEntry(topic: Topic, entry: Entry, index: number): Read {
  try {
    const path = `publishBatchRequestEntries.${index + 1}.member.messageAttributes`;
    return { id: entry.Id, draft: readDraft(topic, entry, path) };
  } catch (error) {
    const isOwn =
      error instanceof AwsError && /^Invalid parameter: (?:Empty message|Subject)$/.test(error.message);
    if (!isOwn) throw error;
    return { failure: { Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true } };
  }
}

/** In order, each knowing those before it: two of one deduplication id in a batch are one message. */
function acceptAll(
  state: SnsState,
  topic: Topic,
  read: readonly Read[],
  call: Call,
): { readonly events: readonly Published[]; readonly Successful: readonly Success[] } {
  const events: Published[] = [];
  const Successful: Success[] = [];
  for (const one of read) {
    if ("failure" in one) continue;
    const key = deduplicationKey(topic, one.draft);
    const inBatch = events.find((event) => key !== undefined && event.deduplicationKey === key)?.message;
    const before = inBatch ?? known(state, key, call.nowMs);
    const published = before ?? publishedNow(events, topic, one.draft, call);
    Successful.push({ Id: one.id, MessageId: published.messageId, SequenceNumber: published.sequenceNumber });
  }
  return { events, Successful };
}

function publishedNow(events: Published[], topic: Topic, draft: Draft, call: Call): Published["message"] {
  const published = accept(topic, draft, topic.published + events.length, call);
  events.push(published);
  return published.message;
}
