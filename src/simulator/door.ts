// Room simulator: one door to all services: a request comes in as it stands on the wire, the service it means answers. Nothing a
// caller sends makes it throw.
import type { Clock } from "../box/clock.ts";
import { keyedUuid } from "../box/keyed.ts";
import { createInternalCalls, type InternalCalls } from "./internal.ts";
import {
  AwsError,
  type Caller,
  type Parsed,
  parseRequest,
  refusal,
  type RestService,
  type Scope,
  scopeOf,
  serve,
  type Service,
  type WireRequest,
  type WireResponse,
  withHeaders,
} from "./wire/index.ts";

/** How a request came in. */
export interface Arrival {
  /** Who calls, where the door knows it. */
  readonly actor?: string;
  /** What the caller reached us by; queue URLs begin with it. */
  readonly baseUrl: string;
  /** Aborted when the caller is gone. */
  readonly gone?: AbortSignal;
  /** Aborted when a wait must end with what there is: a long poll under a clock that stands still. */
  readonly hurry?: AbortSignal;
}

export interface DoorOptions {
  readonly clock: Clock;
  readonly seed: string;
  /** Default 000000000000. */
  readonly account?: string;
  /** Of calls that name none. Default us-east-1. */
  readonly region?: string;
  /** Asked for what no service here answers; undefined where nobody does. */
  readonly elsewhere?: (request: WireRequest, arrival: Arrival) => Promise<WireResponse> | undefined;
}

export interface Door {
  readonly account: string;
  readonly region: string;
  /** Those that have been added until now. */
  readonly services: readonly (Service | RestService)[];
  /** Services call each other, and the harness calls them, without the wire. */
  readonly internal: InternalCalls;
  /** What names the next call, for who makes one without the wire and tells it to its caller. */
  readonly nextRequestId: () => string;
  readonly add: (...services: readonly (Service | RestService)[]) => void;
  /** The answer itself, where nothing has to be waited for. */
  readonly handle: (request: WireRequest, arrival: Arrival) => WireResponse | Promise<WireResponse>;
}

/** A door behind which there are no services yet. */
export function createDoor(options: DoorOptions): Door {
  const { clock, seed, account = "000000000000", region = "us-east-1", elsewhere } = options;
  const all: (Service | RestService)[] = [];
  const services: Service[] = [];
  const restServices: RestService[] = [];
  // A hash for each would cost more than most calls; a counter is as unique, and as much the seed's.
  const prefix = keyedUuid(seed, "request").slice(0, 23);
  const stamp = stamping(clock);
  let requests = 0;

  const nextRequestId = (): string => {
    requests += 1;
    return `${prefix}-${requests.toString(16).padStart(12, "0")}`;
  };

  function add(...more: readonly (Service | RestService)[]): void {
    for (const service of more) {
      all.push(service);
      if ("respond" in service) restServices.push(service);
      else services.push(service);
    }
  }

  function handle(request: WireRequest, arrival: Arrival): WireResponse | Promise<WireResponse> {
    const scope = scopeOf(request);
    const rest = restServices.find(({ name }) => name === scope.service) ?? unsigned(request, scope, arrival);
    if (rest !== undefined)
      return rest.respond(request, callerOf(request, arrival, "rest", scope)).then(stamp);
    const parsed = parseRequest(request);
    const service = parsed === undefined ? undefined : serviceOf(services, parsed, request);
    if (parsed === undefined || service === undefined)
      return elsewhere?.(request, arrival) ?? refuse(request, parsed, nextRequestId());
    const said = serve(service, parsed, callerOf(request, arrival, parsed.protocol, scope));
    return said instanceof Promise ? said.then(stamp) : stamp(said);
  }

  /** Buckets are read by browsers and by curl, which sign nothing. */
  function unsigned(request: WireRequest, { service }: Scope, { baseUrl }: Arrival) {
    if (service !== undefined || request.headers["x-amz-target"] !== undefined) return undefined;
    return restServices.find((rest) => rest.isAbout?.(request, baseUrl));
  }

  const callerOf = (
    request: WireRequest,
    arrival: Arrival,
    protocol: Caller["protocol"],
    scope: Scope,
  ): Caller =>
    new Arrived(arrival, {
      region: scope.region ?? region,
      accessKeyId: scope.accessKeyId,
      account,
      protocol,
      requestId: nextRequestId(),
      traceHeader: request.headers["x-amzn-trace-id"],
    });

  const internal = createInternalCalls({ services: all, account, region, nextRequestId });
  return { account, region, services: all, internal, nextRequestId, add, handle };
}

type Named = Omit<Caller, "actor" | "baseUrl" | "signal" | "hurry">;

/** A caller by the wire. A class, since a literal with a getter is made anew, slowly, at each call. */
class Arrived implements Caller {
  readonly #arrival: Arrival;
  readonly region: string;
  readonly accessKeyId: string | undefined;
  readonly account: string;
  readonly actor: string | undefined;
  readonly protocol: Caller["protocol"];
  readonly baseUrl: string;
  readonly requestId: string;
  readonly traceHeader: string | undefined;
  readonly hurry: AbortSignal | undefined;

  constructor(arrival: Arrival, { region, accessKeyId, account, protocol, requestId, traceHeader }: Named) {
    this.#arrival = arrival;
    this.region = region;
    this.accessKeyId = accessKeyId;
    this.account = account;
    this.actor = arrival.actor;
    this.protocol = protocol;
    this.baseUrl = arrival.baseUrl;
    this.requestId = requestId;
    this.traceHeader = traceHeader;
    this.hurry = arrival.hurry;
  }

  /** Handed on unread: the HTTP door makes it when it is asked for. */
  get signal(): AbortSignal | undefined {
    return this.#arrival.gone;
  }
}

/** By X-Amz-Target in JSON; by the service of the credential in Query, or, unsigned, by who knows the operation. */
function serviceOf(services: readonly Service[], parsed: Parsed, request: WireRequest): Service | undefined {
  if (parsed.protocol === "json") return services.find(({ target }) => target === parsed.target);
  const scope = scopeOf(request).service;
  if (scope !== undefined) return services.find(({ name }) => name === scope);
  return services.find(({ operations }) => operations.has(parsed.operation));
}

/** Why nobody answers. */
function refuse(request: WireRequest, parsed: Parsed | undefined, requestId: string): WireResponse {
  if (parsed === undefined) return refusal({}, { protocol: "query" }, noOperation(request), requestId);
  return refusal({}, parsed, noService(parsed, request), requestId);
}

const noOperation = ({ method, path }: WireRequest): AwsError =>
  new AwsError("MissingAction", `${method} ${path.slice(0, 100)} names no action that is known here`);

function noService(parsed: Parsed, request: WireRequest): AwsError {
  const service = parsed.protocol === "json" ? parsed.target : (scopeOf(request).service ?? "unsigned");
  return new AwsError(
    "NotImplemented",
    `${service.slice(0, 100)} ${parsed.operation.slice(0, 100)} is not implemented by this simulator`,
    { status: 501 },
  );
}

/** The SDK corrects its clock by this header, so it says the world's time. */
function stamping(clock: Clock): (response: WireResponse) => WireResponse {
  let second = -1;
  let date = "";
  return (response) => {
    const now = Math.floor((clock.epochMs + clock.nowMs()) / 1000);
    if (now !== second) date = new Date(now * 1000).toUTCString();
    second = now;
    return withHeaders(response, { ...response.headers, date });
  };
}
