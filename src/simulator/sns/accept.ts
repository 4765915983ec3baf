// Room simulator/sns: a request to publish becomes a message with ids: read and checked first, accepted after, so that a batch is read
// whole before any of it is accepted.
import { keyedUuid } from "../../box/keyed.ts";
import type { Call } from "./action.ts";
import { type Body, type BodyInput, messageBytes, readBody } from "./body.ts";
import { deduplicationKey, type FifoIds, type FifoInput, readFifoIds, sequenceNumber } from "./fifo.ts";
import type { Published } from "./events.ts";
import { type AttributeInput, type MessageAttributes, readMessageAttributes } from "./message-attributes.ts";
import type { Topic } from "./state.ts";

export type PublishInput = BodyInput &
  FifoInput & { readonly MessageAttributes?: { readonly [name: string]: AttributeInput } | undefined };

export interface Draft extends Body, FifoIds {
  readonly attributes: MessageAttributes;
  readonly bytes: number;
}

/** Checks in AWS's order: the body, its attributes, what the kind of topic asks. `path` as in readMessageAttributes. */
export function readDraft(topic: Topic | undefined, input: PublishInput, path = "messageAttributes"): Draft {
  const body = readBody(input);
  const attributes = readMessageAttributes(input.MessageAttributes ?? {}, path);
  const ids: FifoIds =
    topic === undefined
      ? { groupId: undefined, deduplicationId: undefined }
      : readFifoIds(topic, input, body.body);
  return { ...body, ...ids, attributes, bytes: messageBytes(body.body, attributes) };
}

/** `nth` counts the messages of the topic that stand before this one. */
export function accept(topic: Topic, draft: Draft, nth: number, call: Call): Published {
  const { bytes: _, ...message } = draft;
  return {
    kind: "sns.published",
    deduplicationKey: deduplicationKey(topic, draft),
    message: {
      ...message,
      messageId: keyedUuid(call.seed, "sns.message", topic.arn, topic.serial, nth),
      target: topic.arn,
      sequenceNumber: topic.isFifo ? sequenceNumber(nth + 1) : undefined,
      traceHeader: call.traceHeader,
      publishedAtMs: call.nowMs,
    },
  };
}
