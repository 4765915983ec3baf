// Room target: whether an AWS-compatible endpoint answers at an address, and what it calls itself. Something else that listens
// there (a web server, a proxy that stops half-way) is told apart before anything is provisioned.
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { allowedHostsOf, clientsFor } from "./clients.ts";
import { TargetUnavailable } from "./errors.ts";

const HEALTH_PATHS = ["/_ordeal/health", "/_localstack/health", "/_ministack/health"];
const HEALTH_LIMIT_MS = 2_000;
const CALL_LIMIT_MS = 5_000;

/** Resolves with the target's version where it tells one; throws TargetUnavailable where no SQS answers. */
export async function reach(endpoint: URL): Promise<string | undefined> {
  await callSqs(endpoint);
  for (const path of HEALTH_PATHS) {
    const version = await versionAt(new URL(path, endpoint));
    if (version !== undefined) return version;
  }
  return undefined;
}

async function callSqs(endpoint: URL): Promise<void> {
  const clients = clientsFor(endpoint, {
    region: "us-east-1",
    allowedHosts: allowedHostsOf(endpoint),
    maxAttempts: 1,
  });
  try {
    const answer = await clients.sqs.send(new ListQueuesCommand({ MaxResults: 1 }), {
      abortSignal: AbortSignal.timeout(CALL_LIMIT_MS),
    });
    if (answer.$metadata.requestId === undefined && answer.$metadata.httpStatusCode !== 200)
      throw new Error("no answer of SQS");
  } catch (error) {
    throw new TargetUnavailable(
      `${endpoint.href}: ${problemOf(error)}. Is the emulator running there, and is it the right port?`,
      {
        cause: error,
      },
    );
  } finally {
    clients.destroy();
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = [error.name, error.message, codeOf(error)].join(" ");
  if (/ECONNREFUSED/.test(text)) return "nothing listens there (connection refused)";
  if (/ENOTFOUND|EAI_AGAIN/.test(text)) return "the host name is not known";
  if (/ECONNRESET|socket hang up|EPIPE|Parse Error/i.test(text))
    return "the connection was cut before the answer was whole";
  if (/abort|timeout/i.test(text)) return `no answer to ListQueues within ${CALL_LIMIT_MS} ms`;
  if (/JSON|Deserialization|Unexpected token|is not valid/i.test(text))
    return "it answers, but not as SQS does (HTML perhaps)";
  return `ListQueues failed: ${error.message}`;
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : "";
}

async function versionAt(url: URL): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(HEALTH_LIMIT_MS) });
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null && "version" in body ? String(body.version) : undefined;
  } catch {
    return undefined;
  }
}
