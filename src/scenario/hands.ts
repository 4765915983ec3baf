// Room scenario: the hands that `drive` gets, joined from the rooms drive and faults and from the run's own workers.
import { setTimeout as sleep } from "node:timers/promises";
import type { openDrive, QueueHand, Sendable, TopicHand } from "../drive/hands.ts";
import { FAULTS, type FaultName, type FaultRule } from "../faults/rule.ts";
import type { Line } from "../journal/line.ts";
import type { JournalWriter } from "../journal/writer.ts";
import type * as messaging from "../system/messaging/names.ts";
import type * as order from "../system/order-names.ts";
import { UsageError } from "./errors.ts";
import { didYouMean } from "./nearest.ts";
import type { Provider } from "./provider.ts";
import type { End } from "./fault-lines.ts";
import type { Striker } from "./striker.ts";
import type { WorkerCrew } from "./crew.ts";

export interface BreakOptions {
  /** Only this order. */
  readonly on?: Sendable;
  /** The chance of each strike, from 0 to 1, decided by seed, order and attempt; without it every one strikes. */
  readonly probability?: number;
  /** How often. Without it a fault at a service call strikes once, and a worker's until it is mended. */
  readonly times?: number;
  /** Only this action (`SendMessage`). */
  readonly action?: string;
  /** Of `slow`: from and to, in milliseconds. */
  readonly delayMs?: readonly [number, number];
}

export interface Break {
  readonly id: string;
  /** Waits until it struck: what drive leaves broken is mended by settle, whether it struck or not. */
  strikes(options: { readonly within: number; readonly atLeast?: number }): Promise<void>;
  mend(): Promise<void>;
}

export interface Kill {
  /** Resolves when the worker was killed and started again. */
  done(options: { readonly within: number }): Promise<void>;
}

export interface WorkerHand {
  /** Kills the worker (SIGKILL) while the provider holds the order's request unwritten, or its answer unsent. */
  kill(options: { readonly when: "before-effect" | "after-effect"; readonly on: Sendable }): Promise<Kill>;
  /** Starts a second worker on the same queue. */
  another(): Promise<void>;
}

type QueueId = order.QueueId | messaging.QueueId;
type DlqId = order.DlqId | messaging.DlqId;
type WorkerId = order.WorkerId | messaging.WorkerId;

/** What `drive` works with. Durations are in seconds. */
export interface Hands {
  topic(id: order.TopicId): TopicHand;
  queue(id: QueueId | DlqId): QueueHand;
  worker(id: WorkerId): WorkerHand;
  /** Waits for an effect in a sink; it never judges. */
  sink(id: "Provider" | "Effects"): {
    holds(order: Sendable, options: { readonly step: string; readonly within: number }): Promise<void>;
  };
  /** Breaks something on purpose: a fault by name, or an error type that the worker's handler throws. */
  breaks(hop: string, fault: FaultName | (string & {}), options?: BreakOptions): Promise<Break>;
  /** Lets seconds pass: minutes and days only where time is virtual (need `virtual-time`). */
  passes(durationS: number): Promise<void>;
  readonly seed: string;
  readonly signal: AbortSignal;
}

export interface HandsContext {
  readonly drive: ReturnType<typeof openDrive>;
  readonly journal: JournalWriter;
  readonly striker: Striker;
  readonly crew: WorkerCrew;
  /** Undefined where the provider is a function of the system. */
  readonly provider: Provider | undefined;
  /** Observers rest until the returned function is called. */
  rest(): () => void;
  readonly seed: string;
  readonly signal: AbortSignal;
  /** Every name that a hand may be given. */
  readonly hops: readonly string[];
  /** Every name that may be broken: a table is no hop, since no order passes through it. */
  readonly breakable: readonly string[];
  /** Mended by settle, if drive did not. */
  readonly mends: Set<End>;
}

/** The provider's step that each worker calls. */
const STEPS: Readonly<Record<order.WorkerId, string>> = {
  InventoryWorker: "reserve",
  ShippingWorker: "ship",
  LedgerWorker: "charge",
};

/** Undefined for a worker that calls none. */
export const stepOf = (worker: string): string | undefined =>
  worker in STEPS ? STEPS[worker as order.WorkerId] : undefined;

