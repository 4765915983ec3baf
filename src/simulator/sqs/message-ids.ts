// Room simulator/sqs: the ids of the messages that a queue takes: the queue's own UUID, its first group changed by the message's turn. A
// hash for each message would cost as much as its send; and of a turn the id can be told again.
import { DIGITS, firstGroup } from "./hex.ts";

/** Odd: no two turns meet in 32 bits. */
const FACTOR = 0x9e3779b1;
/** Its inverse in 32 bits leads back from an id to its turn. */
const INVERSE = 0x0e8b2f51;
const HEX = Buffer.from("0123456789abcdef");

export class MessageIds {
  readonly #first: number;
  /** The whole UUID, its first group written anew for each message: a string in one piece, and nothing to throw away. */
  readonly #text: Buffer;

  constructor(uuid: string) {
    this.#first = firstGroup(uuid);
    this.#text = Buffer.from(uuid, "latin1");
  }

  /** The id of the message that came in after `turn` others. */
  idOf(turn: number): string {
    const text = this.#text;
    let mixed = (Math.imul(turn, FACTOR) ^ this.#first) >>> 0;
    for (let at = DIGITS - 1; at >= 0; at -= 1, mixed >>>= 4) text[at] = HEX[mixed & 15] ?? 0;
    return text.toString("latin1");
  }

  /** The turn that an id stands for; of an id that is none of these, any. */
  turnOf(messageId: string): number {
    return Math.imul(firstGroup(messageId) ^ this.#first, INVERSE) >>> 0;
  }
}
