// Room simulator/sqs: where a message stands among those of its queue: FIFO queues keep the order in which they were sent, standard ones
// nearly do (SQS-02).
import { firstGroup } from "./hex.ts";

/** So many positions to a turn: they stay whole numbers, which V8 keeps without memory of their own. */
const A_TURN = 16;

/** The first position that a message of this turn may have. */
export const earliestOf = (turn: number): number => turn * A_TURN;

/** How far back a message stands that so many may overtake: odd, and so never where one stands that none overtakes. */
export const behind = (others: number): number => Math.floor((others + 0.5) * A_TURN) | 1;

/** What a queue has to do with it. */
interface Mixed {
  readonly isFifo: boolean;
  /** 32 bits: what decides which of its messages are overtaken. */
  readonly chance: number;
}

/** One message in eight is overtaken by up to four others (SQS-02). Decided by the body, so that leaving one out keeps the rest's fate. */
export function positionOf({ isFifo, chance }: Mixed, digest: string, turn: number): number {
  const drawn = isFifo ? 1 : drawOf(digest, chance);
  return drawn < 1 / 8 ? earliestOf(turn) + behind(drawn * 32) : earliestOf(turn);
}

/** In [0, 1): the body's digest is random enough, mixed with the queue's own number. */
function drawOf(digest: string, number: number): number {
  const mixed = Math.imul(firstGroup(digest) ^ number, 0x9e3779b1);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}
