// Room system: a worker's clients: the endpoint in code, a queue URL never followed, and a guard on the final request's host.
// With AWS_ENDPOINT_URL alone the SDK follows a foreign queue URL.
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";

/** The final request was about to go to a host that this run may not touch. */
export class HostRefused extends Error {
  readonly exitCode = 77;
  constructor(host: string, allowed: readonly string[]) {
    super(`refused to send a request to ${host}: this run may only reach ${allowed.join(", ")}`);
    this.name = "HostRefused";
  }
}

export interface ClientOptions {
  readonly endpoint: URL;
  readonly allowedHosts: readonly string[];
  readonly region: string;
}

/** Opens a client that reaches `allowedHosts` and nothing else. */
export function openClient(options: ClientOptions): SQSClient {
  const client = new SQSClient({ ...configOf(options), useQueueUrlAsEndpoint: false });
  guard(client, options.allowedHosts);
  return client;
}

/** As `openClient`, for topics. */
export function openTopicClient(options: ClientOptions): SNSClient {
  const client = new SNSClient(configOf(options));
  guard(client as unknown as Guardable, options.allowedHosts);
  return client;
}

const configOf = ({ endpoint, region }: ClientOptions) => ({
  endpoint: endpoint.href,
  region,
  credentials: { accessKeyId: "ordeal", secretAccessKey: "ordeal" },
  maxAttempts: 3,
  ...NOTHING_TO_LOOK_UP,
});

/** The SDK's defaults in words: left out, each client looks for each of them in the environment and in two files. */
const NOTHING_TO_LOOK_UP = {
  defaultsMode: "legacy" as const,
  retryMode: "standard",
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  authSchemePreference: [],
  userAgentAppId: async () => undefined,
} satisfies Partial<SQSClientConfig>;

type Guardable = Pick<SQSClient, "middlewareStack">;

function guard(client: Guardable, allowed: readonly string[]): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const request = args.request as { hostname?: unknown };
      const host = String(request.hostname);
      if (!allowed.includes(host)) throw new HostRefused(host, allowed);
      return next(args);
    },
    { step: "finalizeRequest", priority: "low", name: "ordealHostGuard" },
  );
}
