// Room simulator/sqs: what stands in a queue and nobody has touched yet. A queue may hold very many such messages, and for the garbage
// collector each is several things to carry about: so they stand in pages, and all pages but the last few are folded, each into one text
// and one array.
import { Heap } from "./heap.ts";
import { Line } from "./line.ts";
import { md5 } from "./md5.ts";
import type { Message, Standing } from "./message.ts";
import type { MessageIds } from "./message-ids.ts";
import { earliestOf } from "./position.ts";
import type { Ready } from "./ready.ts";

/** With so many messages a page is full, or with so much text: a body that is still used keeps the text of its whole page. */
const MAX_MESSAGES = 64;
const MAX_CHARACTERS = 16_384;
/** So many pages at the end stay as they are. */
const MAX_OPEN = 4;
/** Of each message, beside its turn: where its body ends in the text, its time and its position. The rest can be told from these. */
const NUMBERS = 3;

/** A message, and how many came into its queue before. */
export interface Turn {
  readonly message: Message;
  readonly turn: number;
}

interface Home {
  readonly ids: MessageIds;
}

/** Messages that came one after the other, with nothing more than their bodies. */
export class Page<Q extends Home> {
  readonly queue: Q;
  /** The first: its retention ends before that of the others. */
  readonly message: Message;
  order: number;
  status: "ready" | "gone" = "ready";
  #messages: Message[] | undefined;
  readonly #turns: number[];
  #characters: number;
  #text = "";
  #numbers: readonly number[] = [];

  constructor(queue: Q, { message, turn }: Turn, order: number) {
    this.queue = queue;
    this.message = message;
    this.order = order;
    this.#messages = [message];
    this.#turns = [turn];
    this.#characters = message.body.length;
  }

  get turns(): readonly number[] {
    return this.#turns;
  }

  get firstTurn(): number {
    return this.#turns[0] ?? 0;
  }

  *[Symbol.iterator](): Generator<Turn> {
    this.#messages ??= this.#unfolded();
    const turns = this.#turns;
    for (const [index, message] of this.#messages.entries()) yield { message, turn: turns[index] ?? 0 };
  }

  /** False where there is no room for it. */
  add({ message, turn }: Turn): boolean {
    const isFull = this.#messages === undefined || this.#messages.length === MAX_MESSAGES;
    this.#characters += message.body.length;
    if (isFull || this.#characters > MAX_CHARACTERS) return false;
    this.#messages?.push(message);
    this.#turns.push(turn);
    return true;
  }

  /** Of a page that takes no more. */
  fold(): void {
    const bodies: string[] = [];
    const numbers: number[] = [];
    let end = 0;
    for (const { body, sentMs, position } of this.#messages ?? []) {
      end += body.length;
      bodies.push(body);
      numbers.push(end, sentMs, position);
    }
    this.#text = bodies.join("");
    this.#numbers = numbers;
    this.#messages = undefined;
  }

  /** Whoever still holds the page holds no message of it. */
  empty(): void {
    this.status = "gone";
    this.#messages = [];
    this.#text = "";
  }

  #unfolded(): Message[] {
    const { ids } = this.queue;
    const { more } = this.message;
    const numbers = this.#numbers;
    const messages: Message[] = [];
    let start = 0;
    for (const [index, turn] of this.#turns.entries()) {
      const [end = 0, sentMs = 0, position = 0] = numbers.slice(NUMBERS * index, NUMBERS * (index + 1));
      const body = this.#text.slice(start, end);
      messages.push({ messageId: ids.idOf(turn), body, md5: md5(body), sentMs, position, more });
      start = end;
    }
    return messages;
  }
}

export class Backlog<Q extends Home> {
  readonly #pages = new Line<Page<Q>>();
  /** The last of them: what is received soon need not be folded. */
  readonly #open = new Line<Page<Q>>();
  #last: Page<Q> | undefined;

  /** Oldest first. */
  get pages(): Iterable<Page<Q>> {
    return this.#pages;
  }

  /** False where it needs a page of its own: see `begin`. */
  add(turn: Turn): boolean {
    return this.#last?.add(turn) === true;
  }

  begin(page: Page<Q>): void {
    this.#pages.push(page);
    this.#open.push(page);
    if (this.#open.length > MAX_OPEN) {
      this.#open.first?.fold();
      this.#open.shift();
    }
    this.#last = page;
  }

  /** Takes out all pages up to that with this turn. */
  takeUpTo(turn: number): readonly Turn[] {
    const taken: Turn[] = [];
    for (
      let { first } = this.#pages;
      first !== undefined && first.firstTurn <= turn;
      { first } = this.#pages
    ) {
      taken.push(...first);
      first.empty();
      this.#pages.shift();
    }
    this.#open.prune(({ status }) => status === "gone");
    if (this.#pages.length === 0) this.#last = undefined;
    return taken;
  }

  /** By position. They stand by turn, and none is due earlier than its turn. */
  *inOrder(): Generator<Message> {
    const ahead = new Heap<Message>({ keyOf: ({ position }) => position });
    for (const page of this.#pages) {
      for (const { message, turn } of page) {
        const earliest = earliestOf(turn);
        for (let { first } = ahead; first !== undefined && first.position < earliest; { first } = ahead) {
          ahead.pop();
          yield first;
        }
        ahead.push(message);
      }
    }
    for (let first = ahead.pop(); first !== undefined; first = ahead.pop()) yield first;
  }
}

/** A queue, as far as messages stand in it. */
interface Holding extends Home {
  readonly backlog: Backlog<Home>;
  readonly messages: { values(): readonly Turn[] };
  readonly ready: Ready;
}

/** Of all that stands in the queue, in the order in which it came. */
export function idsIn({ ids, messages, backlog }: Holding): readonly string[] {
  const touched = messages.values().map(({ message: { messageId }, turn }) => ({ messageId, turn }));
  const untouched = Array.from(backlog.pages, ({ turns }) => turns).flat();
  return [...touched, ...untouched.map((turn) => ({ messageId: ids.idOf(turn), turn }))]
    .toSorted((left, right) => left.turn - right.turn)
    .map(({ messageId }) => messageId);
}

/** What a receive may take, first to last; reading changes nothing. */
export function* receivable({ ready, backlog }: Holding): Generator<Standing> {
  const touched = ready.inOrder();
  let next = touched.next();
  for (const message of backlog.inOrder()) {
    for (; next.done !== true && next.value.message.position < message.position; next = touched.next())
      yield next.value;
    yield { message, receives: 0, firstReceivedMs: undefined };
  }
  for (; next.done !== true; next = touched.next()) yield next.value;
}
