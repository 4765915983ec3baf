// Room simulator/lambda: the operation Invoke: what is asked, checked; run, queued, or only looked at.
import type { Call, Fields, WireRequest, WireResponse } from "../wire/index.ts";
import { isActive } from "./answer.ts";
import { conflict, invalidParameter, LambdaError, throttled } from "./errors.ts";
import type { AsyncQueue } from "./async-queue.ts";
import type { Source } from "./events.ts";
import type { Invoked } from "./invocation.ts";
import type { Invoker } from "./invoker.ts";
import { MAX_ASYNC_REQUEST_BYTES, MAX_REQUEST_BYTES } from "./limits.ts";
import { tailOf } from "./log.ts";
import { findTarget, type Target } from "./names.ts";
import type { LambdaState } from "./state.ts";

export interface InvokeInput {
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly type: string;
  readonly logType: string | undefined;
  readonly clientContext: string | undefined;
  readonly payload: string;
}

export interface InvokeAnswer {
  readonly status: number;
  readonly payload: string;
  readonly executedVersion?: string;
  readonly functionError?: "Unhandled";
  readonly logResult?: string;
}

export interface InvokeParts {
  readonly state: LambdaState;
  readonly invoker: Invoker;
  readonly queue: AsyncQueue;
}

const decoder = new TextDecoder("utf-8", { fatal: true });
const INVOKE_PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations\/?$/;

/** Undefined where the request is no Invoke. */
export function readInvoke({ method, path, query, headers, body }: WireRequest): InvokeInput | undefined {
  const found = INVOKE_PATH.exec(path);
  if (method !== "POST" || found === null) return undefined;
  return {
    functionName: decodeURIComponent(found[1] ?? ""),
    qualifier: new URLSearchParams(query).get("Qualifier") ?? undefined,
    type: headers["x-amz-invocation-type"] ?? "RequestResponse",
    logType: headers["x-amz-log-type"],
    clientContext: headers["x-amz-client-context"],
    payload: textOf(body),
  };
}

export async function invoke(
  input: InvokeInput,
  call: Call,
  { state, invoker, queue }: InvokeParts,
): Promise<InvokeAnswer> {
  const target = findTarget(state, input.functionName, input.qualifier, call);
  const payload = input.payload === "" ? "{}" : input.payload;
  checkPayload(payload, input.type);
  const source: Source = call.actor ?? "client";
  if (input.type === "DryRun") return { status: 204, payload: "" };
  if (!isActive(target.version, call.nowMs))
    throw conflict(
      "The operation cannot be performed at this time. The function is currently in the following state: Pending",
    );
  if (input.type === "Event") {
    queue.enqueue({ target, payload, source, traceHeader: call.traceHeader });
    return { status: 202, payload: "" };
  }
  if (input.type !== "RequestResponse")
    throw invalidParameter(`Unknown InvocationType ${input.type.slice(0, 100)}`);
  const invoked = await invoker.invoke({
    ...target,
    payload,
    requestId: invoker.nextRequestId(),
    source,
    clientContext: readClientContext(input.clientContext),
    traceHeader: call.traceHeader,
  });
  return answerOf(invoked, target, input.logType);
}

function answerOf(invoked: Invoked, { version }: Target, logType: string | undefined): InvokeAnswer {
  if (invoked.kind === "throttled") throw throttled(invoked.reason);
  return {
    status: 200,
    payload: invoked.payload,
    executedVersion: version.version,
    ...(invoked.error === undefined ? {} : { functionError: "Unhandled" as const }),
    ...(logType === "Tail" ? { logResult: tailOf(invoked.logLines) } : {}),
  };
}

function checkPayload(payload: string, type: string): void {
  const limit = type === "Event" ? MAX_ASYNC_REQUEST_BYTES : MAX_REQUEST_BYTES;
  const sizeBytes = Buffer.byteLength(payload);
  if (sizeBytes > limit)
    throw new LambdaError(
      "RequestTooLargeException",
      413,
      type === "Event"
        ? `${sizeBytes} byte payload is too large for the Event invocation type (limit ${limit} bytes)`
        : `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
    );
  try {
    JSON.parse(payload);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LambdaError(
      "InvalidRequestContentException",
      400,
      `Could not parse request body into json: Could not parse payload into json: ${why}`,
    );
  }
}

function textOf(body: Uint8Array): string {
  try {
    return decoder.decode(body);
  } catch {
    throw new LambdaError(
      "InvalidRequestContentException",
      400,
      "Could not parse request body into json: Invalid UTF-8",
    );
  }
}

/** Base64 of a JSON object. */
function readClientContext(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const json = Buffer.from(text, "base64").toString("utf8");
  try {
    JSON.parse(json);
  } catch {
    throw new LambdaError("InvalidRequestContentException", 400, "Could not parse client context into json");
  }
  return json;
}

export function invokeResponse(answer: InvokeAnswer, requestId: string): WireResponse {
  const { status, payload, executedVersion, functionError, logResult } = answer;
  return {
    status,
    headers: {
      "content-type": "application/json",
      "x-amzn-requestid": requestId,
      ...(executedVersion === undefined ? {} : { "x-amz-executed-version": executedVersion }),
      ...(functionError === undefined ? {} : { "x-amz-function-error": functionError }),
      ...(logResult === undefined ? {} : { "x-amz-log-result": logResult }),
    },
    body: new TextEncoder().encode(payload),
  };
}

/** For the services beside it: members as the API names them, `Payload` as text. */
export function invokeFields({
  status,
  payload,
  executedVersion,
  functionError,
  logResult,
}: InvokeAnswer): Fields {
  return {
    StatusCode: status,
    Payload: payload,
    ...(executedVersion === undefined ? {} : { ExecutedVersion: executedVersion }),
    ...(functionError === undefined ? {} : { FunctionError: functionError }),
    ...(logResult === undefined ? {} : { LogResult: logResult }),
  };
}

export function inputOfFields(fields: Fields): InvokeInput {
  const text = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === "string" ? value : undefined;
  };
  return {
    functionName: text("FunctionName") ?? "",
    qualifier: text("Qualifier"),
    type: text("InvocationType") ?? "RequestResponse",
    logType: text("LogType"),
    clientContext: text("ClientContext"),
    payload: text("Payload") ?? "",
  };
}
