// Room simulator/sqs: a message comes into a queue, changes its status, leaves: counts, order and due times kept in step.
import { Page, type Turn } from "./backlog.ts";
import { type Message, NO_MORE, type Status, type Stored } from "./message.ts";
import type { Kept, Queue, Store } from "./state.ts";

interface Visible {
  readonly status: Status;
  readonly visibleAtMs: number;
}

export function put(store: Store, queue: Queue, message: Message, visibleAtMs: number, atMs: number): void {
  const status = visibleAtMs > atMs ? "delayed" : "ready";
  const turn = queue.sent;
  queue.sent += 1;
  count(queue, status, 1);
  if (status === "ready" && !queue.isFifo && message.more === NO_MORE) wait(store, queue, { message, turn });
  else keep(store, queue, { message, turn }, { status, visibleAtMs });
}

/** Until somebody touches it. */
function wait(store: Store, queue: Queue, turn: Turn): void {
  if (queue.backlog.add(turn)) return;
  const page = new Page(queue, turn, (store.dues += 1));
  queue.backlog.begin(page);
  store.retention.push(page);
}

function keep(store: Store, queue: Queue, { message, turn }: Turn, { status, visibleAtMs }: Visible): void {
  const stored: Kept = {
    message,
    turn,
    queue,
    order: (store.dues += 1),
    status,
    visibleAtMs,
    receives: 0,
    firstReceivedMs: message.more.firstReceivedMs,
    receivedMs: 0,
    isListed: false,
  };
  queue.messages.add(stored);
  queue.ready.changed(stored);
  if (status === "delayed")
    store.visibility.push({ dueMs: visibleAtMs, order: (store.dues += 1), queue, stored });
  store.retention.push(stored);
}

/** The message that is about to be touched. */
export function find(store: Store, queue: Queue, messageId: string): Kept | undefined {
  const found = queue.messages.get(messageId);
  if (found !== undefined) return found;
  for (const each of queue.backlog.takeUpTo(queue.ids.turnOf(messageId)))
    keep(store, queue, each, { status: "ready", visibleAtMs: each.message.sentMs });
  return queue.messages.get(messageId);
}

export function changeStatus(
  store: Store,
  queue: Queue,
  stored: Stored,
  { status, visibleAtMs }: Visible,
): void {
  count(queue, stored.status, -1);
  stored.status = status;
  stored.visibleAtMs = visibleAtMs;
  count(queue, status, 1);
  queue.ready.changed(stored);
  if (status === "ready" || status === "gone") return;
  store.visibility.push({ dueMs: visibleAtMs, order: (store.dues += 1), queue, stored });
}

export function take(store: Store, queue: Queue, messageId: string): void {
  const stored = find(store, queue, messageId);
  if (stored === undefined) return;
  queue.messages.delete(stored);
  count(queue, stored.status, -1);
  stored.status = "gone";
  queue.ready.changed(stored);
}

function count(queue: Queue, status: Status, change: 1 | -1): void {
  if (status !== "gone") queue.counts[status] += change;
}
