// Room scenario: the venue in a box: the simulator answers official clients without a socket, workers are actors, the provider is a
// route. Nothing here knows what time it is.
import { appendFileSync } from "node:fs";
import type { Actor, ActorEnd } from "../box/actor.ts";
import type { FetchRequest } from "../box/fetch.ts";
import type { WireResponse } from "../box/sdk-door.ts";
import type { World } from "../box/world.ts";
import { type Gate, type GateCall, openGate } from "../faults/gate.ts";
import {
  createSimulator,
  type InvocationWeather,
  type TableWeather,
  type Simulator,
  type SimulatorEvent,
  type Weather,
} from "../simulator/simulator.ts";
import { createBoxRuntime } from "../simulator/lambda/runtime/box-runtime.ts";
import { toWire } from "../simulator/smithy-door.ts";
import type { WireRequest } from "../simulator/wire/index.ts";
import { openDesk } from "../system/provider/desk.ts";
import type { Child, ChildSpec } from "./children.ts";
import { messageOf as wordsOfError } from "./errors.ts";
import { controlWithoutWire } from "./control.ts";
import { tableWeatherOf, weatherOf } from "./invocation-weather.ts";
import { stateLog } from "./state-log.ts";
import type { ProviderLogEntry, Venue } from "./venue.ts";

/** Names that only exist in the box. */
const SERVICES = new URL("http://services.box");
const GATE = new URL("http://gate.box");
const PROVIDER = new URL("http://provider.box");
/** As for a process: a worker deletes what it holds in well under a second. */
const TERM_LIMIT_MS = 2_000;

export interface BoxSimulator {
  readonly simulator: Simulator;
  readonly onEvent: (listener: (event: SimulatorEvent) => void) => void;
  readonly setWeather: (weather: Weather) => void;
  readonly setInvocationWeather: (weather: InvocationWeather) => void;
  readonly setTableWeather: (weather: TableWeather) => void;
  /** Where functions find AWS from now on. */
  readonly setEndpoint: (endpoint: URL) => void;
}

/** A simulator on the clock of this world, and its log. */
export function openSimulator(world: World): BoxSimulator {
  const { clock, seed } = world;
  const listeners: ((event: SimulatorEvent) => void)[] = [];
  const log = (event: SimulatorEvent) => listeners.forEach((listener) => listener(event));
  let weather: Weather = () => undefined;
  let invocationWeather: InvocationWeather = () => undefined;
  let tableWeather: TableWeather = () => undefined;
  let endpoint = SERVICES;
  return {
    simulator: createSimulator({
      clock,
      seed,
      log,
      weather: (queueArn, body) => weather(queueArn, body),
      invocationWeather: (invocation) => invocationWeather(invocation),
      tableWeather: (about) => tableWeather(about),
      runtime: createBoxRuntime(world),
      endpoint: () => endpoint.origin,
    }),
    setWeather: (given) => (weather = given),
    setInvocationWeather: (given) => (invocationWeather = given),
    setTableWeather: (given) => (tableWeather = given),
    setEndpoint: (given) => (endpoint = given),
    onEvent: (listener) => void listeners.push(listener),
  };
}

