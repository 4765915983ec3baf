// Room simulator/sqs: what the service knows. Readers get it read-only; only evolve.ts changes it.
import { Agenda } from "./agenda.ts";
import type { Backlog } from "./backlog.ts";
import type { Message, Status, Stored } from "./message.ts";
import type { MessageIds } from "./message-ids.ts";
import type { Messages } from "./messages.ts";
import type { QueuePolicy } from "./queue-policy.ts";
import type { Ready } from "./ready.ts";
import type { ReceivedMessage } from "./events.ts";
import type { Attributes, Settings } from "./settings.ts";

/** Under which a FIFO queue knows a message again (FIFO-04). */
export interface Remembered {
  readonly messageId: string;
  readonly sequenceNumber: string | undefined;
  readonly untilMs: number;
}

/** What a ReceiveRequestAttemptId was answered with (FIFO-24). */
export interface Attempt {
  readonly messages: readonly ReceivedMessage[];
  readonly untilMs: number;
}

export interface MoveTask {
  readonly taskId: string;
  readonly sourceArn: string;
  readonly destinationArn: string | undefined;
  readonly perSecond: number | undefined;
  readonly toMove: number;
  readonly startedMs: number;
  readonly moved: number;
  readonly status: "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  readonly reason: string | undefined;
}

export interface Counts {
  delayed: number;
  ready: number;
  "in-flight": number;
}

export interface Queue {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly isFifo: boolean;
  /** Of the messages that are sent to it. */
  readonly ids: MessageIds;
  /** 32 bits: what decides which of them are overtaken. */
  readonly chance: number;
  readonly createdMs: number;
  modifiedMs: number;
  attributes: Attributes;
  settings: Settings;
  policy: QueuePolicy | undefined;
  readonly tags: Map<string, string>;
  purgedMs: number | undefined;
  /** Messages ever taken, deduplicated ones not counted: positions and sequence numbers rise with it. */
  sent: number;
  /** What nobody has touched yet. */
  backlog: Backlog<Queue>;
  /** All others. */
  messages: Messages<Kept>;
  ready: Ready;
  counts: Counts;
  readonly remembered: Map<string, Remembered>;
  readonly attempts: Map<string, Attempt>;
  /** When what is too old in both is next looked for. */
  forgetAtMs: number;
  isDeleted: boolean;
}

/** Whose retention ends: a message, or a page of them, with its first. */
export interface Retained {
  readonly message: Message;
  readonly queue: Queue;
  readonly order: number;
  readonly status: Status;
}

/** A message with what its retention needs: one object for both, since a queue may hold many. */
export interface Kept extends Stored {
  /** How many came into the queue before. */
  readonly turn: number;
  readonly queue: Queue;
  order: number;
}

/** A moment at which something happens to a message, unless it happened otherwise before. */
export interface Due {
  readonly dueMs: number;
  readonly order: number;
  readonly queue: Queue;
  readonly stored: Stored;
}

export interface SqsState {
  readonly queues: ReadonlyMap<string, Queue>;
  /** By ARN: when a queue of that name was deleted (SQS-27). */
  readonly deletedMs: ReadonlyMap<string, number>;
  readonly moveTasks: ReadonlyMap<string, MoveTask>;
}

export interface Store extends SqsState {
  readonly queues: Map<string, Queue>;
  readonly deletedMs: Map<string, number>;
  readonly moveTasks: Map<string, MoveTask>;
  /** Ends of delays and visibility timeouts. */
  readonly visibility: Agenda<Due>;
  /** Ends of retention. */
  retention: Agenda<Retained>;
  dues: number;
}

/** When the queue keeps the message no longer. */
export const expiresMs = ({ message, queue }: Retained): number =>
  message.sentMs + queue.settings.retentionMs;

export const emptyRetention = (): Agenda<Retained> =>
  new Agenda({
    dueMs: expiresMs,
    order: ({ order }) => order,
    counts: ({ status }) => status !== "gone",
  });

/** Whether the end of a delay or of a visibility timeout is still as it was planned. */
const isPlanned = ({ stored: { status, visibleAtMs }, dueMs }: Due): boolean =>
  (status === "delayed" || status === "in-flight") && visibleAtMs === dueMs;

export const emptyStore = (): Store => ({
  queues: new Map(),
  deletedMs: new Map(),
  moveTasks: new Map(),
  visibility: new Agenda({
    dueMs: ({ dueMs }) => dueMs,
    order: ({ order }) => order,
    counts: isPlanned,
  }),
  retention: emptyRetention(),
  dues: 0,
});
