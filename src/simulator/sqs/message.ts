// Room simulator/sqs: a message as it was sent, and the same message as a queue holds it.

export interface MessageAttribute {
  readonly DataType?: string | undefined;
  readonly StringValue?: string | undefined;
  /** Base64. */
  readonly BinaryValue?: string | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** What never changes while the message stands in one queue. */
export interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly md5: string;
  /** SentTimestamp, since the world's zero; retention counts from here (DLQ-04). */
  readonly sentMs: number;
  /** Lower is received first, as far as the queue's type promises an order. Whole. */
  readonly position: number;
  readonly more: More;
}

/** What most messages have in common, and so share. */
export interface More {
  /** Undefined where there are none. */
  readonly attributes: MessageAttributes | undefined;
  readonly traceHeader: string | undefined;
  readonly senderId: string;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  /** The queue whose dead letter this is (DLQ-03). */
  readonly deadLetterSource: string | undefined;
  /** Receives before it came into this queue: ApproximateReceiveCount counts across queues (DLQ-03). */
  readonly receivedBefore: number;
  readonly firstReceivedMs: number | undefined;
}

/** The user whose calls these are; a caller may not choose it. */
const SENDER_ID = "AIDAORDEALSIMULATOR01";

/** Of a message with nothing but a body, sent by a caller. */
export const NO_MORE: More = {
  attributes: undefined,
  traceHeader: undefined,
  senderId: SENDER_ID,
  groupId: undefined,
  deduplicationId: undefined,
  sequenceNumber: undefined,
  deadLetterSource: undefined,
  receivedBefore: 0,
  firstReceivedMs: undefined,
};

export type Status = "delayed" | "ready" | "in-flight" | "gone";

/** A message that can be received. */
export interface Standing {
  readonly message: Message;
  /** In this queue: what maxReceiveCount counts (DLQ-11), and which receipt is the newest. */
  readonly receives: number;
  readonly firstReceivedMs: number | undefined;
}

/** A message in its queue. */
export interface Stored extends Standing {
  status: Status;
  /** When delay or visibility timeout ends. */
  visibleAtMs: number;
  receives: number;
  firstReceivedMs: number | undefined;
  receivedMs: number;
  /** Still stands in the order of what can be received, live or not. */
  isListed: boolean;
}
