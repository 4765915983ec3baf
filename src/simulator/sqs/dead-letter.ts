// Room simulator/sqs: when a message is given up, and what it is in the queue it goes to.
import { sequenceNumberOf, turnOf } from "./accept.ts";
import type { SqsEvent } from "./events.ts";
import type { Standing } from "./message.ts";
import { positionOf } from "./position.ts";
import type { Queue, SqsState } from "./state.ts";

/** The dead letter queue that is due for it: received as often as allowed, and about to be received once more (DLQ-01). */
export function deadLetterTarget(state: SqsState, queue: Queue, stored: Standing): Queue | undefined {
  const { redrive } = queue.settings;
  if (redrive === undefined || stored.receives < redrive.maxReceiveCount) return undefined;
  return state.queues.get(redrive.deadLetterTargetArn);
}

export interface Moment {
  readonly nowMs: number;
  readonly earlier: readonly SqsEvent[];
}

/** Same id, body and attributes (DLQ-03). On FIFO the id becomes the deduplication id (DLQ-06) and time starts anew (DLQ-04). */
export function deadLettered(queue: Queue, stored: Standing, target: Queue, moment: Moment): SqsEvent {
  const { message, receives, firstReceivedMs } = stored;
  const { messageId } = message;
  const turn = turnOf(target, moment);
  return {
    kind: "sqs.dead-lettered",
    queueArn: queue.arn,
    atMs: moment.nowMs,
    messageId,
    receives,
    targetArn: target.arn,
    message: {
      ...message,
      position: positionOf(target, message.md5, turn),
      sentMs: target.isFifo ? moment.nowMs : message.sentMs,
      more: {
        ...message.more,
        deduplicationId: target.isFifo ? messageId : undefined,
        sequenceNumber: sequenceNumberOf(target, turn),
        deadLetterSource: queue.arn,
        receivedBefore: message.more.receivedBefore + receives,
        firstReceivedMs,
      },
    },
  };
}
