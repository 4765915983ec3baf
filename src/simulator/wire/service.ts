// Room simulator/wire: a service as the wire sees it, and one call to it: members read, operation run, answer or refusal written in the
// protocol that the call came in. Nothing a caller sends makes this throw.
import { AwsError, notImplemented } from "./aws-error.ts";
import { textResponse, withHeaders, type WireRequest, type WireResponse } from "./message.ts";
import type { Parsed } from "./parse.ts";
import { readJson } from "./read-json.ts";
import { readQuery } from "./read-query.ts";
import type { Fields, Members } from "./shape.ts";
import { element, escapeXml, writeXml } from "./xml.ts";

export interface Operation {
  readonly input: Members;
  readonly output: Members;
  readonly hasEmptyResult?: boolean;
  /** What of the operation is modelled. Default: full. */
  readonly extent?: "full" | "partial";
}

/** Who calls, from where. */
export interface Caller {
  readonly region: string;
  readonly account: string;
  readonly actor: string | undefined;
  readonly protocol: "json" | "query" | "rest";
  /** What the caller reached us by: `http://127.0.0.1:4566`. */
  readonly baseUrl: string;
  readonly requestId: string;
  /** Whose key signed the call, where one did. */
  readonly accessKeyId?: string | undefined;
  readonly traceHeader: string | undefined;
  /** The caller has gone; a call that waits need wait no longer. */
  readonly signal: AbortSignal | undefined;
  /** The caller will not wait any longer, but wants its answer. */
  readonly hurry?: AbortSignal | undefined;
}

export interface Service {
  /** As in the credential scope: `sqs`. */
  readonly name: string;
  /** Of X-Amz-Target, where the service speaks JSON: `AmazonSQS`. */
  readonly target?: string;
  /** Before the code in `__type`: `com.amazonaws.sqs#`. */
  readonly typePrefix?: string;
  /** Of XML answers, where the service speaks Query. */
  readonly namespace?: string;
  readonly operations: ReadonlyMap<string, Operation>;
  /** Throws AwsError where AWS refuses. */
  call(operation: string, input: Fields, caller: Caller): Fields | Promise<Fields>;
}

/**
 * A service whose operations are methods and paths (REST-JSON, REST-XML): it reads its own requests and writes its own answers. Never
 * rejects for anything that a caller sends.
 */
export interface RestService {
  /** As in the credential scope: `lambda`. */
  readonly name: string;
  readonly operations: ReadonlyMap<string, Pick<Operation, "extent">>;
  respond(request: WireRequest, caller: Caller): Promise<WireResponse>;
  /** Whether an unsigned request is about something that only this service has. */
  readonly isAbout?: (request: WireRequest, baseUrl: string) => boolean;
  /** The same operations without the wire, for the services beside it. Throws AwsError where AWS refuses. */
  readonly call?: (operation: string, input: Fields, caller: Caller) => Fields | Promise<Fields>;
}

/**
 * Runs one call; what the service did not foresee is its InternalFailure, never the server's end. At once where the service answers at
 * once: promises would be a tenth of a small call.
 */
export function serve(
  service: Service,
  parsed: Parsed,
  caller: Caller,
): WireResponse | Promise<WireResponse> {
  const refused = (error: unknown): WireResponse =>
    refusal(service, parsed, asAwsError(error), caller.requestId);
  try {
    const operation = service.operations.get(parsed.operation);
    if (operation === undefined) throw notImplemented(service.name, parsed.operation);
    const input =
      parsed.protocol === "json"
        ? readJson(parsed.body, operation.input)
        : readQuery(parsed.form, operation.input);
    const answered = (answer: Fields): WireResponse =>
      success(service, parsed, answer, operation, caller.requestId);
    const answer = service.call(parsed.operation, input, caller);
    return answer instanceof Promise ? answer.then(answered).catch(refused) : answered(answer);
  } catch (error) {
    return refused(error);
  }
}

/** A fault of ours, in words that a reader can report. */
function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new AwsError("InternalFailure", `a fault in the simulator: ${text}`, { status: 500 });
}

function success(
  service: Service,
  parsed: Parsed,
  answer: Fields,
  { output, hasEmptyResult = false }: Operation,
  requestId: string,
): WireResponse {
  if (parsed.protocol === "json") return jsonResponse(200, parsed.version, answer, requestId);
  const metadata = element("ResponseMetadata", element("RequestId", requestId));
  const hasResult = hasEmptyResult || Object.keys(output).length > 0;
  const result = !hasResult ? "" : element(`${parsed.operation}Result`, writeXml(answer, output));
  return xmlResponse(200, `${parsed.operation}Response`, service.namespace, result + metadata, requestId);
}

/** A refusal in the protocol of the call; for services and faults alike. */
export function refusal(
  service: Pick<Service, "typePrefix" | "namespace">,
  parsed: Pick<Parsed, "protocol"> & { readonly version?: "1.0" | "1.1" },
  error: AwsError,
  requestId: string,
): WireResponse {
  const type = error.senderFault ? "Sender" : "Receiver";
  if (parsed.protocol === "json") {
    const fields = {
      __type: `${error.typePrefix ?? service.typePrefix ?? ""}${error.code}`,
      message: error.message,
      ...error.members,
    };
    const response = jsonResponse(error.status, parsed.version ?? "1.0", fields, requestId);
    // Only where the service spoke Query before it spoke JSON.
    if (service.namespace === undefined) return response;
    return withHeaders(response, {
      ...response.headers,
      "x-amzn-query-error": `${error.queryCode};${type}`,
    });
  }
  const parts = [
    element("Type", type),
    element("Code", error.queryCode),
    element("Message", escapeXml(error.queryMessage)),
    "<Detail/>",
  ];
  const content = element("Error", parts.join("")) + element("RequestId", requestId);
  return xmlResponse(error.status, "ErrorResponse", service.namespace, content, requestId);
}

function jsonResponse(status: number, version: string, fields: Fields, requestId: string): WireResponse {
  const headers = { "content-type": `application/x-amz-json-${version}`, "x-amzn-requestid": requestId };
  return textResponse(status, headers, JSON.stringify(fields));
}

function xmlResponse(
  status: number,
  root: string,
  namespace: string | undefined,
  content: string,
  requestId: string,
): WireResponse {
  const xmlns = namespace === undefined ? "" : ` xmlns="${namespace}"`;
  const body = `<?xml version="1.0"?><${root}${xmlns}>${content}</${root}>`;
  return textResponse(status, { "content-type": "text/xml", "x-amzn-requestid": requestId }, body);
}
