// Room system: a worker's SQS client: its endpoint in code, a queue URL never followed, and a guard on the final request's host.
// With AWS_ENDPOINT_URL alone the SDK follows a foreign queue URL.
import { SQSClient } from "@aws-sdk/client-sqs";

/** The final request was about to go to a host that this run may not touch. */
export class HostRefused extends Error {
  readonly exitCode = 77;
  constructor(host: string, allowed: readonly string[]) {
    super(`refused to send a request to ${host}: this run may only reach ${allowed.join(", ")}`);
    this.name = "HostRefused";
  }
}

/** Opens a client that reaches `allowedHosts` and nothing else. */
export function openClient(options: {
  readonly endpoint: URL;
  readonly allowedHosts: readonly string[];
  readonly region: string;
}): SQSClient {
  const client = new SQSClient({
    endpoint: options.endpoint.href,
    region: options.region,
    useQueueUrlAsEndpoint: false,
    credentials: { accessKeyId: "ordeal", secretAccessKey: "ordeal" },
    maxAttempts: 3,
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      const request = args.request as { hostname?: unknown };
      const host = String(request.hostname);
      if (!options.allowedHosts.includes(host)) throw new HostRefused(host, options.allowedHosts);
      return next(args);
    },
    { step: "finalizeRequest", priority: "low", name: "ordealHostGuard" },
  );
  return client;
}
