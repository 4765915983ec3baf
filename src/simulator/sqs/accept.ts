// Room simulator/sqs: a message that someone wants to send: checked, deduplicated, given its id and its place. The same for a single
// send, a batch entry and a delivery from another service.
import { keyed, keyedUuid } from "../../box/keyed.ts";
import type { Call } from "../wire/index.ts";
import { isXmlText } from "./body.ts";
import { contentId, known } from "./deduplication.ts";
import { invalidContents, invalidParameter, invalidValue, missingParameter } from "./errors.ts";
import type { Source, SqsEvent } from "./events.ts";
import { attributeBytes, checkAttributes } from "./message-attributes.ts";
import { md5, md5OfAttributes } from "./md5.ts";
import type { Message, MessageAttributes } from "./message.ts";
import type { Queue } from "./state.ts";

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
  /** Made when it is asked for: a service beside it has no use for the digests. */
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
  readonly seed: string;
  readonly senderId: string;
  /** What the same call decided before: a batch is decided before any of it is applied. */
  readonly earlier: readonly SqsEvent[];
  readonly from?: Source;
}

/** The user whose calls these are; a caller may not choose it. */
const SENDER_ID = "AIDAORDEALSIMULATOR01";

export const placeOf = (call: Call, earlier: readonly SqsEvent[] = []): Place => ({
  nowMs: call.nowMs,
  seed: call.seed,
  senderId: SENDER_ID,
  earlier,
});

/** All that a message costs of the limit. */
export const bytesOf = ({ MessageBody = "", MessageAttributes }: Draft): number =>
  Buffer.byteLength(MessageBody) + (MessageAttributes === undefined ? 0 : attributeBytes(MessageAttributes));

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
    get answer() {
      return answerOf(draft, md5(body), messageId, sequenceNumber);
    },
  };
}

/** In the same batch. */
function sentEarlier(
  queue: Queue,
  groupId: string,
  deduplicationId: string,
  { earlier }: Place,
): Message | undefined {
  const messages = earlier.flatMap((event) => (event.kind === "sqs.sent" ? [event.message] : []));
  return messages.find(
    (message) =>
      message.deduplicationId === deduplicationId &&
      (!queue.settings.deduplicatesByGroup || message.groupId === groupId),
  );
}

function send(queue: Queue, draft: Draft, deduplicationId: string | undefined, place: Place): Accepted {
  const message = messageOf(queue, draft, deduplicationId, place);
  const delayMs =
    queue.isFifo || draft.DelaySeconds === undefined ? queue.settings.delayMs : draft.DelaySeconds * 1000;
  const sent: SqsEvent = {
    kind: "sqs.sent",
    queueArn: queue.arn,
    atMs: place.nowMs,
    message,
    visibleAtMs: place.nowMs + delayMs,
    ...(place.from === undefined ? {} : { from: place.from }),
  };
  return {
    events: [sent],
    get answer() {
      return answerOf(draft, message.md5, message.messageId, message.sequenceNumber);
    },
  };
}

function messageOf(queue: Queue, draft: Draft, deduplicationId: string | undefined, place: Place): Message {
  const { MessageBody: body = "", MessageAttributes: attributes = {} } = draft;
  const digest = md5(body);
  return {
    messageId: idOf(queue, place),
    body,
    md5: digest,
    attributes: Object.keys(attributes).length === 0 ? undefined : attributes,
    traceHeader: draft.MessageSystemAttributes?.["AWSTraceHeader"]?.StringValue,
    senderId: place.senderId,
    sentMs: place.nowMs,
    groupId: draft.MessageGroupId,
    deduplicationId,
    sequenceNumber: sequenceNumberOf(queue, place),
    position: positionOf(queue, digest, place),
    deadLetterSource: undefined,
    receivedBefore: 0,
    firstReceivedMs: undefined,
  };
}

/** The queue's own UUID, its first group changed by the message's turn: a hash for each message would cost as much as its send. */
export function idOf(queue: Queue, place: Turn): string {
  const { first, rest } = idsOf(place.seed, queue);
  const mixed = (Math.imul(turnOf(queue, place), 0x9e3779b1) ^ first) >>> 0; // an odd factor: no two turns meet
  return mixed.toString(16).padStart(8, "0") + rest;
}

interface Ids {
  readonly seed: string;
  readonly first: number;
  readonly rest: string;
}

const ids = new WeakMap<Queue, Ids>();

function idsOf(seed: string, queue: Queue): Ids {
  const made = ids.get(queue);
  if (made?.seed === seed) return made;
  const uuid = keyedUuid(seed, "sqs.message", queue.arn, queue.createdMs);
  const fresh = { seed, first: Number.parseInt(uuid.slice(0, 8), 16), rest: uuid.slice(8) };
  ids.set(queue, fresh);
  return fresh;
}

/** 20 digits, rising (FIFO-20). */
export const sequenceNumberOf = (queue: Queue, place: Turn): string | undefined =>
  queue.isFifo ? String(18_000_000_000_000_000_000n + BigInt(turnOf(queue, place)) * 256n) : undefined;

/** One message in eight is overtaken by up to four others (SQS-02). Decided by the body, so that leaving one out keeps the rest's fate. */
export function positionOf(queue: Queue, digest: string, place: Turn): number {
  const turn = turnOf(queue, place);
  if (queue.isFifo) return turn;
  const chance = chanceOf(digest, orderSeed(place.seed, queue));
  return chance < 1 / 8 ? turn + chance * 32 + 0.5 : turn;
}

const orderSeeds = new WeakMap<Queue, { readonly seed: string; readonly number: number }>();

/** Of the queue, once: a hash for each message would cost as much as all the rest of its send. */
function orderSeed(seed: string, queue: Queue): number {
  const made = orderSeeds.get(queue);
  if (made?.seed === seed) return made.number;
  const number = Math.floor(keyed(seed, "sqs.order", queue.name) * 2 ** 32);
  orderSeeds.set(queue, { seed, number });
  return number;
}

/** In [0, 1): the body's digest is random enough, mixed with the queue's own number. */
function chanceOf(digest: string, number: number): number {
  const mixed = Math.imul(Number.parseInt(digest.slice(0, 8), 16) ^ number, 0x9e3779b1);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

type Turn = Pick<Place, "seed" | "earlier">;

/** How many messages came into the queue before. */
function turnOf(queue: Queue, { earlier }: Turn): number {
  let turn = queue.sent;
  for (const event of earlier) {
    const cameTo = event.kind === "sqs.sent" ? event.queueArn : "targetArn" in event ? event.targetArn : "";
    if (cameTo === queue.arn) turn += 1;
  }
  return turn;
}

function answerOf(draft: Draft, digest: string, MessageId: string, sequenceNumber: string | undefined) {
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
