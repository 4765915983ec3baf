// Room simulator/sqs: what comes due, soonest first. Most is pushed in the order in which it comes due, since delays and retention are
// mostly the same. What no longer counts is left where it stands, to be swept out when there may be as much of it as of the rest.
import { Ranked } from "./ranked.ts";

export interface AgendaOrder<T> {
  /** Never changes as long as the item is in the agenda. */
  readonly dueMs: (item: T) => number;
  /** Between items due at once: rises with each that is pushed. */
  readonly order: (item: T) => number;
  /** False where it will not come to pass: then it may be gone before it is due. */
  readonly counts: (item: T) => boolean;
}

/** A sweep is not worth it for fewer. */
const SWEEP_FROM = 1_024;

export class Agenda<T> {
  readonly #order: AgendaOrder<T>;
  #items: Ranked<T>;
  #sweepAt = SWEEP_FROM;

  constructor(order: AgendaOrder<T>) {
    this.#order = order;
    this.#items = emptied(order);
  }

  /** Of all that stands in it, whether it counts or not. */
  get size(): number {
    return this.#items.length;
  }

  push(item: T): void {
    if (this.size >= this.#sweepAt) this.#sweep();
    this.#items.push(item);
  }

  /** The soonest that counts. */
  next(): T | undefined {
    for (let { first } = this.#items; first !== undefined; { first } = this.#items) {
      if (this.#order.counts(first)) return first;
      this.pop();
    }
    return undefined;
  }

  pop(): void {
    this.#items.shift();
  }

  #sweep(): void {
    const { counts } = this.#order;
    const items = this.#items;
    this.#items = emptied(this.#order);
    for (const item of items.inOrder()) if (counts(item)) this.#items.push(item);
    this.#sweepAt = Math.max(SWEEP_FROM, 2 * this.size);
  }
}

const emptied = <T>({ dueMs, order }: AgendaOrder<T>): Ranked<T> =>
  new Ranked({ keyOf: dueMs, isBefore: (left, right) => order(left) < order(right) });
