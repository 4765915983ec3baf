// Room simulator: one door to all services: a request comes in as it stands on the wire, the service it means answers. Nothing a
// caller sends makes it throw.
import type { Clock } from "../box/clock.ts";
import { keyedUuid } from "../box/keyed.ts";
import { type Callable, createInternalCalls, type InternalCalls } from "./internal.ts";
import {
  type CloudFormation,
  type CloudFormationEvent,
  createCloudFormation,
  stackTags,
} from "./cloudformation/index.ts";
import {
  createDynamodb,
  type Dynamodb,
  type DynamodbEvent,
  tableTags,
  type TableWeather,
} from "./dynamodb/index.ts";
import { createIam, type Iam, type IamEvent, policyTags } from "./iam/index.ts";
import {
  createLambda,
  functionTags,
  type InvocationWeather,
  type Lambda,
  type LambdaEvent,
} from "./lambda/index.ts";
import type { Runtime } from "./lambda/runtime/runtime.ts";
import { createLogs, logGroupTags, type LogsEvent } from "./logs/index.ts";
import { bucketTags, createS3, type S3, type S3Event } from "./s3/index.ts";
import { createSns, type Sns, type SnsEvent, topicTags } from "./sns/index.ts";
import { createSqs, type Sqs, type SqsEvent, targetOf, type Weather, queueTags } from "./sqs/index.ts";
import { createSts, type StsEvent } from "./sts/index.ts";
import { createTagging, type TagSource } from "./tagging/index.ts";
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

export type { TableWeather } from "./dynamodb/index.ts";
export type { InvocationWeather } from "./lambda/index.ts";
export type { Weather } from "./sqs/index.ts";

/** What happened inside, in the order in which it happened: the simulator's log. */
export type SimulatorEvent =
  | SqsEvent
  | SnsEvent
  | LambdaEvent
  | DynamodbEvent
  | S3Event
  | IamEvent
  | StsEvent
  | LogsEvent
  | CloudFormationEvent;

export interface SimulatorOptions {
  readonly clock: Clock;
  readonly seed: string;
  readonly log?: (event: SimulatorEvent) => void;
  readonly weather?: Weather;
  /** What runs Lambda functions; without it Invoke is refused by name. */
  readonly runtime?: Runtime;
  /** What AWS_ENDPOINT_URL says to a function. */
  readonly endpoint?: () => string;
  readonly invocationWeather?: InvocationWeather;
  readonly tableWeather?: TableWeather;
  /** Default 000000000000. */
  readonly account?: string;
  /** The account's alias, as ListAccountAliases tells it. Default: none. */
  readonly alias?: string | undefined;
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
  readonly services: readonly (Service | RestService)[];
  readonly sqs: Sqs;
  readonly sns: Sns;
  readonly lambda: Lambda;
  /** Services call each other, and the harness calls them, without the wire. */
  readonly internal: InternalCalls;
  /** What names the next call, for who makes one without the wire and tells it to its caller. */
  readonly nextRequestId: () => string;
  readonly dynamodb: Dynamodb;
  readonly s3: S3;
  readonly iam: Iam;
  readonly cloudFormation: CloudFormation;
  /** The answer itself, where nothing has to be waited for. */
  readonly handle: (request: WireRequest, arrival: Arrival) => WireResponse | Promise<WireResponse>;
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
  const logSqs = (event: SqsEvent): void => {
    log(event);
    stir(event);
  };
  const sqs = createSqs({
    ...ports,
    log: logSqs,
    ...(options.weather === undefined ? {} : { weather: options.weather }),
  });
  const sns = createSns({
    ...ports,
    deliver: sqs.deliver,
    invoke: (functionArn, payload, from) => lambda.deliver(functionArn, payload, from),
  });
  const dynamodb = createDynamodb({
    ...ports,
    ...(options.tableWeather === undefined ? {} : { weather: options.tableWeather }),
  });
  const internal: InternalCalls = { call: (...args) => calls.call(...args) };
  const lambda = createLambda({
    ...ports,
    internal,
    runtime: options.runtime,
    endpoint: options.endpoint,
    weather: options.invocationWeather,
    onRecords: dynamodb.onRecords,
    mayAssume: (roleArn) => iam.assumableBy(roleArn, "lambda.amazonaws.com"),
  });
  const stir = stirring(lambda);
  const s3 = createS3(ports);
  const iam = createIam({ ...ports, alias: options.alias });
  const sts = createSts({ ...ports, roles: iam });
  const logs = createLogs(ports);
  // Services that call others know them only once all are there.
  const cloudFormation = createCloudFormation({ ...ports, internal });
  const sources: readonly TagSource[] = [
    queueTags(sqs.state),
    topicTags(sns.state),
    tableTags(dynamodb.state),
    functionTags(lambda.state),
    bucketTags(s3.state),
    policyTags(iam.state),
    logGroupTags(logs.state),
    stackTags(cloudFormation.state),
  ];
  const tagging = createTagging({ sources, internal });
  const services: readonly Service[] = [
    sqs,
    sns,
    dynamodb,
    dynamodb.streams,
    iam,
    sts,
    logs,
    tagging,
    cloudFormation,
  ];
  const restServices: readonly RestService[] = [lambda, s3];
  // A hash for each would cost more than most calls; a counter is as unique, and as much the seed's.
  const prefix = keyedUuid(seed, "request").slice(0, 23);
  const stamp = stamping(clock);
  let requests = 0;

