// Room scenario: a world that is served over HTTP: the simulator behind the gate of faults, on a clock that is real or moved by hand.
import { type Clock } from "../box/clock.ts";
import { ManualClock } from "../box/manual-clock.ts";
import { openRealClock } from "../box/real-clock.ts";
import { type Gate, type GateCall, openGate } from "../faults/gate.ts";
import type { PlaceKind } from "../faults/places.ts";
import { parseFaultPlan } from "../faults/plan.ts";
import { FaultError, type FaultPlan } from "../faults/rule.ts";
import { JOURNAL_FORMAT } from "../journal/line.ts";
import { type Controlled, ControlError, createControl } from "../simulator/http/control.ts";
import { type HttpArrival, type HttpServer, startHttpServer } from "../simulator/http/server.ts";
import type { Messaging } from "../simulator/messaging.ts";
import type { InvocationWeather, SimulatorEvent, TableWeather, Weather } from "../simulator/simulator.ts";
import type { WireRequest, WireResponse } from "../simulator/wire/index.ts";
import { type KeptJournal, openKeptJournal } from "./kept-journal.ts";
import { openScribe } from "./log-scribe.ts";
import { orderReader } from "./order-at.ts";
import { openServices, type ServedServices } from "./served-services.ts";
import { tableWeatherOf, weatherOf } from "./invocation-weather.ts";
import { stateLog } from "./state-log.ts";
import { ownVersion } from "./versions.ts";

export interface ServeOptions {
  /** 0 picks a free one. */
  readonly port: number;
  readonly clock: "real" | "manual";
  readonly seed: string;
  readonly account: string;
  /** The account's alias, for guards that ask for it. */
  readonly alias?: string | undefined;
}

/** Under a clock that stands still a long poll would never end: after this much real time it is answered (CONTRACTS 6). */
const MANUAL_POLL_MS = 1_000;
/** No template says where the order stands. */
const ORDER_AT = { "*": "/orderId" };
const NO_FAULTS: FaultPlan = { format: 1, rules: [] };

/** One world, from its beginning to the next reset. */
interface World {
  readonly clock: Clock;
  readonly manual: ManualClock | undefined;
  readonly services: ServedServices;
  readonly gate: Gate;
  readonly journal: KeptJournal;
  readonly outbox: Extract<SimulatorEvent, { kind: "sns.outbox" }>[];
  plan: FaultPlan;
  ends: (() => void)[];
}

/**
 * Serves until it is closed.
 *
 * @example
 * await using server = await serveWorld({ port: 0, clock: "manual", seed: "1", account: "000000000000" });
 */
export async function serveWorld(options: ServeOptions): Promise<HttpServer> {
  let url = "";
  const open = () => openWorld(options, () => url);
  let world = open();
  const controlled: Controlled = {
    version: ownVersion(),
    account: options.account,
    alias: options.alias,
    clock: () => world.clock,
    manual: () => world.manual,
    services: async () => (await world.services.whole()).services,
    outbox: () => world.outbox.map(({ kind: _kind, ...entry }) => entry),
    faults: () => world.plan,
    setFaults: (plan) => setFaults(world, plan),
    clearFaults: () => clearFaults(world),
    journal: (from, follow, gone) => world.journal.read(from, follow, gone),
    reset() {
      void world.services.close();
      world = open();
    },
  };
  const server = await startHttpServer({
    port: options.port,
    control: createControl(controlled),
    handle: (request, arrival) => pass(world, request, arrival),
  });
  url = server.url.origin;
  const close = async (): Promise<void> => {
    await world.services.close();
    await server.close();
  };
  return { ...server, close };
}

function openWorld({ clock: kind, seed, account, alias }: ServeOptions, endpoint: () => string): World {
  const manual = kind === "manual" ? new ManualClock(seed, Date.now()) : undefined;
  const clock = manual ?? openRealClock();
  const orderOf = orderReader(ORDER_AT);
  const journal = openKeptJournal(() => clock.nowMs(), orderOf);
  const outbox: World["outbox"] = [];
  let tell = (_event: SimulatorEvent): void => {};
  let weather: Weather = () => undefined;
  let invocationWeather: InvocationWeather = () => undefined;
  let tableWeather: TableWeather = () => undefined;
  const services = openServices(
    {
      clock,
      seed,
      account,
      endpoint,
      alias,
      log: (event) => tell(event),
      weather: (queueArn, body) => weather(queueArn, body),
      invocationWeather: (sight) => invocationWeather(sight),
      tableWeather: (about) => tableWeather(about),
    },
    manual,
  );
  const deadLetters = deadLetterQueues(services.messaging);
  const scribe = openScribe({
    journal,
    orderOf,
    log: stateLog(() => services.messaging),
    hopOf: nameIn,
    arnOf: (hop) => hop,
    isRun: false,
    isConsumed: (hop) => !deadLetters.has(hop),
    isConsumer: () => true,
  });
  tell = (event) => {
    if (event.kind === "sns.outbox") outbox.push(event);
    deadLetters.event(event);
    scribe.event(event);
  };
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      clock.after(ms, { actor: "faults", foreground: true, what: "a slow call" }, resolve);
    });
  const about = { scenario: "serve", title: "a served world", proves: [], seed };
  journal.append({ kind: "run.started", actor: "runner", data: { format: JOURNAL_FORMAT, ...about } });
  const gate = openGate({ journal, seed, orderOf, sleep, hopOf: nameIn });
  weather = (queueArn, body) => gate.arrival(queueArn, body);
  invocationWeather = (sight) => weatherOf(gate, sight);
  tableWeather = (item) => tableWeatherOf(gate, item);
  return { clock, manual, services, gate, journal, outbox, plan: NO_FAULTS, ends: [] };
}

