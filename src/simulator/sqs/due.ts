// Room simulator/sqs: what time does to messages: delays and visibility timeouts end, retention ends. Each kind is one timer of the
// clock, set to the soonest end that still counts.
import type { Timer } from "../../box/clock.ts";
import type { SqsEvent } from "./events.ts";
import type { Agenda } from "./agenda.ts";
import type { Message } from "./message.ts";
import { type SqsPorts, wholeMs } from "./ports.ts";
import { type Due, expiresMs, type Queue, type Retained, type Store } from "./state.ts";

interface Kind<T> {
  readonly name: "visibility" | "retention";
  /** Retention alone never keeps a world from being drained. */
  readonly foreground: boolean;
  readonly agendaIn: (store: Store) => Agenda<T>;
  readonly dueMs: (due: T) => number;
  readonly messageOf: (due: T) => { readonly queue: Queue; readonly message: Message };
  readonly ended: (due: T, nowMs: number) => SqsEvent;
}

const VISIBILITY: Kind<Due> = {
  name: "visibility",
  foreground: true,
  agendaIn: ({ visibility }) => visibility,
  dueMs: ({ dueMs }) => dueMs,
  messageOf: ({ queue, stored }) => ({ queue, message: stored.message }),
  ended: ({ queue, stored }, atMs) => ({
    kind: "sqs.visible",
    queueArn: queue.arn,
    atMs,
    messageId: stored.message.messageId,
    after: stored.status === "delayed" ? "delay" : "visibility",
  }),
};

const RETENTION: Kind<Retained> = {
  name: "retention",
  foreground: false,
  agendaIn: ({ retention }) => retention,
  dueMs: expiresMs,
  messageOf: (retained) => retained,
  ended: ({ queue, message }, atMs) => ({
    kind: "sqs.expired",
    queueArn: queue.arn,
    atMs,
    messageId: message.messageId,
  }),
};

export interface Dues {
  /** To be called after every change: sets the timers to what is soonest now. */
  rearm(): void;
}

export function createDues({ clock }: SqsPorts, store: Store, record: (event: SqsEvent) => void): Dues {
  const rearmVisibility = timerOf(VISIBILITY, store, clock, record);
  const rearmRetention = timerOf(RETENTION, store, clock, record);
  return {
    rearm() {
      rearmVisibility();
      rearmRetention();
    },
  };
}

function timerOf<T>(
  kind: Kind<T>,
  store: Store,
  clock: SqsPorts["clock"],
  record: (event: SqsEvent) => void,
): () => void {
  let set: { readonly dueMs: number; readonly timer: Timer } | undefined;
  const next = (): T | undefined => kind.agendaIn(store).next();
  const ring = (): void => {
    set = undefined;
    const nowMs = wholeMs(clock);
    for (let due = next(); due !== undefined && kind.dueMs(due) <= nowMs; due = next()) {
      kind.agendaIn(store).pop();
      record(kind.ended(due, nowMs));
    }
    rearm();
  };
  const rearm = (): void => {
    const due = next();
    const dueMs = due === undefined ? undefined : kind.dueMs(due);
    if (set !== undefined && set.dueMs === dueMs) return;
    set?.timer.cancel();
    set = undefined;
    if (due === undefined || dueMs === undefined) return;
    const { queue, message } = kind.messageOf(due);
    const spec = {
      actor: "sqs",
      foreground: kind.foreground,
      what: `${kind.name} of ${message.messageId} in ${queue.name}`,
    };
    set = { dueMs, timer: clock.after(dueMs - clock.nowMs(), spec, ring) };
  };
  return rearm;
}
