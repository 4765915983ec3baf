// Room target: SDK clients of a local target. Every client has its endpoint in code, never follows a queue URL, and a guard looks
// at the final request's host: with AWS_ENDPOINT_URL alone the SDK follows a foreign queue URL.
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import type { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { GuardRefused } from "./errors.ts";
import { type LogsCall, logsCallOf } from "./logs.ts";

export interface Clients {
  readonly endpoint: URL;
  /** What everything carries that a probe makes through them. */
  readonly tags: Readonly<Record<string, string>>;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly cloudFormation: CloudFormationClient;
  /** CloudWatch Logs, by operation and members. */
  readonly logs: LogsCall;
  /** Loaded when first asked for: not every system has these services. */
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
  };
  const sqs = new SQSClient({ ...shared, useQueueUrlAsEndpoint: false });
  const sns = new SNSClient(shared);
  const cloudFormation = new CloudFormationClient(shared);
  const guarded = <T>(client: T): T => guard(client, options.allowedHosts);
  for (const client of [sqs, sns, cloudFormation]) guarded(client);
  return {
    endpoint,
    tags: options.tags ?? {},
    sqs,
    sns,
    cloudFormation,
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
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
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
