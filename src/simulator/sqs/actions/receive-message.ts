// Room simulator/sqs: ReceiveMessage: hides what it returns, gives up what was received too often, and waits where nothing is there.
import type { Call } from "../../wire/index.ts";
import { action, answered, shapes } from "../action.ts";
import { repeatedAttempt } from "../attempt.ts";
import { invalidValue, overLimit } from "../errors.ts";
import type { SqsEvent } from "../events.ts";
import { findQueue } from "../find.ts";
import { MAX_IN_FLIGHT, MAX_RECEIVED } from "../limits.ts";
import { received, takeReady, type Wish } from "../receive.ts";
import type { Queue } from "../state.ts";
import { checkTimeout } from "../visibility.ts";

const ATTRIBUTE = { members: { DataType: "string", StringValue: "string", BinaryValue: "blob" } } as const;
const MESSAGE = {
  MessageId: "string",
  ReceiptHandle: "string",
  MD5OfBody: "string",
  Body: "string",
  Attributes: shapes.attributes,
  MD5OfMessageAttributes: "string",
  MessageAttributes: { map: ATTRIBUTE, entry: ["Name", "Value"], flat: "MessageAttribute" },
} as const;

export const receiveMessage = action({
  name: "ReceiveMessage",
  input: {
    QueueUrl: "string",
    AttributeNames: shapes.attributeNames,
    MessageSystemAttributeNames: { list: "string", flat: "MessageSystemAttributeName" },
    MessageAttributeNames: { list: "string", flat: "MessageAttributeName" },
    MaxNumberOfMessages: "integer",
    VisibilityTimeout: "integer",
    WaitTimeSeconds: "integer",
    ReceiveRequestAttemptId: "string",
  },
  output: { Messages: { list: { members: MESSAGE }, flat: "Message" } },
  decide(state, input, call) {
    const queue = findQueue(state, input.QueueUrl, call);
    const { MaxNumberOfMessages: wanted = 1, VisibilityTimeout: timeoutS, WaitTimeSeconds: waitS } = input;
    if (wanted < 1 || wanted > MAX_RECEIVED)
      throw invalidValue(wanted, "MaxNumberOfMessages", "Must be between 1 and 10, if provided.");
    if (waitS !== undefined && (waitS < 0 || waitS > 20))
      throw invalidValue(waitS, "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.");
    checkTimeout(timeoutS);
    const visibleAtMs = call.nowMs + (timeoutS === undefined ? queue.settings.visibilityMs : timeoutS * 1000);
    const wish: Wish = {
      systemAttributes: systemAttributesOf(input, call),
      attributes: input.MessageAttributeNames ?? [],
    };
    const attemptId = queue.isFifo ? input.ReceiveRequestAttemptId : undefined;
    const before = repeatedAttempt(queue, attemptId, call.nowMs);
    if (before !== undefined) return answerAgain(queue, before, wish, visibleAtMs, call);
    if (isOverLimit(queue, waitS)) throw overLimit();
    const { events, messages } = takeReady(state, queue, wanted, call);
    if (messages.length === 0) return { events, answer: {} };
    const taken = messages.map(({ message, receives }) => ({
      messageId: message.messageId,
      receive: receives + 1,
    }));
    const hidden: SqsEvent = {
      kind: "sqs.received",
      queueArn: queue.arn,
      atMs: call.nowMs,
      messages: taken,
      visibleAtMs,
      ...(attemptId === undefined ? {} : { attemptId }),
      ...(call.actor === undefined ? {} : { by: call.actor }),
    };
    const Messages = messages.map((stored) => received(queue, stored, stored.receives + 1, wish, call));
    return { events: [...events, hidden], answer: { Messages } };
  },
  waits(state, { QueueUrl, WaitTimeSeconds }, call) {
    const queue = findQueue(state, QueueUrl, call);
    const ms = WaitTimeSeconds === undefined ? queue.settings.waitMs : WaitTimeSeconds * 1000;
    return ms === 0 ? undefined : { ms, on: queue.arn };
  },
});

/** By JSON both lists count; by Query the older one alone where it is given (recorded from AWS on 2024-06-04). */
function systemAttributesOf(
  {
    AttributeNames: older = [],
    MessageSystemAttributeNames: newer = [],
  }: {
    readonly AttributeNames?: readonly string[] | undefined;
    readonly MessageSystemAttributeNames?: readonly string[] | undefined;
  },
  { protocol }: Call,
): readonly string[] {
  return protocol === "query" && older.length > 0 ? older : [...older, ...newer];
}

/** SQS-26: a short poll says so, a long poll returns empty; on FIFO receives just stop (FIFO-22). */
function isOverLimit(queue: Queue, waitS: number | undefined): boolean {
  const isShort = (waitS ?? queue.settings.waitMs) === 0;
  return !queue.isFifo && isShort && queue.counts["in-flight"] >= MAX_IN_FLIGHT;
}

/** FIFO-24: the same messages and handles, hidden anew. */
function answerAgain(
  queue: Queue,
  before: NonNullable<ReturnType<typeof repeatedAttempt>>,
  wish: Wish,
  visibleAtMs: number,
  call: Call,
) {
  if (before.length === 0) return answered({});
  const events = before.map(({ message, receives: receive }) => ({
    ...({
      kind: "sqs.visibility-changed",
      queueArn: queue.arn,
      atMs: call.nowMs,
    } as const),
    messageId: message.messageId,
    receive,
    visibleAtMs,
  }));
  const Messages = before.map((stored) => received(queue, stored, stored.receives, wish, call));
  return { events, answer: { Messages } };
}
