// Room simulator/wire: which protocol a request speaks and which operation it names. Reads no members yet: the service's shapes do that.
import type { WireRequest } from "./message.ts";
import type { Form } from "./read-query.ts";

export type Parsed =
  | {
      readonly protocol: "json";
      readonly version: "1.0" | "1.1";
      /** Before the dot of X-Amz-Target: `AmazonSQS`. */
      readonly target: string;
      readonly operation: string;
      readonly body: Uint8Array;
    }
  | { readonly protocol: "query"; readonly operation: string; readonly form: Form };

/** Undefined where the request names no operation in a protocol known here. */
export function parseRequest(request: WireRequest): Parsed | undefined {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) return parseJson(target, request);
  const form = formOf(request);
  const operation = form.find(([name]) => name === "Action")?.[1];
  return operation === undefined
    ? undefined
    : { protocol: "query", operation, form: withPath(form, request.path) };
}

function parseJson(header: string, { headers, body }: WireRequest): Parsed {
  const dot = header.lastIndexOf(".");
  const version = headers["content-type"]?.includes("x-amz-json-1.1") === true ? "1.1" : "1.0";
  return { protocol: "json", version, target: header.slice(0, dot), operation: header.slice(dot + 1), body };
}

const decoder = new TextDecoder();

function formOf({ headers, query, body }: WireRequest): Form {
  const isForm = headers["content-type"]?.includes("x-www-form-urlencoded") === true;
  const text = isForm ? decoder.decode(body) : "";
  const parts = [query, text].filter((part) => part !== "");
  return parts.flatMap((part) => [...new URLSearchParams(part)]);
}

/** A Query call may be sent to the queue's own URL instead of naming it. */
function withPath(form: Form, path: string): Form {
  const isQueuePath = /^\/\d{12}\/[^/]+$/.test(path);
  return isQueuePath && !form.some(([name]) => name === "QueueUrl") ? [...form, ["QueueUrl", path]] : form;
}