/** While longer than this passes nobody looks: what happened is read afterwards. */
const LONG_S = 60;

/** Joins the hands of one scenario. */
export function openHands(context: HandsContext): Hands {
  const { drive, crew, seed, signal } = context;
  let count = 0;
  const nextId = () => {
    count += 1;
    return `f${count}`;
  };
  /** Types name every hop; a scenario that is not compiled is told at once, before a call is made in its name. */
  const known = <T extends string>(id: T, names: readonly string[] = context.hops): T => {
    if (names.includes(id)) return id;
    throw new UsageError(`the system has no hop ${id}.${didYouMean(id, names)}`);
  };
  return {
    topic: (id) => drive.topic(known(id)),
    queue: (id) => drive.queue(known(id)),
    sink: (id) => ({
      holds: (order, { step, within }) =>
        drive.waits.forOrder(`${step} of ${order.orderId} in ${id}`, within * 1000, (line) => {
          return (
            line.kind === "effect.seen" &&
            line.hop === id &&
            line.order === order.orderId &&
            line.data.step === step
          );
        }),
    }),
    worker: (id) => ({
      another: () => crew.another(known(id)),
      kill: (options) => killOnHold(known(id), nextId(), options, context),
    }),
    async breaks(hop, fault, options = {}) {
      const rule = ruleOf(nextId(), known(hop, context.breakable), fault, options);
      const end = await context.striker.begin(rule);
      context.mends.add(end);
      return {
        id: rule.id,
        strikes: ({ within, atLeast = 1 }) => {
          const isStrike = (line: Line) => line.kind === "fault.struck" && line.data.id === rule.id;
          return drive.waits.forCount(`${rule.fault} at ${hop}`, within * 1000, atLeast, isStrike);
        },
        mend: async () => {
          context.mends.delete(end);
          await end();
        },
      };
    },
    async passes(durationS) {
      const wake = durationS > LONG_S ? context.rest() : () => {};
      await sleep(durationS * 1000, undefined, { signal });
      wake();
    },
    seed,
    signal,
  };
}

/** A name that is no fault is the type of the error that the handler throws. */
function ruleOf(id: string, hop: string, fault: string, options: BreakOptions): FaultRule {
  const known = FAULTS.find((name) => name === fault);
  const { on, action, times, delayMs, probability } = options;
  return {
    id,
    hop,
    fault: known ?? "fail",
    ...(known === undefined ? { error: { type: fault } } : {}),
    ...(on === undefined && action === undefined
      ? {}
      : {
          on: {
            ...(on === undefined ? {} : { order: on.orderId }),
            ...(action === undefined ? {} : { action }),
          },
        }),
    ...(times === undefined ? {} : { times }),
    ...(probability === undefined ? {} : { probability }),
    ...(delayMs === undefined ? {} : { delayMs }),
  };
}

async function killOnHold(
  id: WorkerId,
  faultId: string,
  { when, on }: { readonly when: "before-effect" | "after-effect"; readonly on: Sendable },
  { journal, provider, crew, mends }: HandsContext,
): Promise<Kill> {
  const fault = when === "before-effect" ? "crash-before" : "crash-after";
  const order = on.orderId;
  const step = stepOf(id);
  if (provider === undefined || step === undefined)
    throw new UsageError(`worker("${id}").kill needs a worker that calls a provider of the run's own`);
  const began = journal.append({
    kind: "fault.began",
    actor: "faults",
    hop: id,
    data: { id: faultId, fault, on: { order } },
  });
  const release = await provider.hold({
    order,
    step,
    at: when === "before-effect" ? "before" : "after",
  });
  const end = () => {
    journal.append({ kind: "fault.ended", actor: "faults", hop: id, cause: began, data: { id: faultId } });
  };
  mends.add(end);
  return {
    async done({ within }) {
      await provider.untilHeld(order, within * 1000);
      journal.append({
        kind: "fault.struck",
        actor: "faults",
        hop: id,
        order,
        cause: began,
        data: { id: faultId },
      });
      await crew.kill(id);
      await release();
      mends.delete(end);
      end();
      await crew.restart(id);
    },
  };
}
