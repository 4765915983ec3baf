// Room simulator/sqs: what comes due, soonest first. Most is pushed in the order in which it comes due, since delays and retention are
// mostly the same: that stands in a line, in constant time, and only what is due before the line's end goes through a heap.
import { Heap } from "./heap.ts";
import { Line } from "./line.ts";

export interface AgendaOrder<T> {
  /** Never changes as long as the item is in the agenda. */
  readonly dueMs: (item: T) => number;
  /** Between items due at once: rises with each that is pushed. */
  readonly order: (item: T) => number;
}

export class Agenda<T> {
  readonly #line = new Line<T>();
  readonly #heap: Heap<T>;
  readonly #dueMs: (item: T) => number;
  /** When the line's last is due. */
  #lastMs = 0;

  constructor({ dueMs, order }: AgendaOrder<T>) {
    this.#dueMs = dueMs;
    this.#heap = new Heap({ keyOf: dueMs, isBefore: (left, right) => order(left) < order(right) });
  }

  push(item: T): void {
    const dueMs = this.#dueMs(item);
    if (this.#line.first !== undefined && dueMs < this.#lastMs) this.#heap.push(item);
    else {
      this.#line.push(item);
      this.#lastMs = dueMs;
    }
  }

  get first(): T | undefined {
    return this.#isInLine() ? this.#line.first : this.#heap.first;
  }

  pop(): void {
    if (this.#isInLine()) this.#line.shift();
    else this.#heap.pop();
  }

  /** Whether the soonest is the line's first. Of what is due at once the line's is older: the heap gets only what comes after it. */
  #isInLine(): boolean {
    const [inHeap, inLine] = [this.#heap.first, this.#line.first];
    if (inHeap === undefined || inLine === undefined) return inHeap === undefined;
    return this.#dueMs(inLine) <= this.#dueMs(inHeap);
  }
}
