// Room simulator/sqs: the only place where state changes: one event in, the store as it is after it.
import { Backlog, type Page } from "./backlog.ts";
import type { AttributesSet, QueueCreated, SqsEvent } from "./events.ts";
import { changeStatus, find, put, take } from "./evolve-message.ts";
import { remember } from "./deduplication.ts";
import { DEDUPLICATION_MS } from "./limits.ts";
import { MessageIds } from "./message-ids.ts";
import { Messages } from "./messages.ts";
import { parsePolicy } from "./queue-policy.ts";
import { fifoReady, standardReady } from "./ready.ts";
import { type Attributes, settingsOf } from "./settings.ts";
import { emptyRetention, type Kept, type MoveTask, type Queue, type Store } from "./state.ts";

export function evolve(store: Store, event: SqsEvent): void {
  if (event.kind === "sqs.queue-created") return create(store, event);
  const queue = store.queues.get(event.queueArn);
  if (queue === undefined) return;
  applyToQueue(store, queue, event);
}

function create(store: Store, event: QueueCreated): void {
  const { queueArn: arn, name, region, account, isFifo, uuid, chance, attributes, atMs } = event;
  const ids = new MessageIds(uuid);
  store.queues.set(arn, {
    arn,
    name,
    region,
    account,
    isFifo,
    ids,
    chance,
    createdMs: atMs,
    modifiedMs: atMs,
    ...readAttributes(attributes),
    tags: new Map(Object.entries(event.tags)),
    purgedMs: undefined,
    sent: 0,
    backlog: new Backlog(),
    messages: new Messages(ids),
    ready: isFifo ? fifoReady() : standardReady(),
    counts: {
      delayed: 0,
      ready: 0,
      "in-flight": 0,
    },
    remembered: new Map(),
    attempts: new Map(),
    forgetAtMs: 0,
    isDeleted: false,
  });
  store.deletedMs.delete(arn);
}

const readAttributes = (attributes: Attributes): Pick<Queue, "attributes" | "settings" | "policy"> => ({
  attributes,
  settings: settingsOf(attributes),
  policy: parsePolicy(attributes["Policy"] ?? ""),
});

type QueueEvent = Exclude<SqsEvent, QueueCreated>;

function applyToQueue(store: Store, queue: Queue, event: QueueEvent): void {
  switch (event.kind) {
    case "sqs.queue-deleted":
      empty(queue);
      queue.isDeleted = true;
      store.queues.delete(queue.arn);
      store.deletedMs.set(queue.arn, event.atMs);
      return;
    case "sqs.queue-attributes-set":
      return setAttributes(store, queue, event);
    case "sqs.queue-tagged":
      for (const [key, value] of Object.entries(event.tags)) queue.tags.set(key, value);
      return;
    case "sqs.queue-untagged":
      for (const key of event.keys) queue.tags.delete(key);
      return;
    case "sqs.queue-purged":
      empty(queue);
      queue.purgedMs = event.atMs;
      return;
    case "sqs.deduplicated":
    case "sqs.delete-ignored":
    case "sqs.delivery-refused":
      return;
    case "sqs.move-started":
    case "sqs.move-cancelling":
    case "sqs.move-ended":
      return applyToTask(store, queue, event);
    default:
      return applyToMessage(store, queue, event);
  }
}

/** What stood in it is gone for every index that still holds it, its dedup memory too (FIFO-11). */
function empty(queue: Queue): void {
  for (const stored of queue.messages.values()) stored.status = "gone";
  for (const page of queue.backlog.pages) page.empty();
  queue.backlog = new Backlog();
  queue.messages = new Messages(queue.ids);
  queue.ready = queue.isFifo ? fifoReady() : standardReady();
  queue.counts = { delayed: 0, ready: 0, "in-flight": 0 };
  queue.remembered.clear();
  queue.attempts.clear();
}

function setAttributes(store: Store, queue: Queue, event: AttributesSet): void {
  const before = queue.settings;
  const merged = Object.entries({ ...queue.attributes, ...event.attributes });
  const set = merged.filter((entry): entry is [string, string] => entry[1] !== undefined);
  Object.assign(queue, readAttributes(Object.fromEntries(set)), { modifiedMs: event.atMs });
  if (queue.isFifo && before.delayMs !== queue.settings.delayMs) delayAnew(store, queue, event.atMs);
  if (before.retentionMs !== queue.settings.retentionMs) retainAnew(store, queue);
}

