// Room simulator/sqs: first in, first out, in constant time however long it grows: an array whose head moves on.

/** A line is cut when this much of it is behind the head, and at least half of it. */
const CUT_AFTER = 64;

export class Line<T> {
  #items: T[] = [];
  #head = 0;

  push(item: T): void {
    this.#items.push(item);
  }

  /** Lets it in before those at the end that it precedes; false, and nothing is changed, where these are more than `most`. */
  pushBefore(item: T, precedes: (other: T) => boolean, most: number): boolean {
    const items = this.#items;
    const least = Math.max(this.#head, items.length - most);
    let at = items.length;
    while (at > least && precedes(items[at - 1] as T)) at -= 1; // it stands there
    if (at === least && at > this.#head && precedes(items[at - 1] as T)) return false; // it stands there
    items.splice(at, 0, item);
    return true;
  }

  /** Takes the first off. */
  shift(): void {
    if (this.#head < this.#items.length) this.#head += 1;
    this.#cut();
  }

  /** Takes items off the front as long as they are done with. */
  prune(isDone: (item: T) => boolean, leave: (item: T) => void = () => {}): void {
    for (let item = this.first; item !== undefined && isDone(item); item = this.first) {
      this.#head += 1;
      leave(item);
    }
    this.#cut();
  }

  #cut(): void {
    if (this.#head < CUT_AFTER || this.#head * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }

  get length(): number {
    return this.#items.length - this.#head;
  }

  get first(): T | undefined {
    return this.#items[this.#head];
  }

  *[Symbol.iterator](): Generator<T> {
    for (let at = this.#head; at < this.#items.length; at += 1) {
      const item = this.#items[at];
      if (item !== undefined) yield item;
    }
  }
}
