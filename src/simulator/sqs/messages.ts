// Room simulator/sqs: the messages of a queue, by id. The id of a message that was sent here says which turn it was, and all stand by turn,
// in pages: to look a text up in a long queue would be to read cold memory. Those that came from another queue have an id of there.
import type { MessageIds } from "./message-ids.ts";
import type { Message } from "./message.ts";

export interface Held {
  readonly message: Pick<Message, "messageId">;
  /** How many came into the queue before. */
  readonly turn: number;
}

/** So many turns stand and fall together: a message that stays keeps the places of these, not of all that came after it. */
const PAGE = 64;

interface Page<T> {
  readonly number: number;
  count: number;
  readonly places: (T | undefined)[];
}

export class Messages<T extends Held> {
  readonly #ids: MessageIds;
  readonly #pages = new Map<number, Page<T>>();
  /** Looked up last: one call after another is about the same page. */
  #page: Page<T> | undefined;
  /** Whose ids do not say their turns. */
  readonly #others = new Map<string, T>();

  constructor(ids: MessageIds) {
    this.#ids = ids;
  }

  get(messageId: string): T | undefined {
    const turn = this.#ids.turnOf(messageId);
    const held = this.#pageOf(turn)?.places[turn % PAGE];
    if (held?.message.messageId === messageId) return held;
    return this.#others.size === 0 ? undefined : this.#others.get(messageId);
  }

  add(held: T): void {
    const { messageId } = held.message;
    const page = this.#pageOf(held.turn) ?? this.#begin(held.turn);
    page.count += 1;
    page.places[held.turn % PAGE] = held;
    if (this.#ids.turnOf(messageId) !== held.turn) this.#others.set(messageId, held);
  }

  /** Of one that is in it. */
  delete({ message: { messageId }, turn }: T): void {
    if (this.#others.size > 0) this.#others.delete(messageId);
    const page = this.#pageOf(turn);
    if (page === undefined) return;
    page.places[turn % PAGE] = undefined;
    page.count -= 1;
    // The next message mostly stands on the same page.
    if (page.count > 0 || page.places.length < PAGE) return;
    this.#pages.delete(page.number);
    this.#page = undefined;
  }

  /** In the order in which they came. */
  values(): readonly T[] {
    const pages = [...this.#pages.values()].toSorted((left, right) => left.number - right.number);
    return pages.flatMap(({ places }) => places.filter((held) => held !== undefined));
  }

  #pageOf(turn: number): Page<T> | undefined {
    const number = Math.floor(turn / PAGE);
    if (this.#page?.number !== number) this.#page = this.#pages.get(number);
    return this.#page;
  }

  #begin(turn: number): Page<T> {
    const page: Page<T> = { number: Math.floor(turn / PAGE), count: 0, places: [] };
    this.#pages.set(page.number, page);
    this.#page = page;
    return page;
  }
}
