// Room simulator/sqs: a binary heap, least first. Removal is lazy: what is no longer meant stays until it comes to the top. Keys stand
// beside the items: of a long queue the items are cold memory, and a comparison need not go there.

export interface HeapOrder<T> {
  /** Read once, when the item is pushed. */
  readonly keyOf: (item: T) => number;
  /** Between equal keys. Default: they are not told apart. */
  readonly isBefore?: (left: T, right: T) => boolean;
}

const never = (): boolean => false;

export class Heap<T> {
  readonly #items: T[] = [];
  readonly #keys: number[] = [];
  readonly #keyOf: (item: T) => number;
  readonly #isBefore: (left: T, right: T) => boolean;

  constructor({ keyOf, isBefore = never }: HeapOrder<T>) {
    this.#keyOf = keyOf;
    this.#isBefore = isBefore;
  }

  get length(): number {
    return this.#items.length;
  }

  get first(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    const key = this.#keyOf(item);
    let at = this.#items.push(item) - 1;
    this.#keys.push(key);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#comesBefore(key, item, parent)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#items[at] = item;
    this.#keys[at] = key;
  }

  pop(): T | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    const key = this.#keys.pop();
    if (last === undefined || key === undefined || this.#items.length === 0) return first;
    this.#sink(last, key);
    return first;
  }

  /** Least first, without taking any out; as lazy as the loop over it. */
  *inOrder(): Generator<T> {
    const items = this.#items;
    const frontier = new Heap<number>({
      keyOf: (at) => this.#keys[at] ?? 0,
      isBefore: (left, right) => this.#isBeforeAt(left, right),
    });
    if (items.length > 0) frontier.push(0);
    for (let at = frontier.pop(); at !== undefined; at = frontier.pop()) {
      const item = items[at];
      if (item === undefined) return;
      const child = 2 * at + 1;
      if (child < items.length) frontier.push(child);
      if (child + 1 < items.length) frontier.push(child + 1);
      yield item;
    }
  }

  /** Puts it at the top and lets it sink to its place. */
  #sink(item: T, key: number): void {
    const { length } = this.#items;
    let at = 0;
    while (2 * at + 1 < length) {
      const left = 2 * at + 1;
      const least = left + 1 < length && this.#isLess(left + 1, left) ? left + 1 : left;
      if (this.#mayStayAbove(key, item, least)) break;
      this.#move(least, at);
      at = least;
    }
    this.#items[at] = item;
    this.#keys[at] = key;
  }

  #move(from: number, to: number): void {
    this.#items[to] = this.#items[from] as T; // both are in the heap
    this.#keys[to] = this.#keys[from] ?? 0;
  }

  #comesBefore(key: number, item: T, at: number): boolean {
    const other = this.#keys[at] ?? 0;
    return key < other || (key === other && this.#isBefore(item, this.#items[at] as T)); // it is in the heap
  }

  #mayStayAbove(key: number, item: T, at: number): boolean {
    const other = this.#keys[at] ?? 0;
    return key < other || (key === other && !this.#isBefore(this.#items[at] as T, item)); // it is in the heap
  }

  #isLess(left: number, right: number): boolean {
    const [one, other] = [this.#keys[left] ?? 0, this.#keys[right] ?? 0];
    return one < other || (one === other && this.#isBeforeAt(left, right));
  }

  #isBeforeAt(left: number, right: number): boolean {
    return this.#isBefore(this.#items[left] as T, this.#items[right] as T); // both are in the heap
  }
}