  const nextRequestId = (): string => {
    requests += 1;
    return `${prefix}-${requests.toString(16).padStart(12, "0")}`;
  };
  const callables: readonly Callable[] = [...services, ...restServices];
  const calls = createInternalCalls({ services: callables, account, region, nextRequestId });

  function handle(request: WireRequest, arrival: Arrival): WireResponse | Promise<WireResponse> {
    const requestId = nextRequestId();
    const scope = scopeOf(request);
    const rest = restServices.find(({ name }) => name === scope.service) ?? unsigned(request, scope, arrival);
    if (rest !== undefined)
      return rest.respond(request, callerOf(request, arrival, "rest", requestId, scope)).then(stamp);
    const parsed = parseRequest(request);
    if (parsed === undefined) return refuse(noOperation(request), requestId);
    const service = serviceOf(services, parsed, request);
    if (service === undefined) return refuse(noService(parsed, request), requestId, parsed);
    const said = serve(service, parsed, callerOf(request, arrival, parsed.protocol, requestId, scope));
    return said instanceof Promise ? said.then(stamp) : stamp(said);
  }

  /** Buckets are read by browsers and by curl, which sign nothing. */
  function unsigned(request: WireRequest, { service }: Scope, { baseUrl }: Arrival) {
    if (service !== undefined || request.headers["x-amz-target"] !== undefined) return undefined;
    return s3.isAbout(request, baseUrl) ? s3 : undefined;
  }

  const callerOf = (
    request: WireRequest,
    arrival: Arrival,
    protocol: Caller["protocol"],
    requestId: string,
    scope: Scope,
  ): Caller =>
    new Arrived(arrival, {
      region: scope.region ?? region,
      accessKeyId: scope.accessKeyId,
      account,
      protocol,
      requestId,
      traceHeader: request.headers["x-amzn-trace-id"],
    });

  return {
    account,
    region,
    services: [...services, ...restServices],
    sqs,
    sns,
    lambda,
    internal,
    nextRequestId,
    dynamodb,
    s3,
    iam,
    cloudFormation,
    handle,
  };
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
    return withHeaders(response, { ...response.headers, date });
  };
}

/** A queue's events wake the mappings that poll it; what only takes messages away need not. */
function stirring({ stirred }: Lambda): (event: SqsEvent) => void {
  return (event) => {
    if (event.kind === "sqs.received" || event.kind === "sqs.expired") return;
    if (event.kind === "sqs.deleted" && !event.queueArn.endsWith(".fifo")) return;
    stirred(event.queueArn);
    const targetArn = targetOf(event);
    if (targetArn !== undefined) stirred(targetArn);
  };
}
