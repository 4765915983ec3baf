// Room target: SDK clients of a local target. Every client has its endpoint in code, never follows a queue URL, and a guard looks
// at the final request's host: with AWS_ENDPOINT_URL alone the SDK follows a foreign queue URL.
import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import type { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { GuardRefused } from "./errors.ts";
import { type LogsCall, logsCallOf } from "./logs.ts";

/** All that a single call needs of a client. */
export type Sender<C extends { readonly send: unknown }> = Pick<C, "send">;

/** What makes, reads back and deletes: calls of the harness's own. Only `Clients` have the SDK's pages and wires. */
export interface Control {
  readonly endpoint: URL;
  readonly region: string;
  /** What everything carries that a probe makes through them. */
  readonly tags: Readonly<Record<string, string>>;
  readonly sqs: Sender<SQSClient>;
  readonly sns: Sender<SNSClient>;
  /** Loaded when first asked for: not every system has these services. */
  cloudFormation(): Promise<Sender<CloudFormationClient>>;
  lambda(): Promise<Sender<LambdaClient>>;
  dynamoDb(): Promise<Sender<DynamoDBClient>>;
  iam(): Promise<Sender<IAMClient>>;
  s3(): Promise<Sender<S3Client>>;
  /** For what takes more than single calls. */
  readonly sdk: Clients;
}

/** The SDK's clients; each is made when it is first asked for. */
export interface Clients extends Control {
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  cloudFormation(): Promise<CloudFormationClient>;
  /** CloudWatch Logs, by operation and members. */
  readonly logs: LogsCall;
  lambda(): Promise<LambdaClient>;
  dynamoDb(): Promise<DynamoDBClient>;
  iam(): Promise<IAMClient>;
  s3(): Promise<S3Client>;
  tagging(): Promise<ResourceGroupsTaggingAPIClient>;
  /** Ends their connections. */
  destroy(): void;
}

export interface ClientOptions {
  readonly region: string;
  /** Hosts a request may go to; loopback names, or the one named in `endpoint=URL`. */
  readonly allowedHosts: readonly string[];
  readonly maxAttempts?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A local target answers in milliseconds; a long poll of 20 s must still fit (SQS-13). */
const REQUEST_LIMIT_MS = 30_000;
const CONNECT_LIMIT_MS = 3_000;

/** The SDK's defaults in words: left out, each client looks for each of them in the environment and in two files. */
const NOTHING_TO_LOOK_UP = {
  defaultsMode: "legacy" as const,
  retryMode: "standard",
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  authSchemePreference: [],
  userAgentAppId: async () => undefined,
} satisfies Partial<SQSClientConfig>;

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]", "::1"];

/** Hosts that a run against this endpoint may reach. */
export function allowedHostsOf(endpoint: URL): readonly string[] {
  return LOOPBACK.includes(endpoint.hostname) ? LOOPBACK : [...LOOPBACK, endpoint.hostname];
}

/** Opens the clients of one endpoint. */
export function clientsFor(endpoint: URL, options: ClientOptions): Clients {
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: CONNECT_LIMIT_MS,
    requestTimeout: REQUEST_LIMIT_MS,
    throwOnRequestTimeout: true,
  });
  const shared = {
    endpoint: endpoint.href,
    region: options.region,
    credentials: { accessKeyId: "ordeal", secretAccessKey: "ordeal" },
    maxAttempts: options.maxAttempts ?? 3,
    requestHandler,
    ...NOTHING_TO_LOOK_UP,
  };
  const guarded = <T>(client: T): T => guard(client, options.allowedHosts);
  const sqs = once(() => guarded(new SQSClient({ ...shared, useQueueUrlAsEndpoint: false })));
  const sns = once(() => guarded(new SNSClient(shared)));
  const clients: Clients = {
    get sdk() {
      return clients;
    },
    endpoint,
    region: options.region,
    tags: options.tags ?? {},
    get sqs() {
      return sqs();
    },
    get sns() {
      return sns();
    },
    cloudFormation: once(async () => {
      const { CloudFormationClient: Client } = await import("@aws-sdk/client-cloudformation");
      return guarded(new Client(shared));
    }),
    logs: logsCallOf(endpoint, options.region, options.allowedHosts),
    lambda: once(async () => {
      const { LambdaClient: Client } = await import("@aws-sdk/client-lambda");
      return guarded(new Client(shared));
    }),
    dynamoDb: once(async () => {
      const { DynamoDBClient: Client } = await import("@aws-sdk/client-dynamodb");
      return guarded(new Client(shared));
    }),
    iam: once(async () => {
      const { IAMClient: Client } = await import("@aws-sdk/client-iam");
      return guarded(new Client(shared));
    }),
    s3: once(async () => {
      const { S3Client: Client } = await import("@aws-sdk/client-s3");
      // Names of buckets are no hosts here, and checksums that nobody asked for puzzle emulators.
      const plain = {
        forcePathStyle: true,
        requestChecksumCalculation: "WHEN_REQUIRED",
        responseChecksumValidation: "WHEN_REQUIRED",
      } as const;
      return guarded(new Client({ ...shared, ...plain }));
    }),
    tagging: once(async () => {
      const { ResourceGroupsTaggingAPIClient: Client } =
        await import("@aws-sdk/client-resource-groups-tagging-api");
      return guarded(new Client(shared));
    }),
    destroy: () => requestHandler.destroy(),
  };
  return clients;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

interface Guardable {
  readonly middlewareStack: SQSClient["middlewareStack"];
}

function guard<T>(client: T, allowed: readonly string[]): T {
  (client as unknown as Guardable).middlewareStack.add(
    (next) => async (args) => {
      const { hostname } = args.request as { hostname?: unknown };
      if (typeof hostname !== "string" || !allowed.includes(hostname)) {
        throw new GuardRefused(
          `refused to send a request to ${String(hostname)}: this run may only reach ${allowed.join(", ")}`,
        );
      }
      return next(args);
    },
    { step: "finalizeRequest", priority: "low", name: "ordealHostGuard" },
  );
  return client;
}