/** On FIFO a new delay counts for what waits already (SQS-23). */
function delayAnew(store: Store, queue: Queue, nowMs: number): void {
  for (const stored of queue.messages.values()) {
    if (stored.receives > 0) continue;
    const visibleAtMs = stored.message.sentMs + queue.settings.delayMs;
    changeStatus(store, queue, stored, { status: visibleAtMs > nowMs ? "delayed" : "ready", visibleAtMs });
  }
}

function retainAnew(store: Store, queue: Queue): void {
  for (const retained of retainedIn(queue)) retained.order = store.dues += 1;
  store.retention = emptyRetention();
  for (const each of store.queues.values())
    for (const retained of retainedIn(each)) store.retention.push(retained);
}

const retainedIn = ({ messages, backlog }: Queue): readonly (Kept | Page<Queue>)[] => [
  ...messages.values(),
  ...backlog.pages,
];

type TaskEvent = Extract<SqsEvent, { kind: "sqs.move-started" | "sqs.move-cancelling" | "sqs.move-ended" }>;

function applyToTask(store: Store, queue: Queue, event: TaskEvent): void {
  if (event.kind === "sqs.move-started") {
    const { taskId, destinationArn, perSecond, toMove, atMs: startedMs } = event;
    store.moveTasks.set(taskId, {
      taskId,
      sourceArn: queue.arn,
      destinationArn,
      perSecond,
      toMove,
      startedMs,
      moved: 0,
      status: "RUNNING",
      reason: undefined,
    });
    return;
  }
  if (event.kind === "sqs.move-cancelling") return changeTask(store, event.taskId, { status: "CANCELLING" });
  changeTask(store, event.taskId, { status: event.status, reason: event.reason });
}

function changeTask(store: Store, taskId: string, change: Partial<MoveTask>): void {
  const task = store.moveTasks.get(taskId);
  if (task !== undefined) store.moveTasks.set(taskId, { ...task, ...change });
}

type MessageEvent = Exclude<
  QueueEvent,
  | TaskEvent
  | {
      kind:
        | "sqs.queue-deleted"
        | "sqs.queue-attributes-set"
        | "sqs.queue-tagged"
        | "sqs.queue-untagged"
        | "sqs.queue-purged"
        | "sqs.deduplicated"
        | "sqs.delete-ignored"
        | "sqs.delivery-refused";
    }
>;

function applyToMessage(store: Store, queue: Queue, event: MessageEvent): void {
  switch (event.kind) {
    case "sqs.sent":
      put(store, queue, event.message, event.visibleAtMs, event.atMs);
      return remember(queue, event.message, event.atMs);
    case "sqs.received":
      for (const { messageId, receive } of event.messages)
        receiveOne(store, queue, messageId, receive, event);
      if (event.attemptId !== undefined)
        queue.attempts.set(event.attemptId, {
          messages: event.messages,
          untilMs: event.atMs + DEDUPLICATION_MS,
        });
      return;
    case "sqs.visibility-changed":
      return hide(store, queue, event.messageId, event.visibleAtMs, event.atMs);
    case "sqs.visible":
      return hide(store, queue, event.messageId, event.atMs, event.atMs);
    case "sqs.deleted":
    case "sqs.expired":
      return take(store, queue, event.messageId);
    case "sqs.dead-lettered":
    case "sqs.moved":
      return moveMessage(store, queue, event);
  }
}

function receiveOne(
  store: Store,
  queue: Queue,
  messageId: string,
  receive: number,
  { atMs, visibleAtMs }: { readonly atMs: number; readonly visibleAtMs: number },
): void {
  const stored = find(store, queue, messageId);
  if (stored === undefined) return;
  stored.receives = receive;
  stored.firstReceivedMs ??= atMs;
  stored.receivedMs = atMs;
  changeStatus(store, queue, stored, { status: visibleAtMs > atMs ? "in-flight" : "ready", visibleAtMs });
}

function hide(store: Store, queue: Queue, messageId: string, visibleAtMs: number, atMs: number): void {
  const stored = find(store, queue, messageId);
  if (stored === undefined) return;
  changeStatus(store, queue, stored, { status: visibleAtMs > atMs ? "in-flight" : "ready", visibleAtMs });
}

function moveMessage(
  store: Store,
  queue: Queue,
  event: Extract<SqsEvent, { kind: "sqs.dead-lettered" | "sqs.moved" }>,
): void {
  take(store, queue, event.messageId);
  const target = store.queues.get(event.targetArn);
  const visibleAtMs = event.kind === "sqs.moved" ? event.visibleAtMs : event.atMs;
  if (target !== undefined) put(store, target, event.message, visibleAtMs, event.atMs);
  if (event.kind !== "sqs.moved") return;
  const task = store.moveTasks.get(event.taskId);
  changeTask(store, event.taskId, { moved: (task?.moved ?? 0) + 1 });
}
