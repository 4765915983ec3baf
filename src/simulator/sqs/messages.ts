// Room simulator/sqs: the messages of a queue, by id. An id is a UUID, and its first group as a number nearly always tells it from the
// others; a Map of numbers grows without a look at any text, which in a long queue is cold memory.
import { firstGroup } from "./hex.ts";
import type { Message } from "./message.ts";

export interface Held {
  readonly message: Pick<Message, "messageId">;
  /** Rises with each that comes. */
  readonly order: number;
}

export class Messages<T extends Held> {
  readonly #byGroup = new Map<number, T>();
  /** Those whose first group another had when they came. */
  readonly #others = new Map<string, T>();

  get(messageId: string): T | undefined {
    const found = this.#byGroup.get(firstGroup(messageId));
    if (found !== undefined && found.message.messageId === messageId) return found;
    return this.#others.size === 0 ? undefined : this.#others.get(messageId);
  }

  add(held: T): void {
    const { messageId } = held.message;
    const group = firstGroup(messageId);
    const standing = this.#byGroup.get(group);
    if (standing === undefined || standing.message.messageId === messageId) this.#byGroup.set(group, held);
    else this.#others.set(messageId, held);
  }

  delete({ message: { messageId } }: T): void {
    if (this.#others.size > 0 && this.#others.delete(messageId)) return;
    this.#byGroup.delete(firstGroup(messageId));
  }

  /** In the order in which they came. */
  values(): Iterable<T> {
    if (this.#others.size === 0) return this.#byGroup.values();
    return [...this.#byGroup.values(), ...this.#others.values()].toSorted(
      (left, right) => left.order - right.order,
    );
  }
}
