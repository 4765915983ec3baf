// Room simulator/sqs: what SQS needs of the world around it, and what it offers to the services beside it.
import type { Clock } from "../../box/clock.ts";
import type { SqsEvent } from "./events.ts";
import type { MessageAttributes } from "./message.ts";

/** SQS tells time in whole milliseconds. */
export const wholeMs = (clock: Pick<Clock, "nowMs">): number => Math.floor(clock.nowMs());

export interface SqsPorts {
  readonly clock: Clock;
  readonly seed: string;
  readonly log: (event: SqsEvent) => void;
  /** What happens to a message on its way into a queue; undefined is fine weather. */
  readonly weather?: Weather;
}

export type Weather = (
  queueArn: string,
  body: string,
) => { readonly delayMs: number; readonly overtakenBy: number } | undefined;

/** What a service inside AWS puts into a queue. */
export interface Delivery {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly traceHeader: string | undefined;
}

/** Who puts it there: what the queue's policy decides on. */
export interface Sender {
  readonly service: string;
  readonly sourceArn: string;
  readonly account: string;
}

export type Delivered = { readonly kind: "ok" } | { readonly kind: "refused"; readonly reason: string };
