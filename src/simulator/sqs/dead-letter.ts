// Room simulator/sqs: when a message is given up, and what it is in the queue it goes to.
import { positionOf, sequenceNumberOf, turnOf } from "./accept.ts";
import type { SqsEvent } from "./events.ts";
import type { Stored } from "./message.ts";
import type { Queue, SqsState } from "./state.ts";

/** The dead letter queue that is due for it: received as often as allowed, and about to be received once more (DLQ-01). */
export function deadLetterTarget(state: SqsState, queue: Queue, stored: Stored): Queue | undefined {
  const { redrive } = queue.settings;
  if (redrive === undefined || stored.receives < redrive.maxReceiveCount) return undefined;
  return state.queues.get(redrive.deadLetterTargetArn);
}

export interface Moment {
  readonly nowMs: number;
  readonly seed: string;
  readonly earlier: readonly SqsEvent[];
}

/** Same id, body and attributes (DLQ-03). On FIFO the id becomes the deduplication id (DLQ-06) and time starts anew (DLQ-04). */
export function deadLettered(queue: Queue, stored: Stored, target: Queue, moment: Moment): SqsEvent {
  const { message, receives, firstReceivedMs } = stored;
  const turn = turnOf(target, moment);
  return {
    kind: "sqs.dead-lettered",
    queueArn: queue.arn,
    atMs: moment.nowMs,
    messageId: message.messageId,
    receives,
    targetArn: target.arn,
    message: {
      ...message,
      deduplicationId: target.isFifo ? message.messageId : undefined,
      sequenceNumber: sequenceNumberOf(target, turn),
      position: positionOf(target, moment.seed, message.md5, turn),
      sentMs: target.isFifo ? moment.nowMs : message.sentMs,
      deadLetterSource: queue.arn,
      receivedBefore: message.receivedBefore + receives,
      firstReceivedMs,
    },
  };
}
