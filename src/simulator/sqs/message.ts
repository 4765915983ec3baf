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
  /** Undefined where there are none: most messages carry none, and a queue may hold many. */
  readonly attributes: MessageAttributes | undefined;
  readonly traceHeader: string | undefined;
  readonly senderId: string;
  /** SentTimestamp, since the world's zero; retention counts from here (DLQ-04). */
  readonly sentMs: number;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  /** Lower is received first, as far as the queue's type promises an order. */
  readonly position: number;
  /** The queue whose dead letter this is (DLQ-03). */
  readonly deadLetterSource: string | undefined;
  /** Receives before it came into this queue: ApproximateReceiveCount counts across queues (DLQ-03). */
  readonly receivedBefore: number;
  readonly firstReceivedMs: number | undefined;
}

export type Status = "delayed" | "ready" | "in-flight" | "gone";

/** A message in its queue. */
export interface Stored {
  readonly message: Message;
  status: Status;
  /** When delay or visibility timeout ends. */
  visibleAtMs: number;
  /** In this queue: what maxReceiveCount counts (DLQ-11), and which receipt is the newest. */
  receives: number;
  firstReceivedMs: number | undefined;
  receivedMs: number;
  /** Still stands in the order of what can be received, live or not. */
  isListed: boolean;
}
