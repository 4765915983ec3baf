// Room simulator/sqs: the messages of a queue, by id. An id is a UUID, and its first group as a number nearly always tells it from the
// others; a Map of numbers grows without a look at any text, which in a long queue is cold memory.
import { firstGroup } from "./hex.ts";
import type { Kept } from "./state.ts";

export class Messages {
  readonly #byGroup = new Map<number, Kept>();
  /** Those whose first group another had when they came. */
  readonly #others = new Map<string, Kept>();

  get(messageId: string): Kept | undefined {
    const found = this.#byGroup.get(firstGroup(messageId));
    if (found !== undefined && found.message.messageId === messageId) return found;
    return this.#others.size === 0 ? undefined : this.#others.get(messageId);
  }

  add(kept: Kept): void {
    const { messageId } = kept.message;
    const group = firstGroup(messageId);
    const standing = this.#byGroup.get(group);
    if (standing === undefined || standing.message.messageId === messageId) this.#byGroup.set(group, kept);
    else this.#others.set(messageId, kept);
  }

  delete({ message: { messageId } }: Kept): void {
    if (this.#others.size > 0 && this.#others.delete(messageId)) return;
    this.#byGroup.delete(firstGroup(messageId));
  }

  /** In the order in which they came. */
  values(): Iterable<Kept> {
    if (this.#others.size === 0) return this.#byGroup.values();
    return [...this.#byGroup.values(), ...this.#others.values()].toSorted(
      (left, right) => left.order - right.order,
    );
  }
}
