// Room simulator/sqs: the service: a request is decided, its events are logged and applied, and what they set off goes on by timers.
import {
  type Call,
  type Caller,
  type Fields,
  type InputOf,
  type Members,
  notImplemented,
  type Service,
} from "../wire/index.ts";
import type { AnySqsAction } from "./action.ts";
import { decideDelivery } from "./deliver.ts";
import { createDues } from "./due.ts";
import { type SqsEvent, targetOf } from "./events.ts";
import { evolve } from "./evolve.ts";
import { behind } from "./position.ts";
import { createMoving } from "./moving.ts";
import { type Delivered, type Delivery, type Sender, type SqsPorts, wholeMs } from "./ports.ts";
import { actions } from "./registry.ts";
import { emptyStore, type SqsState } from "./state.ts";
import { createWaiting } from "./waiting.ts";

type Input = InputOf<Members>;

export interface Sqs extends Service {
  readonly state: SqsState;
  /** What a service inside AWS puts into a queue; the queue's policy decides. */
  readonly deliver: (queueArn: string, delivery: Delivery, from: Sender) => Delivered;
}

/**
 * An SQS whose time and randomness are the caller's.
 *
 * @example
 * const sqs = createSqs({ clock: new ManualClock("1"), seed: "1", log: () => {} });
 */
export function createSqs(ports: SqsPorts): Sqs {
  const store = emptyStore();
  const waiting = createWaiting(ports);
  const happen = (event: SqsEvent): void => {
    evolve(store, event);
    ports.log(event);
    moving(event);
    waiting.changed(event.queueArn);
    const targetArn = targetOf(event);
    if (targetArn !== undefined) waiting.changed(targetArn);
  };
  const record = (event: SqsEvent): void => {
    happen(event);
    dues.rearm();
  };
  /** Weather changes what is about to happen. */
  const recordAll = (events: readonly SqsEvent[]): void => {
    for (const event of events) happen(weathered(event, ports));
    if (events.length > 0) dues.rearm();
  };
  const dues = createDues(ports, store, record);
  const moving = createMoving(ports, store, record);

  const decide = (action: AnySqsAction, input: Input, caller: Caller): Fields => {
    const { events, answer } = action.decide(store, input, callOf(caller, ports));
    recordAll(events);
    return answer;
  };

  return {
    name: "sqs",
    target: "AmazonSQS",
    typePrefix: "com.amazonaws.sqs#",
    namespace: "http://queue.amazonaws.com/doc/2012-11-05/",
    operations: actions,
    state: store,
    call(name, fields, caller) {
      const input = fields as Input; // read by the shape of this very action
      const action = actions.get(name);
      if (action === undefined) throw notImplemented("sqs", name);
      const answer = decide(action, input, caller);
      if (action.waits === undefined || !isEmpty(answer)) return answer;
      const patience = action.waits(store, input, callOf(caller, ports));
      if (patience === undefined) return answer;
      return waiting.wait({
        queueArn: patience.on,
        ms: patience.ms,
        what: `long poll of ${patience.on}`,
        again: () => {
          const now = decide(action, input, caller);
          return isEmpty(now) ? undefined : now;
        },
        inVain: () => answer,
        gone: caller.signal,
        hurry: caller.hurry,
      });
    },
    deliver(queueArn, delivery, from) {
      const { events, outcome } = decideDelivery(store, queueArn, delivery, from, wholeMs(ports.clock));
      recordAll(events);
      return outcome;
    },
  };
}

/** Weather changes what happens before it has happened. */
function weathered(event: SqsEvent, { weather }: SqsPorts): SqsEvent {
  if (event.kind !== "sqs.sent") return event;
  const { message, queueArn, visibleAtMs } = event;
  const change = weather?.(queueArn, message.body);
  if (change === undefined) return event;
  const position = message.position + (change.overtakenBy === 0 ? 0 : behind(change.overtakenBy));
  return {
    ...event,
    visibleAtMs: visibleAtMs + Math.ceil(change.delayMs),
    message: { ...message, position },
  };
}

function isEmpty(answer: Fields): boolean {
  for (const _name in answer) return false;
  return true;
}

const callOf = (
  { region, account, baseUrl, protocol, traceHeader, actor }: Caller,
  { clock, seed }: SqsPorts,
): Call => ({
  region,
  account,
  baseUrl,
  protocol,
  traceHeader,
  actor,
  seed,
  nowMs: wholeMs(clock),
  epochMs: clock.epochMs,
});
