// Room simulator/sqs: what comes due, soonest first. Most is pushed in the order in which it comes due, since delays and retention are
// mostly the same: that stands in a line, in constant time, and only what is due before the line's end goes through a heap. What no
// longer counts is left where it stands, to be swept out when there may be as much of it as of the rest.
import { Heap } from "./heap.ts";
import { Line } from "./line.ts";

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
  #line = new Line<T>();
  #heap: Heap<T>;
  /** When the line's last is due. */
  #lastMs = 0;
  #sweepAt = SWEEP_FROM;

  constructor(order: AgendaOrder<T>) {
    this.#order = order;
    this.#heap = this.#emptyHeap();
  }

  /** Of all that stands in it, whether it counts or not. */
  get size(): number {
    return this.#line.length + this.#heap.length;
  }

  push(item: T): void {
    if (this.size >= this.#sweepAt) this.#sweep();
    const dueMs = this.#order.dueMs(item);
    if (this.#line.first !== undefined && dueMs < this.#lastMs) this.#heap.push(item);
    else {
      this.#line.push(item);
      this.#lastMs = dueMs;
    }
  }

  /** The soonest that counts. */
  next(): T | undefined {
    for (let first = this.#first(); first !== undefined; first = this.#first()) {
      if (this.#order.counts(first)) return first;
      this.pop();
    }
    return undefined;
  }

  pop(): void {
    if (this.#isInLine()) this.#line.shift();
    else this.#heap.pop();
  }

  #first(): T | undefined {
    return this.#isInLine() ? this.#line.first : this.#heap.first;
  }

  /** Whether the soonest is the line's first. */
  #isInLine(): boolean {
    const [inHeap, inLine] = [this.#heap.first, this.#line.first];
    if (inHeap === undefined || inLine === undefined) return inHeap === undefined;
    const { dueMs, order } = this.#order;
    const laterMs = dueMs(inLine) - dueMs(inHeap);
    return laterMs < 0 || (laterMs === 0 && order(inLine) < order(inHeap));
  }

  #sweep(): void {
    const { counts } = this.#order;
    const [line, heap] = [this.#line, this.#heap];
    this.#line = new Line();
    this.#heap = this.#emptyHeap();
    for (const item of line) if (counts(item)) this.#line.push(item);
    for (const item of heap) if (counts(item)) this.#heap.push(item);
    this.#sweepAt = Math.max(SWEEP_FROM, 2 * this.size);
  }

  #emptyHeap(): Heap<T> {
    const { dueMs, order } = this.#order;
    return new Heap({ keyOf: dueMs, isBefore: (left, right) => order(left) < order(right) });
  }
}
