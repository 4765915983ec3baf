// Room simulator/http: a request and an answer of the plainest kind as bytes: POST, whole in one piece, its length said once. That is
// what SDKs send all day; whatever is not certainly plain is left to Node's own parser.
import type { WireRequest, WireResponse } from "../wire/index.ts";
import { STATUS_CODES } from "./node-http.ts";

const START = "POST /";
const VERSION = " HTTP/1.1";
const HEAD_END = "\r\n\r\n";
const LINE_END = "\r\n";
/** Node's own limit of a head; a longer one is refused by Node. */
const MAX_HEAD_BYTES = 16 * 1024;

/** As HTTP allows it. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/;
const BLANKS = /^[ \t]+|[ \t]+$/g;
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
  const end = bytes.indexOf(HEAD_END, 0, "latin1");
  if (end < 0 || end + HEAD_END.length > MAX_HEAD_BYTES) return undefined;
  const head = bytes.toString("latin1", 0, end + LINE_END.length);
  if (!head.startsWith(START)) return undefined;
  const lineEnd = head.indexOf(LINE_END);
  const target = head.slice(START.length - 1, lineEnd - VERSION.length);
  if (!head.startsWith(VERSION, lineEnd - VERSION.length) || !TARGET.test(target)) return undefined;
  const headers = readHeaders(head, lineEnd + LINE_END.length);
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
function readHeaders(head: string, from: number): Record<string, string> | undefined {
  const headers: Record<string, string> = {};
  for (let at = from; at < head.length;) {
    const colon = head.indexOf(":", at);
    const end = head.indexOf(LINE_END, at);
    if (colon < 0 || colon > end) return undefined;
    const name = nameOf(head.slice(at, colon));
    const value = valueOf(head.slice(colon + 1, end));
    if (name === undefined || value === undefined || name.key in headers) return undefined;
    if (name.changesTheRest && !isKeepAlive(name.key, value)) return undefined;
    headers[name.key] = value;
    at = end + LINE_END.length;
  }
  return headers;
}

interface Name {
  readonly key: string;
  readonly changesTheRest: boolean;
}

/** Clients say the same few names all day, each in its own spelling. */
const names = new Map<string, Name>();
const MAX_NAMES = 256;

function nameOf(said: string): Name | undefined {
  const known = names.get(said);
  if (known !== undefined) return known;
  if (!NAME.test(said)) return undefined;
  const key = said.toLowerCase();
  const name = { key, changesTheRest: NOT_PLAIN.includes(key) };
  if (names.size < MAX_NAMES) names.set(said, name);
  return name;
}

/** Without the blanks around it, of which there mostly is the one after the colon. */
function valueOf(said: string): string | undefined {
  if (CONTROL.test(said)) return undefined;
  const value = said.startsWith(" ") ? said.slice(1) : said;
  return isBlank(value, 0) || isBlank(value, value.length - 1) ? value.replaceAll(BLANKS, "") : value;
}

const isBlank = (text: string, at: number): boolean => text[at] === " " || text[at] === "\t";

/** Says what HTTP/1.1 does anyway. */
const isKeepAlive = (name: string, value: string): boolean =>
  name === "connection" && value.toLowerCase() === "keep-alive";

/**
 * In one piece: two would be two buffers for the kernel to gather, a third of the time of a small answer. Latin-1 where the body is ASCII
 * text: the system writes it straight from the string, and there is no buffer to make and to throw away.
 */
export function writePlain(response: WireResponse): Buffer | string {
  const { status, headers, text } = response;
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n`;
  for (const name in headers) head += `${name}: ${oneLine(headers[name] ?? "")}\r\n`;
  if (text !== undefined && Buffer.byteLength(text) === text.length)
    return `${head}content-length: ${text.length}${HEAD_END}${text}`;
  const { body } = response;
  head += `content-length: ${body.length}${HEAD_END}`;
  const bytes = Buffer.allocUnsafe(head.length + body.length);
  bytes.write(head, "latin1");
  bytes.set(body, head.length);
  return bytes;
}

/** A line break in a value would begin another header. */
const oneLine = (value: string): string =>
  /[^\t\x20-\x7e\x80-\xff]/.test(value) ? value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, "?") : value;