/** A venue in this world, before this simulator. */
export function boxVenue(
  world: World,
  { simulator, onEvent, setWeather, setInvocationWeather, setTableWeather, setEndpoint }: BoxSimulator,
): Venue {
  const callListeners: ((call: ProviderLogEntry) => void)[] = [];
  let gate: Gate | undefined;
  const answer = async (wire: WireRequest, hostname: string, caller: Caller): Promise<WireResponse> => {
    const ask = (body: Uint8Array, headers: Readonly<Record<string, string>> = {}) => {
      const asked = { ...wire, body, headers: { ...wire.headers, ...headers } };
      return simulator.handle(asked, { baseUrl: SERVICES.origin, ...caller });
    };
    if (hostname === SERVICES.hostname) return ask(wire.body);
    if (hostname !== GATE.hostname || gate === undefined)
      throw new Error(`${caller.actor ?? "somebody"} called ${hostname}, which does not exist in the box`);
    if (gate.isOpen()) return ask(wire.body);
    const forward: GateCall["forward"] = async (body, headers) => {
      const said = await ask(body, textHeaders(headers ?? {}));
      return { ...said, headers: { ...said.headers }, body: Buffer.from(said.body) };
    };
    const passed = await gate.pass({ headers: wire.headers, body: Buffer.from(wire.body), forward });
    if (passed === "lost") throw connectionLost();
    return { ...passed, headers: textHeaders(passed.headers) };
  };
  world.answerSdk((request, caller) => answer(toWire(request), request.hostname, caller));
  // A program that speaks to the services without the SDK.
  for (const { host, hostname } of [SERVICES, GATE])
    world.route(host, async (request, gone) => answer(await wireOf(request), hostname, { gone }));
  return {
    controlBy: (clients, way) =>
      controlWithoutWire(clients, simulator, () => way === "past the gate" || gate?.isOpen() !== false),
    endpoint: SERVICES,
    region: simulator.region,
    account: simulator.account,
    async openGate(options) {
      gate = openGate(options);
      const { begin, strikesOf } = gate;
      setWeather((queueArn, body) => gate?.arrival(queueArn, body));
      setInvocationWeather((sight) => (gate === undefined ? undefined : weatherOf(gate, sight)));
      setTableWeather((about) => (gate === undefined ? undefined : tableWeatherOf(gate, about)));
      setEndpoint(GATE);
      return { url: GATE, begin, strikesOf, close: async () => (gate = undefined) };
    },
    async startProvider() {
      routeProvider(world, (call) => callListeners.forEach((listener) => listener(call)));
      return { url: PROVIDER, isAlive: () => true, stop: async () => {} };
    },
    startChild: (spec) => childOf(spec, world),
    followFile: (file) => world.followFile(file),
    giveFile: (file, text) => world.giveFile(file, text),
    log: {
      onEvent,
      onProviderCall: (listener) => void callListeners.push(listener),
      ...stateLog(() => simulator),
      untilIdle: () => world.untilIdle(),
    },
  };
}

/** Who calls; fetch does not say. */
interface Caller {
  readonly actor?: string;
  readonly gone: AbortSignal;
}

/** A request of fetch as it would stand on the wire. */
async function wireOf({ method, url, headers, body }: FetchRequest): Promise<WireRequest> {
  return { method, path: url.pathname, query: url.search.slice(1), headers, body: await body() };
}

/** What a client sees of an answer that never came. */
const connectionLost = (): Error => Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });

function textHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value ?? "")]));
}

function routeProvider(world: World, onCall: (call: ProviderLogEntry) => void): void {
  const desk = openDesk(onCall);
  const decoder = new TextDecoder();
  world.route(PROVIDER.host, async ({ method, url, body: bytes }, gone) => {
    const text = decoder.decode(await bytes());
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    const answer = await desk({ method, url, body, gone });
    if (answer === undefined) throw connectionLost();
    const headers = { "content-type": "application/json" };
    return { status: answer.status, headers, body: JSON.stringify(answer.body) };
  });
}

/** An actor as the crew knows a child process. */
function childOf({ name, program, env, logFile }: ChildSpec, world: World): Child {
  const print = (text: string) => appendFileSync(logFile, text);
  const actor = world.start({ name, file: program, env, print });
  return {
    name,
    ended: actor.ended.then(wordsOf),
    isAlive: () => actor.isAlive,
    async kill() {
      actor.end({ kind: "killed" });
    },
    stop: () => stop(actor),
  };
}

/** SIGTERM, and SIGKILL when that does not help. */
async function stop(actor: Actor): Promise<void> {
  if (!actor.isAlive) return;
  actor.events.emit("SIGTERM", "SIGTERM");
  const timer = setTimeout(() => actor.end({ kind: "killed" }), TERM_LIMIT_MS);
  await actor.ended;
  clearTimeout(timer);
}

function wordsOf(end: ActorEnd): string {
  switch (end.kind) {
    case "killed":
      return "SIGKILL";
    case "signalled":
      return end.signal;
    case "exited":
      return `exit code ${end.code}`;
    case "failed":
      return wordsOfError(end.error);
  }
}
