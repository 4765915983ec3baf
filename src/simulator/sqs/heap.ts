// Room simulator/sqs: a binary heap, least first. Removal is lazy: what is no longer meant stays until it comes to the top.

export class Heap<T> {
  readonly #items: T[] = [];
  readonly #isBefore: (left: T, right: T) => boolean;

  constructor(isBefore: (left: T, right: T) => boolean) {
    this.#isBefore = isBefore;
  }

  get first(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    let at = this.#items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapWhereWrong(parent, at)) return;
      at = parent;
    }
  }

  pop(): T | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    if (last === undefined || this.#items.length === 0) return first;
    this.#items[0] = last;
    this.#sink();
    return first;
  }

  /** Least first, without taking any out; as lazy as the loop over it. */
  *inOrder(): Generator<T> {
    const frontier = new Heap<number>((left, right) => this.#isBeforeAt(left, right));
    if (this.#items.length > 0) frontier.push(0);
    for (let at = frontier.pop(); at !== undefined; at = frontier.pop()) {
      const item = this.#items[at];
      if (item === undefined) return;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < this.#items.length) frontier.push(child);
      yield item;
    }
  }

  #sink(): void {
    let at = 0;
    while (2 * at + 1 < this.#items.length) {
      const left = 2 * at + 1;
      const least = left + 1 < this.#items.length && this.#isBeforeAt(left + 1, left) ? left + 1 : left;
      if (!this.#swapWhereWrong(at, least)) return;
      at = least;
    }
  }

  #isBeforeAt(left: number, right: number): boolean {
    const [a, b] = [this.#items[left], this.#items[right]];
    return a !== undefined && b !== undefined && this.#isBefore(a, b);
  }

  #swapWhereWrong(parent: number, child: number): boolean {
    const [above, below] = [this.#items[parent], this.#items[child]];
    if (above === undefined || below === undefined || !this.#isBefore(below, above)) return false;
    this.#items[parent] = below;
    this.#items[child] = above;
    return true;
  }
}
