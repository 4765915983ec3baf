// Room target: CloudWatch Logs of a local target, as far as a sweep needs it: a JSON call is too little to load an SDK client for.
// Local targets read service and region from the credential's scope and check no signature.
import { GuardRefused } from "./errors.ts";

/** Calls one operation; throws what the target refuses, named by its code, with its status in `$metadata` as the SDKs have it. */
export type LogsCall = (operation: string, members: object) => Promise<Readonly<Record<string, unknown>>>;

const LIMIT_MS = 30_000;

export function logsCallOf(endpoint: URL, region: string, allowedHosts: readonly string[]): LogsCall {
  return async (operation, members) => {
    if (!allowedHosts.includes(endpoint.hostname))
      throw new GuardRefused(`refused to send a request to ${endpoint.hostname}`);
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `Logs_20140328.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=ordeal/20260101/${region}/logs/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(members),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const body = recordOf(await answer.text());
    if (answer.ok) return body;
    const { __type: type, message, Message } = body;
    const error = new Error(String(message ?? Message ?? `logs answered ${answer.status}`));
    error.name = String(type ?? "UnknownError").replace(/^.*#/, "");
    throw Object.assign(error, { $metadata: { httpStatusCode: answer.status } });
  };
}

function recordOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