/** A hop is called by its own name here: what a queue URL or an ARN ends with. */
function nameIn(physical: string): string | undefined {
  if (physical !== last.physical) last = { physical, name: nameAtEnd(physical) };
  return last.name;
}

const nameAtEnd = (physical: string): string | undefined =>
  physical.slice(Math.max(physical.lastIndexOf("/"), physical.lastIndexOf(":")) + 1) || undefined;

/** One event after another is about the same queue. */
let last: { readonly physical: string; readonly name: string | undefined } = {
  physical: "",
  name: undefined,
};

/** The names of those that are one now; looked up when a queue has changed, since every send asks. */
function deadLetterQueues({ sqs }: Messaging) {
  let names: ReadonlySet<string | undefined> | undefined;
  return {
    has(name: string): boolean {
      names ??= new Set(
        [...sqs.state.queues.values()].map(({ settings }) =>
          nameIn(settings.redrive?.deadLetterTargetArn ?? ""),
        ),
      );
      return names.has(name);
    },
    event({ kind }: SimulatorEvent): void {
      if (QUEUE_CHANGES.includes(kind)) names = undefined;
    },
  };
}

const QUEUE_CHANGES: readonly string[] = [
  "sqs.queue-created",
  "sqs.queue-attributes-set",
  "sqs.queue-deleted",
];

function setFaults(world: World, plan: unknown): void {
  const places = { kinds: kindsOf(world.services), hasWeather: true, hasFunctionGate: true, isRun: false };
  let parsed: FaultPlan;
  try {
    parsed = parseFaultPlan(plan, places, "the plan");
  } catch (error) {
    throw error instanceof FaultError ? new ControlError(400, error.message) : error;
  }
  clearFaults(world);
  world.plan = parsed;
  world.ends = parsed.rules.map((rule) => world.gate.begin(rule));
}

/** Functions and tables are only in services that were called. */
function kindsOf({ messaging: { sqs, sns }, present }: ServedServices): ReadonlyMap<string, PlaceKind> {
  const { lambda, dynamodb } = present() ?? {};
  const kind = (isFifo: boolean) => (isFifo ? "fifo" : "queue");
  return new Map<string, PlaceKind>([
    ...[...sqs.state.queues.values()].map(({ name, isFifo }) => [name, kind(isFifo)] as const),
    ...[...sns.state.topics.values()].map(({ arn }) => [nameIn(arn) ?? "", "topic"] as const),
    ...[...(lambda?.state.functions.values() ?? [])].map(({ name }) => [name, "function"] as const),
    ...[...(dynamodb?.state.tables.values() ?? [])].map(({ arn }) => [nameIn(arn) ?? "", "table"] as const),
  ]);
}

function clearFaults(world: World): void {
  for (const end of world.ends) end();
  world.ends = [];
  world.plan = NO_FAULTS;
}

function pass(
  world: World,
  request: WireRequest,
  arrival: HttpArrival,
): WireResponse | Promise<WireResponse | "lost"> {
  if (world.manual === undefined && world.gate.isOpen())
    return world.services.messaging.handle(request, arrival);
  return passGate(world, request, arrival);
}

async function passGate(
  { gate, services, manual }: World,
  request: WireRequest,
  arrival: HttpArrival,
): Promise<WireResponse | "lost"> {
  const forward: GateCall["forward"] = async (body, headers) => {
    const hurry = manual === undefined ? {} : { hurry: AbortSignal.timeout(MANUAL_POLL_MS) };
    const instead = headers === undefined ? request.headers : { ...request.headers, ...textHeaders(headers) };
    const asked = services.messaging.handle(
      { ...request, body, headers: instead },
      { baseUrl: arrival.baseUrl, gone: arrival.gone, ...hurry },
    );
    // What is due at this very moment needs no moving of time: a message published is delivered.
    if (manual !== undefined) await manual.advanceBy(0);
    const { status, headers: said, body: bytes } = await asked;
    return { status, headers: said, body: bytesOf(bytes) };
  };
  const answer = await gate.pass({ headers: request.headers, body: bytesOf(request.body), forward });
  if (answer === "lost") return answer;
  return { ...answer, headers: textHeaders(answer.headers) };
}

const bytesOf = (body: Uint8Array): Buffer => Buffer.from(body.buffer, body.byteOffset, body.byteLength);

const textHeaders = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? "")]));
