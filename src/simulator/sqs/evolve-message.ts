// Room simulator/sqs: a message comes into a queue, changes its status, leaves: counts, order and due times kept in step.
import type { Message, Status, Stored } from "./message.ts";
import type { Kept, Queue, Store } from "./state.ts";

export function put(store: Store, queue: Queue, message: Message, visibleAtMs: number, atMs: number): void {
  const stored: Kept = {
    queue,
    expiresMs: message.sentMs + queue.settings.retentionMs,
    order: (store.dues += 1),
    message,
    status: visibleAtMs > atMs ? "delayed" : "ready",
    visibleAtMs,
    receives: 0,
    firstReceivedMs: message.firstReceivedMs,
    receivedMs: 0,
    isListed: false,
  };
  queue.sent += 1;
  queue.messages.add(stored);
  count(queue, stored.status, 1);
  queue.ready.changed(stored);
  if (stored.status === "delayed")
    store.visibility.push({ dueMs: visibleAtMs, order: (store.dues += 1), queue, stored });
  store.retention.push(stored);
}

export function changeStatus(
  store: Store,
  queue: Queue,
  stored: Stored,
  { status, visibleAtMs }: { readonly status: Status; readonly visibleAtMs: number },
): void {
  count(queue, stored.status, -1);
  stored.status = status;
  stored.visibleAtMs = visibleAtMs;
  count(queue, status, 1);
  queue.ready.changed(stored);
  if (status === "ready" || status === "gone") return;
  store.visibility.push({ dueMs: visibleAtMs, order: (store.dues += 1), queue, stored });
}

export function take(queue: Queue, messageId: string): void {
  const stored = queue.messages.get(messageId);
  if (stored === undefined) return;
  queue.messages.delete(stored);
  count(queue, stored.status, -1);
  stored.status = "gone";
  queue.ready.changed(stored);
}

function count(queue: Queue, status: Status, change: 1 | -1): void {
  if (status !== "gone") queue.counts[status] += change;
}
