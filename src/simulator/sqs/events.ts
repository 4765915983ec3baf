// Room simulator/sqs: what can happen, as data. These events are the service's part of the simulator's log, and the only thing that
// changes its state.
import type { Message } from "./message.ts";
import type { Attributes } from "./settings.ts";

/** Which queue, and when since the world's zero. */
interface At {
  readonly queueArn: string;
  readonly atMs: number;
}

export interface QueueCreated extends At {
  readonly kind: "sqs.queue-created";
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly isFifo: boolean;
  /** What the ids of its messages are made of. */
  readonly uuid: string;
  /** 32 bits: what decides which of them are overtaken. */
  readonly chance: number;
  readonly attributes: Attributes;
  readonly tags: Readonly<Record<string, string>>;
}

/** Undefined takes the attribute away. */
export interface AttributesSet extends At {
  readonly kind: "sqs.queue-attributes-set";
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

export interface Sent extends At {
  readonly kind: "sqs.sent";
  readonly message: Message;
  readonly visibleAtMs: number;
  /** Who put it there, where it was not a caller: `sns.amazonaws.com` and the topic. */
  readonly from?: Source;
}

export interface Source {
  readonly service: string;
  readonly sourceArn: string;
}

export interface Received extends At {
  readonly kind: "sqs.received";
  readonly messages: readonly ReceivedMessage[];
  readonly visibleAtMs: number;
  /** ReceiveRequestAttemptId (FIFO-24). */
  readonly attemptId?: string;
  /** Who received, where the door knows it. */
  readonly by?: string;
}

export interface ReceivedMessage {
  readonly messageId: string;
  /** Of the message in this queue, from 1: a receipt handle names it. */
  readonly receive: number;
}

export interface MoveStarted extends At {
  readonly kind: "sqs.move-started";
  readonly taskId: string;
  readonly destinationArn: string | undefined;
  readonly perSecond: number | undefined;
  readonly toMove: number;
}

export type SqsEvent =
  | QueueCreated
  | ({ readonly kind: "sqs.queue-deleted" } & At)
  | AttributesSet
  | ({ readonly kind: "sqs.queue-tagged"; readonly tags: Readonly<Record<string, string>> } & At)
  | ({ readonly kind: "sqs.queue-untagged"; readonly keys: readonly string[] } & At)
  | ({ readonly kind: "sqs.queue-purged"; readonly messageIds: readonly string[] } & At)
  | Sent
  /** Same deduplication id within five minutes: accepted, and nothing more (FIFO-04). */
  | ({ readonly kind: "sqs.deduplicated"; readonly messageId: string; readonly deduplicationId: string } & At)
  | Received
  | ({ readonly kind: "sqs.visibility-changed"; readonly visibleAtMs: number } & ReceivedMessage & At)
  /** A delay or visibility timeout ended. */
  | ({
      readonly kind: "sqs.visible";
      readonly messageId: string;
      readonly after: "delay" | "visibility";
    } & At)
  | ({ readonly kind: "sqs.deleted" } & ReceivedMessage & At)
  /** An older receipt than the newest: the call succeeds and the message stays (SQS-10). */
  | ({ readonly kind: "sqs.delete-ignored" } & ReceivedMessage & At)
  | ({ readonly kind: "sqs.expired"; readonly messageId: string } & At)
  | ({
      readonly kind: "sqs.dead-lettered";
      readonly messageId: string;
      readonly receives: number;
      readonly targetArn: string;
      readonly message: Message;
    } & At)
  /** A delivery from inside AWS that the queue did not take: no such queue, or its policy does not allow it. */
  | ({ readonly kind: "sqs.delivery-refused"; readonly from: Source; readonly reason: string } & At)
  | MoveStarted
  | ({
      readonly kind: "sqs.moved";
      readonly taskId: string;
      readonly messageId: string;
      readonly targetArn: string;
      readonly message: Message;
      readonly visibleAtMs: number;
    } & At)
  | ({ readonly kind: "sqs.move-cancelling"; readonly taskId: string } & At)
  | ({
      readonly kind: "sqs.move-ended";
      readonly taskId: string;
      readonly status: "COMPLETED" | "CANCELLED" | "FAILED";
      readonly reason?: string;
    } & At);

/** The queue that a message went to, where it left one for another. */
export const targetOf = (event: SqsEvent): string | undefined =>
  event.kind === "sqs.dead-lettered" || event.kind === "sqs.moved" ? event.targetArn : undefined;
