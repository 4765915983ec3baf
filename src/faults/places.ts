// Room faults: which fault can strike at which kind of hop. Every cell of that table either strikes or is refused by name, before
// anything is provisioned; docs/FAULTS.md is written from here.
import type { FaultName, FaultRule } from "./rule.ts";

export const PLACE_KINDS = ["topic", "queue", "fifo", "worker", "function", "table", "control"] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Where rules can strike, and what can be made there. */
export interface FaultPlaces {
  readonly kinds: ReadonlyMap<string, PlaceKind>;
  /** The function that a queue feeds, by queue. */
  readonly feeds?: ReadonlyMap<string, string>;
  /** The simulator itself makes weather: what happens between a send and a receive. */
  readonly hasWeather: boolean;
  /** What functions call passes the gate. Elsewhere they speak to the endpoint itself, and nobody else calls a table. */
  readonly hasFunctionGate: boolean;
  /** A run has workers, a provider and hands of its own; `ordeal serve` has none. */
  readonly isRun: boolean;
}

/** The services whose calls can be told apart on the wire; those of REST-JSON name neither service nor action. */
export const CONTROLLED = ["sqs", "sns", "dynamodb", "cloudformation", "iam", "sts"].map(
  (service) => `control:${service}`,
);

/** The kind of a hop; undefined where the system has none of that name. */
export function placeOf(hop: string, { kinds }: FaultPlaces): PlaceKind | undefined {
  return CONTROLLED.includes(hop) ? "control" : kinds.get(hop);
}

/** Control-plane calls whose answer says nothing: they can be answered now and done later. */
export const LAGGABLE: readonly string[] = [
  "SetQueueAttributes",
  "SetTopicAttributes",
  "SetSubscriptionAttributes",
  "TagQueue",
  "UntagQueue",
  "PurgeQueue",
  "AddPermission",
  "RemovePermission",
];

type Cell = (rule: Pick<FaultRule, "hop" | "on">, places: FaultPlaces) => string | undefined;

const strikes: Cell = () => undefined;
const never =
  (why: string): Cell =>
  () =>
    why;
const ofACall = never("is of a service call: name the queue, topic or table that is called");
const ofAWorker = never("is of a worker: name the worker");
const ofAQueue = never("is of a queue: name the queue");
/** A call to a table carries items, whose order no pointer of the system finds. */
const atATable: Cell = ({ on }, { hasFunctionGate }) => {
  if (on?.order !== undefined) return "names no order: leave on.order out, say on.action";
  return hasFunctionGate
    ? undefined
    : "is at calls of functions, which do not pass the gate here: they need to reach this machine's loopback";
};
const inTableWeather: Cell = (rule, places) => atATable(rule, places) ?? inWeather(rule, places);
const inWeather: Cell = (_, { hasWeather }) =>
  hasWeather ? undefined : "needs the simulator: --target embedded";
const inARun: Cell = (_, { isRun }) => (isRun ? undefined : "needs a run: `ordeal run --faults`");
/** Lambda receives by itself, past every gate. */
const fed: Cell = ({ hop }, { feeds }) =>
  feeds?.get(hop) === undefined ? undefined : `feeds a function: name ${feeds.get(hop)}`;
const crash: Cell = ({ hop, on }, places) =>
  on?.order === undefined
    ? "needs on.order: the worker is killed while that order is at the provider"
    : inARun({ hop, on }, places);
const lag: Cell = ({ on }) =>
  on?.action !== undefined && LAGGABLE.includes(on.action)
    ? undefined
    : `needs on.action, a call whose answer says nothing: ${LAGGABLE.join(", ")}`;

const ATOMIC = {
  topic: ofACall,
  queue: ofACall,
  fifo: ofACall,
  worker: ofACall,
  function: ofACall,
  table: ofACall,
  control: ofACall,
};
const AT_CALLS = {
  ...ATOMIC,
  topic: strikes,
  queue: strikes,
  fifo: strikes,
  table: atATable,
  control: strikes,
};
const AT_WORKERS = {
  topic: ofAWorker,
  queue: ofAWorker,
  fifo: ofAWorker,
  table: ofAWorker,
  control: ofAWorker,
};
const AT_QUEUES = {
  topic: ofAQueue,
  worker: ofAQueue,
  function: ofAQueue,
  table: ofAQueue,
  control: ofAQueue,
};

/** Fault by fault, kind by kind. */
const TABLE: Readonly<Record<FaultName, Readonly<Record<PlaceKind, Cell>>>> = {
  throttle: { ...AT_CALLS, function: inARun },
  "drop-ack": { ...AT_CALLS, function: inWeather },
  slow: { ...AT_CALLS, worker: strikes, function: inARun },
  fail: { ...AT_CALLS, worker: strikes, function: inARun },
  partial: { ...AT_QUEUES, queue: strikes, fifo: strikes, table: inTableWeather },
  duplicate: {
    ...AT_QUEUES,
    function: inWeather,
    queue: fed,
    fifo: never("is not legal on a FIFO queue, which delivers once"),
  },
  delay: {
    ...AT_QUEUES,
    queue: inWeather,
    fifo: never("is not legal on a FIFO queue: no message there has a delay of its own"),
  },
  reorder: {
    ...AT_QUEUES,
    queue: inWeather,
    fifo: never("is not legal on a FIFO queue, which keeps its order"),
  },
  deny: { ...AT_QUEUES, queue: inARun, fifo: inARun },
  "crash-before": { ...AT_WORKERS, worker: crash, function: inARun },
  "crash-after": { ...AT_WORKERS, worker: crash, function: inARun },
  pause: { ...AT_WORKERS, worker: inARun, function: inARun },
  lag: {
    ...ATOMIC,
    topic: controlOnly(),
    queue: controlOnly(),
    fifo: controlOnly(),
    worker: controlOnly(),
    function: controlOnly(),
    table: controlOnly(),
    control: lag,
  },
};

function controlOnly(): Cell {
  return never("is of the control plane: name control:SERVICE and on.action");
}

/** Why a rule cannot strike there; undefined where it can. */
export function refusalOf(
  rule: Pick<FaultRule, "hop" | "fault" | "on" | "fromMs" | "untilMs">,
  kind: PlaceKind,
  places: FaultPlaces,
): string | undefined {
  const why = TABLE[rule.fault][kind](rule, places);
  if (why !== undefined) return `${rule.fault} at ${kind} ${rule.hop} ${why}`;
  if ((kind === "worker" || kind === "function") && (rule.fromMs ?? rule.untilMs) !== undefined)
    return `fromMs and untilMs are of service calls: ${kind} ${rule.hop} does not know the run's clock`;
  return undefined;
}
