// Room simulator/http: a request and an answer of the plainest kind as bytes: POST, whole in one piece, its length said once. That is
// what SDKs send all day; whatever is not certainly plain is left to Node's own parser.
import { STATUS_CODES } from "node:http";
import type { WireRequest, WireResponse } from "../wire/index.ts";

const START = "POST /";
const VERSION = " HTTP/1.1";
const HEAD_END = "\r\n\r\n";
/** Node's own limit of a head; a longer one is refused by Node. */
const MAX_HEAD_BYTES = 16 * 1024;

/** A name as HTTP allows it, and a value without control characters. */
const HEADER = /([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*?)[ \t]*\r\n/y;
const TARGET = /^\/[\x21-\x7e]*$/;
const LENGTH = /^\d{1,8}$/;
/** They change what the rest of the connection means. */
const NOT_PLAIN: readonly string[] = [
  "transfer-encoding",
  "expect",
  "upgrade",
  "connection",
  "te",
  "trailer",
];

/** Undefined where the bytes are anything but one plain request and nothing after it. */
export function readPlain(bytes: Buffer): WireRequest | undefined {
  const head = bytes.toString("latin1", 0, Math.min(bytes.length, MAX_HEAD_BYTES));
  const end = head.indexOf(HEAD_END);
  if (end < 0 || !head.startsWith(START)) return undefined;
  const lineEnd = head.indexOf("\r\n");
  const target = head.slice(START.length - 1, lineEnd - VERSION.length);
  if (!head.startsWith(VERSION, lineEnd - VERSION.length) || !TARGET.test(target)) return undefined;
  const headers = readHeaders(head, lineEnd + 2, end + 2);
  const length = headers?.["content-length"];
  const bodyAt = end + HEAD_END.length;
  if (headers === undefined || length === undefined || !LENGTH.test(length)) return undefined;
  if (bytes.length !== bodyAt + Number(length)) return undefined;
  const mark = target.indexOf("?");
  return {
    method: "POST",
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers,
    body: bytes.subarray(bodyAt),
  };
}

/** Undefined where one of them is malformed, comes twice, or is not for a plain request. */
function readHeaders(head: string, from: number, to: number): Record<string, string> | undefined {
  const headers: Record<string, string> = {};
  for (HEADER.lastIndex = from; HEADER.lastIndex < to;) {
    const found = HEADER.exec(head);
    if (found === null) return undefined;
    const [, name = "", value = ""] = found;
    const key = name.toLowerCase();
    if (key in headers || (NOT_PLAIN.includes(key) && !isKeepAlive(key, value))) return undefined;
    headers[key] = value;
  }
  return headers;
}

/** Says what HTTP/1.1 does anyway. */
const isKeepAlive = (name: string, value: string): boolean =>
  name === "connection" && value.toLowerCase() === "keep-alive";

/** In one piece: two would be two buffers for the kernel to gather, a third of the time of a small answer. */
export function writePlain({ status, headers, body }: WireResponse): Buffer {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n`;
  for (const name in headers) head += `${name}: ${oneLine(headers[name] ?? "")}\r\n`;
  head += `content-length: ${body.length}${HEAD_END}`;
  const bytes = Buffer.allocUnsafe(head.length + body.length);
  bytes.write(head, "latin1");
  bytes.set(body, head.length);
  return bytes;
}

/** A line break in a value would begin another header. */
const oneLine = (value: string): string =>
  /[^\t\x20-\x7e\x80-\xff]/.test(value) ? value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, "?") : value;
