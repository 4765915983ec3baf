// Room simulator: one door to all services: a request comes in as it stands on the wire, the service it means answers. Nothing a
// caller sends makes it throw.
import type { Clock } from "../box/clock.ts";
import { keyedUuid } from "../box/keyed.ts";
import { createSns, type Sns, type SnsEvent } from "./sns/index.ts";
import { createSqs, type Sqs, type SqsEvent, type Weather } from "./sqs/index.ts";
import {
  AwsError,
  type Caller,
  type Parsed,
  parseRequest,
  refusal,
  scopeOf,
  serve,
  type Service,
  type WireRequest,
  type WireResponse,
} from "./wire/index.ts";

export type { Weather } from "./sqs/index.ts";

/** What happened inside, in the order in which it happened: the simulator's log. */
export type SimulatorEvent = SqsEvent | SnsEvent;

export interface SimulatorOptions {
  readonly clock: Clock;
  readonly seed: string;
  readonly log?: (event: SimulatorEvent) => void;
  readonly weather?: Weather;
  /** Default 000000000000. */
  readonly account?: string;
  /** Of calls that name none. Default us-east-1. */
  readonly region?: string;
}

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

export interface Simulator {
  readonly account: string;
  readonly region: string;
  readonly services: readonly Service[];
  readonly sqs: Sqs;
  readonly sns: Sns;
  readonly handle: (request: WireRequest, arrival: Arrival) => Promise<WireResponse>;
}

/**
 * AWS, as far as it is modelled, on a clock of the caller's.
 *
 * @example
 * const simulator = createSimulator({ clock: new ManualClock("1"), seed: "1" });
 * const client = new SQSClient({ region: "us-east-1", credentials, requestHandler: requestHandlerFor(simulator) });
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { clock, seed, log = () => {}, account = "000000000000", region = "us-east-1" } = options;
  const ports = { clock, seed, log };
  const sqs = createSqs({ ...ports, ...(options.weather === undefined ? {} : { weather: options.weather }) });
  const sns = createSns({ ...ports, deliver: sqs.deliver });
  const services: readonly Service[] = [sqs, sns];
  // A hash for each would cost more than most calls; a counter is as unique, and as much the seed's.
  const prefix = keyedUuid(seed, "request").slice(0, 23);
  const stamp = stamping(clock);
  let requests = 0;

  async function handle(request: WireRequest, arrival: Arrival): Promise<WireResponse> {
    requests += 1;
    const requestId = `${prefix}-${requests.toString(16).padStart(12, "0")}`;
    const parsed = parseRequest(request);
    if (parsed === undefined) return refuse(noOperation(request), requestId);
    const service = serviceOf(services, parsed, request);
    if (service === undefined) return refuse(noService(parsed, request), requestId, parsed);
    return stamp(await serve(service, parsed, callerOf(request, arrival, parsed, requestId)));
  }

  const callerOf = (request: WireRequest, arrival: Arrival, parsed: Parsed, requestId: string): Caller => ({
    region: scopeOf(request).region ?? region,
    account,
    actor: arrival.actor,
    protocol: parsed.protocol,
    baseUrl: arrival.baseUrl,
    requestId,
    traceHeader: request.headers["x-amzn-trace-id"],
    // Handed on unread: the HTTP door makes it when it is asked for.
    get signal() {
      return arrival.gone;
    },
    hurry: arrival.hurry,
  });

  return { account, region, services, sqs, sns, handle };
}

/** By X-Amz-Target in JSON; by the service of the credential in Query, or, unsigned, by who knows the operation. */
function serviceOf(services: readonly Service[], parsed: Parsed, request: WireRequest): Service | undefined {
  if (parsed.protocol === "json") return services.find(({ target }) => target === parsed.target);
  const scope = scopeOf(request).service;
  if (scope !== undefined) return services.find(({ name }) => name === scope);
  return services.find(({ operations }) => operations.has(parsed.operation));
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

const refuse = (error: AwsError, requestId: string, parsed?: Parsed): WireResponse =>
  refusal({}, parsed ?? { protocol: "query" }, error, requestId);

/** The SDK corrects its clock by this header, so it says the world's time. */
function stamping(clock: Clock): (response: WireResponse) => WireResponse {
  let second = -1;
  let date = "";
  return (response) => {
    const now = Math.floor((clock.epochMs + clock.nowMs()) / 1000);
    if (now !== second) date = new Date(now * 1000).toUTCString();
    second = now;
    return { ...response, headers: { ...response.headers, date } };
  };
}
