// Room simulator/sqs: a message that someone wants to send: checked, deduplicated, given its id and its place. The same for a single
// send, a batch entry and a delivery from another service.
import type { Call } from "../wire/index.ts";
import { isXmlText } from "./body.ts";
import { contentId, known } from "./deduplication.ts";
import { invalidContents, invalidParameter, invalidValue, missingParameter } from "./errors.ts";
import { type Source, type SqsEvent, targetOf } from "./events.ts";
import { attributeBytes, checkAttributes } from "./message-attributes.ts";
import { md5, md5OfAttributes } from "./md5.ts";
import { type Message, type MessageAttributes, type More, NO_MORE } from "./message.ts";
import { positionOf } from "./position.ts";
import type { Queue, Remembered } from "./state.ts";

export interface Draft {
  readonly MessageBody?: string | undefined;
  readonly DelaySeconds?: number | undefined;
  readonly MessageAttributes?: MessageAttributes | undefined;
  readonly MessageSystemAttributes?: MessageAttributes | undefined;
  readonly MessageDeduplicationId?: string | undefined;
  readonly MessageGroupId?: string | undefined;
}

export interface Accepted {
  readonly events: readonly SqsEvent[];
  readonly answer: {
    readonly MD5OfMessageBody: string;
    readonly MD5OfMessageAttributes?: string;
    readonly MD5OfMessageSystemAttributes?: string;
    readonly MessageId: string;
    readonly SequenceNumber?: string;
  };
}

export interface Place {
  readonly nowMs: number;
  readonly senderId: string;
  /** What the same call decided before: a batch is decided before any of it is applied. */
  readonly earlier: readonly SqsEvent[];
  readonly from?: Source;
}

export const placeOf = (call: Call, earlier: readonly SqsEvent[] = []): Place => ({
  nowMs: call.nowMs,
  senderId: NO_MORE.senderId,
  earlier,
});

/** All that a message costs of the limit. */
const bytesOf = ({ MessageBody = "", MessageAttributes }: Draft): number =>
  Buffer.byteLength(MessageBody) + (MessageAttributes === undefined ? 0 : attributeBytes(MessageAttributes));

/** What they cost together, where that is over the limit. Counted only where it could be: a character has at most three bytes. */
export function bytesOver(limitBytes: number, drafts: readonly Draft[]): number | undefined {
  let mostBytes = 0;
  for (const { MessageBody = "", MessageAttributes } of drafts)
    mostBytes += MessageAttributes === undefined ? 3 * MessageBody.length : Infinity;
  if (mostBytes <= limitBytes) return undefined;
  const bytes = drafts.reduce((sum, draft) => sum + bytesOf(draft), 0);
  return bytes > limitBytes ? bytes : undefined;
}

/** Throws AwsError where SQS refuses the message. */
export function check(queue: Queue, draft: Draft): void {
  if (draft.MessageBody === undefined || draft.MessageBody === "") throw missingParameter("MessageBody");
  if (!isXmlText(draft.MessageBody)) throw invalidContents();
  if (draft.MessageAttributes !== undefined) checkAttributes(draft.MessageAttributes);
  if (draft.MessageSystemAttributes !== undefined) checkSystemAttributes(draft.MessageSystemAttributes);
  checkDelay(queue, draft.DelaySeconds);
  checkId("MessageGroupId", draft.MessageGroupId);
  checkId("MessageDeduplicationId", draft.MessageDeduplicationId);
  if (!queue.isFifo && draft.MessageDeduplicationId !== undefined)
    throw invalidValue(draft.MessageDeduplicationId, "MessageDeduplicationId", NOT_FOR_THIS_TYPE);
}

const NOT_FOR_THIS_TYPE = "The request include parameter that is not valid for this queue type.";

