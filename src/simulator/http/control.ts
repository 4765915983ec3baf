// Room simulator/http: the control API of `ordeal serve` (CONTRACTS 6): health, what is modelled, time, faults, the journal, the outbox.
import type { ManualClock, Moved } from "../../box/manual-clock.ts";
import type { Clock } from "../../box/clock.ts";
import type { OutboxEntry } from "../sns/index.ts";
import type { RestService, Service, WireRequest, WireResponse } from "../wire/index.ts";

export const CONTROL_PATH = "/_ordeal/";

/** What the control API is about. */
export interface Controlled {
  readonly version: string;
  readonly account: string;
  readonly alias: string | undefined;
  readonly clock: () => Clock;
  /** Where time is moved by hand. */
  readonly manual: () => ManualClock | undefined;
  readonly services: () => Promise<readonly (Service | RestService)[]>;
  readonly outbox: () => readonly OutboxEntry[];
  readonly faults: () => unknown;
  /** Throws ControlError where the plan is wrong. */
  readonly setFaults: (plan: unknown) => void;
  readonly clearFaults: () => void;
  /** Lines from a seq on; with `follow` also those to come, until `gone`. Throws ControlError where they are no longer kept. */
  readonly journal: (fromSeq: number, follow: boolean, gone: AbortSignal) => AsyncIterable<string>;
  readonly reset: () => void;
}

/** A refusal of the control API. */
export class ControlError extends Error {
  readonly status: 400 | 404 | 405 | 409 | 501;
  constructor(status: ControlError["status"], message: string) {
    super(message);
    this.name = "ControlError";
    this.status = status;
  }
}

export interface ControlArrival {
  readonly gone: AbortSignal;
  readonly stream: (lines: AsyncIterable<string>) => Promise<void>;
}

export type Control = (request: WireRequest, arrival: ControlArrival) => Promise<WireResponse | "streaming">;

type Route = (request: WireRequest, arrival: ControlArrival) => unknown;

const STREAMING = Symbol("streaming");

/** The control API of a simulator. */
export function createControl(controlled: Controlled): Control {
  const routes = routesOf(controlled);
  return async (request, arrival) => {
    try {
      const found = routes.get(request.path.slice(CONTROL_PATH.length));
      if (found === undefined)
        throw new ControlError(404, `no ${request.path}; there are ${namesOf(routes)}`);
      const route = found[request.method];
      if (route === undefined)
        throw new ControlError(
          405,
          `${request.method} ${request.path}: say ${Object.keys(found).join(" or ")}`,
        );
      const said = await route(request, arrival);
      return said === STREAMING ? "streaming" : json(200, said ?? {});
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      return json(error.status, { error: NAMES[error.status], message: error.message });
    }
  };
}

const NAMES: Readonly<Record<ControlError["status"], string>> = {
  400: "BadRequest",
  404: "NotFound",
  405: "MethodNotAllowed",
  409: "Conflict",
  501: "NotImplemented",
};

const namesOf = (routes: ReadonlyMap<string, unknown>): string => [...routes.keys()].join(", ");

function routesOf(world: Controlled): ReadonlyMap<string, Readonly<Record<string, Route>>> {
  const time = () => ({ nowMs: world.clock().nowMs() });
  return new Map<string, Readonly<Record<string, Route>>>([
    ["health", { GET: () => healthOf(world) }],
    ["capabilities", { GET: async () => ({ operations: operationsOf(await world.services()) }) }],
    ["clock", { GET: time, POST: (request) => clockAfter(moveTime(world, request)) }],
    [
      "faults",
      {
        GET: () => world.faults(),
        PUT: (request) => {
          world.setFaults(bodyOf(request));
          return world.faults();
        },
        DELETE: () => {
          world.clearFaults();
          return world.faults();
        },
      },
    ],
    ["journal", { GET: (request, arrival) => streamJournal(world, request, arrival) }],
    ["outbox", { GET: () => ({ outbox: world.outbox() }) }],
    [
      "service-event",
      {
        POST: () => {
          throw new ControlError(
            501,
            "service events come with EventBridge, which is not part of this version",
          );
        },
      },
    ],
    ["reset", { POST: () => world.reset() }],
  ]);
}

const healthOf = (world: Controlled) => ({
  status: "ok",
  version: world.version,
  clock: kindOf(world),
  nowMs: world.clock().nowMs(),
  account: world.account,
  ...(world.alias === undefined ? {} : { alias: world.alias }),
});

const kindOf = (world: Controlled): "real" | "manual" => (world.manual() === undefined ? "real" : "manual");

function operationsOf(services: readonly (Service | RestService)[]) {
  return Object.fromEntries(
    services.map(({ name, operations }) => [
      name,
      Object.fromEntries([...operations].map(([operation, { extent = "full" }]) => [operation, extent])),
    ]),
  );
}

/** A member that has no value stays in the answer: a caller reads each. */
async function clockAfter(moved: ReturnType<typeof moveTime>): Promise<object> {
  const { nowMs, ran, nextForegroundAtMs = null } = await moved;
  return { nowMs, ran, nextForegroundAtMs };
}

/** `{advanceMs}`, `{to}` or `{untilIdle: true}`. */
async function moveTime(world: Controlled, request: WireRequest): Promise<Moved> {
  const manual = world.manual();
  if (manual === undefined)
    throw new ControlError(409, "the clock is real: start with --clock manual to move time by hand");
  const { advanceMs, to, untilIdle, ...rest } = bodyOf(request);
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new ControlError(400, `/${unknown} is unknown: say advanceMs, to or untilIdle`);
  const said = [advanceMs, to, untilIdle].filter((value) => value !== undefined);
  if (said.length !== 1 || (untilIdle !== undefined && untilIdle !== true))
    throw new ControlError(400, "say one of {advanceMs: MS}, {to: MS} and {untilIdle: true}");
  const nowMs = manual.nowMs();
  const lastMs = MAX_EPOCH_MS - manual.epochMs;
  if (to !== undefined) return manual.advanceTo(milliseconds("to", to, nowMs, lastMs));
  if (advanceMs !== undefined)
    return manual.advanceBy(milliseconds("advanceMs", advanceMs, 0, lastMs - nowMs));
  return manual.untilIdle();
}

/** The end of the year 9999: later days have no timestamp that AWS's clients read. */
const MAX_EPOCH_MS = Date.UTC(10_000, 0) - 1;

function milliseconds(name: string, value: unknown, atLeast: number, atMost: number): number {
  if (typeof value === "number" && value >= atLeast && value <= atMost) return value;
  throw new ControlError(400, `/${name} must be a number of milliseconds, from ${atLeast} to ${atMost}`);
}

function bodyOf({ body }: WireRequest): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new ControlError(400, "the body must be JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ControlError(400, "the body must be a JSON object");
  return value as Readonly<Record<string, unknown>>; // an object: just checked
}

function streamJournal(world: Controlled, request: WireRequest, { gone, stream }: ControlArrival) {
  const asked = new URLSearchParams(request.query);
  const from = Number(asked.get("from") ?? "1");
  if (!Number.isInteger(from) || from < 1) throw new ControlError(400, "from must be a seq: 1 or more");
  const lines = world.journal(from, asked.get("follow") === "1", gone);
  return stream(lines).then(() => STREAMING);
}

function json(status: number, value: unknown): WireResponse {
  const body = new TextEncoder().encode(`${JSON.stringify(value)}\n`);
  return { status, headers: { "content-type": "application/json" }, body };
}
