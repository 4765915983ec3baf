// Room simulator/sqs: what stands in the order of a number, least first. Most is pushed in that order, or nearly: that stands in a line, in
// constant time; what comes before much that is there goes through a heap.
import { Heap, type HeapOrder } from "./heap.ts";
import { Line } from "./line.ts";

/** Nearly in order: before so many of the line's last. */
const NEARLY = 8;

export class Ranked<T> {
  readonly #order: HeapOrder<T>;
  readonly #line = new Line<T>();
  readonly #heap: Heap<T>;
  /** Of the line's last. */
  #lastKey = 0;

  constructor(order: HeapOrder<T>) {
    this.#order = order;
    this.#heap = new Heap(order);
  }

  get length(): number {
    return this.#line.length + this.#heap.length;
  }

  get first(): T | undefined {
    return this.#isInLine() ? this.#line.first : this.#heap.first;
  }

  push(item: T): void {
    const { keyOf } = this.#order;
    const key = keyOf(item);
    if (this.#line.first === undefined || key >= this.#lastKey) {
      this.#line.push(item);
      this.#lastKey = key;
    } else if (!this.#line.pushBefore(item, (other) => key < keyOf(other), NEARLY)) this.#heap.push(item);
  }

  /** Takes the first off. */
  shift(): void {
    if (this.#isInLine()) this.#line.shift();
    else this.#heap.pop();
  }

  /** Least first, without taking any out; as lazy as the loop over it. */
  *inOrder(): Generator<T> {
    const inHeap = this.#heap.inOrder();
    let next = this.#heap.first === undefined ? undefined : inHeap.next().value;
    for (const item of this.#line) {
      for (; next !== undefined && this.#precedes(next, item); next = inHeap.next().value) yield next;
      yield item;
    }
    for (; next !== undefined; next = inHeap.next().value) yield next;
  }

  /** Whether the least is the line's first. */
  #isInLine(): boolean {
    const [inHeap, inLine] = [this.#heap.first, this.#line.first];
    if (inHeap === undefined || inLine === undefined) return inHeap === undefined;
    return !this.#precedes(inHeap, inLine);
  }

  /** Of equal ones the line's is the older: what the heap's came before is still in the line, so none came to the line behind it since. */
  #precedes(inHeap: T, inLine: T): boolean {
    const { keyOf } = this.#order;
    return keyOf(inHeap) < keyOf(inLine);
  }
}