/** FIFO-02, FIFO-03; a batch is refused as a whole for these. */
export function checkFifo(queue: Queue, draft: Draft, missingGroup: () => Error): void {
  if (!queue.isFifo) return;
  if (draft.MessageGroupId === undefined) throw missingGroup();
  if (draft.MessageDeduplicationId === undefined && !queue.settings.deduplicatesByContent)
    throw invalidParameter(
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
}

function checkSystemAttributes(attributes: MessageAttributes): void {
  for (const [name, { DataType, StringValue }] of Object.entries(attributes)) {
    if (name !== "AWSTraceHeader")
      throw invalidParameter(
        `Message system attribute name '${name}' is invalid. Valid message system attribute names are: AWSTraceHeader.`,
      );
    if (DataType !== "String" || StringValue === undefined || StringValue === "")
      throw invalidParameter(
        `Message system attribute '${name}' must contain a non-empty value of type 'String'.`,
      );
  }
}

/** SQS-22; FIFO-19. */
function checkDelay(queue: Queue, delayS: number | undefined): void {
  if (delayS === undefined) return;
  if (queue.isFifo && delayS !== 0) throw invalidValue(delayS, "DelaySeconds", NOT_FOR_THIS_TYPE);
  if (delayS < 0 || delayS > 900)
    throw invalidValue(delayS, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
}

const ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;

/** FIFO-25. */
function checkId(name: "MessageGroupId" | "MessageDeduplicationId", id: string | undefined): void {
  if (id === undefined || ID.test(id)) return;
  throw invalidValue(
    id,
    name,
    `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

/** Of a checked draft: the message, or the one it repeats. */
export function accept(queue: Queue, draft: Draft, place: Place): Accepted {
  const { MessageBody: body = "", MessageGroupId: groupId = "" } = draft;
  const deduplicationId = queue.isFifo ? (draft.MessageDeduplicationId ?? contentId(body)) : undefined;
  if (deduplicationId === undefined) return send(queue, draft, undefined, place);
  const before =
    known(queue, groupId, deduplicationId, place.nowMs) ??
    sentEarlier(queue, groupId, deduplicationId, place);
  if (before === undefined) return send(queue, draft, deduplicationId, place);
  const { messageId, sequenceNumber } = before;
  const at = { queueArn: queue.arn, atMs: place.nowMs };
  return {
    events: [{ kind: "sqs.deduplicated", ...at, messageId, deduplicationId }],
    answer: answerOf(draft, md5(body), messageId, sequenceNumber),
  };
}

/** In the same batch. */
function sentEarlier(
  queue: Queue,
  groupId: string,
  deduplicationId: string,
  { earlier }: Place,
): Pick<Remembered, "messageId" | "sequenceNumber"> | undefined {
  const messages = earlier.flatMap((event) => (event.kind === "sqs.sent" ? [event.message] : []));
  const found = messages.find(
    ({ more }) =>
      more.deduplicationId === deduplicationId &&
      (!queue.settings.deduplicatesByGroup || more.groupId === groupId),
  );
  if (found === undefined) return undefined;
  return { messageId: found.messageId, sequenceNumber: found.more.sequenceNumber };
}

function send(queue: Queue, draft: Draft, deduplicationId: string | undefined, place: Place): Accepted {
  const { MessageBody: body = "" } = draft;
  const digest = md5(body);
  const turn = turnOf(queue, place);
  const sequenceNumber = sequenceNumberOf(queue, turn);
  const message: Message = {
    messageId: queue.ids.idOf(turn),
    body,
    md5: digest,
    sentMs: place.nowMs,
    position: positionOf(queue, digest, turn),
    more: moreOf(draft, deduplicationId, sequenceNumber, place),
  };
  const delayMs =
    queue.isFifo || draft.DelaySeconds === undefined ? queue.settings.delayMs : draft.DelaySeconds * 1000;
  const sent: SqsEvent = {
    kind: "sqs.sent",
    queueArn: queue.arn,
    atMs: place.nowMs,
    message,
    visibleAtMs: place.nowMs + delayMs,
  };
  const event = place.from === undefined ? sent : { ...sent, from: place.from };
  return { events: [event], answer: answerOf(draft, digest, message.messageId, sequenceNumber) };
}

function moreOf(
  { MessageAttributes: attributes, MessageSystemAttributes, MessageGroupId: groupId }: Draft,
  deduplicationId: string | undefined,
  sequenceNumber: string | undefined,
  { senderId }: Place,
): More {
  const hasMore =
    attributes !== undefined ||
    MessageSystemAttributes !== undefined ||
    groupId !== undefined ||
    deduplicationId !== undefined ||
    senderId !== NO_MORE.senderId;
  if (!hasMore) return NO_MORE;
  return {
    ...NO_MORE,
    attributes: attributes === undefined || Object.keys(attributes).length === 0 ? undefined : attributes,
    traceHeader: MessageSystemAttributes?.["AWSTraceHeader"]?.StringValue,
    senderId,
    groupId,
    deduplicationId,
    sequenceNumber,
  };
}

/** 20 digits, rising (FIFO-20). */
export const sequenceNumberOf = (queue: Queue, turn: number): string | undefined =>
  queue.isFifo ? String(18_000_000_000_000_000_000n + BigInt(turn) * 256n) : undefined;

/** How many messages came into the queue before. */
export function turnOf(queue: Queue, { earlier }: Pick<Place, "earlier">): number {
  let turn = queue.sent;
  for (const event of earlier) {
    const cameTo = event.kind === "sqs.sent" ? event.queueArn : targetOf(event);
    if (cameTo === queue.arn) turn += 1;
  }
  return turn;
}

function answerOf(draft: Draft, digest: string, MessageId: string, sequenceNumber: string | undefined) {
  // What most messages are is written as it stands: two objects spread into each answer take longer.
  if (draft.MessageAttributes === undefined && draft.MessageSystemAttributes === undefined)
    return sequenceNumber === undefined
      ? { MD5OfMessageBody: digest, MessageId }
      : { MD5OfMessageBody: digest, MessageId, SequenceNumber: sequenceNumber };
  const ofAttributes = md5OfAttributes(draft.MessageAttributes);
  const ofSystem = md5OfAttributes(draft.MessageSystemAttributes);
  return {
    MD5OfMessageBody: digest,
    ...(ofAttributes === undefined ? {} : { MD5OfMessageAttributes: ofAttributes }),
    ...(ofSystem === undefined ? {} : { MD5OfMessageSystemAttributes: ofSystem }),
    MessageId,
    ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
  };
}
