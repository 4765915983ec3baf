// Room faults: the answers that a fault gives in the service's place, in the service's own shape.
import type { AwsCall } from "./wire.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

/** The SDK's standard retry mode retries this code (SDKs and Tools reference, retry behavior, read 2026-11-23). */
export const THROTTLED: Refusal = { code: "ThrottlingException", message: "Rate exceeded", status: 400 };

/** An error answer: AWS JSON or Query XML, as the call came. */
export function refusal(call: AwsCall, { code, message, status }: Refusal): Answer {
  if (call.protocol === "query") {
    const xml = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>ordeal</RequestId></ErrorResponse>`;
    return { status, headers: { "content-type": "text/xml" }, body: Buffer.from(xml) };
  }
  const body = Buffer.from(JSON.stringify({ __type: code, message }));
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-query-error": `${code};Sender` },
    body,
  };
}

/** The request without these entries; undefined when none is left. */
export function withoutEntries(call: AwsCall, ids: readonly string[]): Buffer | undefined {
  const entries = (call.json.Entries as { Id: string }[]).filter((entry) => !ids.includes(entry.Id));
  return entries.length === 0 ? undefined : Buffer.from(JSON.stringify({ ...call.json, Entries: entries }));
}

/** The service's answer with these entries added to Failed, under HTTP 200 (SQS-18). */
export function failedEntries(answer: Answer | undefined, ids: readonly string[]): Answer {
  const failed = ids.map((Id) => ({
    Id,
    SenderFault: false,
    Code: "InternalError",
    Message: "failed by a fault",
  }));
  if (answer === undefined) {
    const body = Buffer.from(JSON.stringify({ Successful: [], Failed: failed }));
    return { status: 200, headers: { "content-type": "application/x-amz-json-1.0" }, body };
  }
  if (answer.status !== 200) return answer;
  const json = JSON.parse(answer.body.toString("utf8")) as { Failed?: unknown[] };
  const body = Buffer.from(JSON.stringify({ ...json, Failed: [...(json.Failed ?? []), ...failed] }));
  return { ...answer, body };
}

/** An answer that says nothing, as the call came. */
export function success(call: AwsCall): Answer {
  if (call.protocol === "query") {
    const name = `${call.action}Response`;
    const xml = `<${name}><ResponseMetadata><RequestId>ordeal</RequestId></ResponseMetadata></${name}>`;
    return { status: 200, headers: { "content-type": "text/xml" }, body: Buffer.from(xml) };
  }
  return { status: 200, headers: { "content-type": "application/x-amz-json-1.0" }, body: Buffer.from("{}") };
}

/** What a ReceiveMessage handed out. */
export function messagesIn(answer: Answer): readonly { readonly body: string; readonly receipt: string }[] {
  if (answer.status !== 200) return [];
  const { Messages = [] } = JSON.parse(answer.body.toString("utf8")) as {
    Messages?: { Body?: string; ReceiptHandle?: string }[];
  };
  return Messages.map(({ Body = "", ReceiptHandle = "" }) => ({ body: Body, receipt: ReceiptHandle }));
}
