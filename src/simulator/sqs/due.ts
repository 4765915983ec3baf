// Room simulator/sqs: what time does to messages: delays and visibility timeouts end, retention ends. Each kind is one timer of the
// clock, set to the soonest end that still counts.
import type { Timer } from "../../box/clock.ts";
import type { SqsEvent } from "./events.ts";
import type { Heap } from "./heap.ts";
import type { SqsPorts } from "./ports.ts";
import type { Due, Store } from "./state.ts";

interface Kind {
  readonly name: "visibility" | "retention";
  /** Retention alone never keeps a world from being drained. */
  readonly foreground: boolean;
  /** Whether the end came to pass as it was planned. */
  readonly counts: (due: Due) => boolean;
  readonly ended: (due: Due, nowMs: number) => SqsEvent;
}

const VISIBILITY: Kind = {
  name: "visibility",
  foreground: true,
  counts: ({ stored, dueMs }) =>
    (stored.status === "delayed" || stored.status === "in-flight") && stored.visibleAtMs === dueMs,
  ended: ({ queue, stored }, atMs) => ({
    kind: "sqs.visible",
    queueArn: queue.arn,
    atMs,
    messageId: stored.message.messageId,
    after: stored.status === "delayed" ? "delay" : "visibility",
  }),
};

const RETENTION: Kind = {
  name: "retention",
  foreground: false,
  counts: ({ stored, queue, dueMs }) =>
    stored.status !== "gone" && stored.message.sentMs + queue.settings.retentionMs === dueMs,
  ended: ({ queue, stored }, atMs) => ({
    kind: "sqs.expired",
    queueArn: queue.arn,
    atMs,
    messageId: stored.message.messageId,
  }),
};

export interface Dues {
  /** To be called after every change: sets the timers to what is soonest now. */
  rearm(): void;
}

export function createDues({ clock }: SqsPorts, store: Store, record: (event: SqsEvent) => void): Dues {
  const timers = [
    timerOf(VISIBILITY, store.visibility, clock, record),
    timerOf(RETENTION, store.retention, clock, record),
  ];
  return { rearm: () => timers.forEach((rearm) => rearm()) };
}

function timerOf(
  kind: Kind,
  heap: Heap<Due>,
  clock: SqsPorts["clock"],
  record: (event: SqsEvent) => void,
): () => void {
  let set: { readonly dueMs: number; readonly timer: Timer } | undefined;
  const next = (): Due | undefined => {
    while (heap.first !== undefined && !kind.counts(heap.first)) heap.pop();
    return heap.first;
  };
  const ring = (): void => {
    set = undefined;
    const nowMs = clock.nowMs();
    for (let due = next(); due !== undefined && due.dueMs <= nowMs; due = next()) {
      heap.pop();
      record(kind.ended(due, nowMs));
    }
    rearm();
  };
  const rearm = (): void => {
    const due = next();
    if (set !== undefined && set.dueMs === due?.dueMs) return;
    set?.timer.cancel();
    set = undefined;
    if (due === undefined) return;
    const { message } = due.stored;
    const spec = {
      actor: "sqs",
      foreground: kind.foreground,
      what: `${kind.name} of ${message.messageId} in ${due.queue.name}`,
    };
    set = { dueMs: due.dueMs, timer: clock.after(due.dueMs - clock.nowMs(), spec, ring) };
  };
  return rearm;
}
