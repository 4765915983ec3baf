// Room box: fetch in the box: a host that the world has a route for answers without a socket; any other is refused by name.
import { responseOf } from "./answer.ts";
import { LeavesVirtualTime } from "./errors.ts";
import { actorHere } from "./here.ts";
import { overNetwork } from "./network.ts";

/** What a program asked for, as it would stand on the wire. */
export interface FetchRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Read once. */
  readonly body: () => Promise<Uint8Array>;
}

export interface FetchAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** Answers a request in the box; `gone` tells that the caller has died. */
export type Route = (request: FetchRequest, gone: AbortSignal) => Promise<FetchAnswer>;

let routes: ReadonlyMap<string, Route> = new Map();

/** Sets the routes of the world that begins, by host. */
export function setRoutes(given: ReadonlyMap<string, Route>): void {
  routes = given;
}

export async function virtualFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const actor = actorHere();
  const { signal, ...rest } = init ?? {};
  const request = plainRequest(input, rest) ?? anyRequest(new Request(input, rest));
  const { host } = request.url;
  const route = routes.get(host);
  if (route === undefined) throw new LeavesVirtualTime(actor.name, `fetch of ${host}`);
  const answer = await overNetwork(actor, signal ?? undefined, (gone) => route(request, gone));
  const { status, headers, body } = answer;
  return responseOf(typeof body === "string" ? encoder.encode(body) : body, { status, headers });
}

function anyRequest(request: Request): FetchRequest {
  return {
    method: request.method,
    url: new URL(request.url),
    headers: Object.fromEntries(request.headers),
    body: async () => new Uint8Array(await request.arrayBuffer()),
  };
}

const PLAIN_MEMBERS = new Set(["method", "headers", "body"]);
const BODIED = new Set(["POST", "PUT", "DELETE"]);
const NAME = /^[\w-]+$/;
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
const encoder = new TextEncoder();

/**
 * The common case, text sent to a URL with headers in an object, without a Request, which would cost more than the rest of the call;
 * undefined for everything that has more to it.
 */
function plainRequest(input: string | URL | Request, init: RequestInit): FetchRequest | undefined {
  const { method = "GET", headers = {}, body } = init;
  const isBodied = typeof body === "string" && BODIED.has(method);
  if (!isBodied && (method !== "GET" || body !== undefined)) return undefined;
  if (typeof input !== "string" && !(input instanceof URL)) return undefined;
  if (Object.getPrototypeOf(headers) !== Object.prototype) return undefined;
  if (!Object.keys(init).every((name) => PLAIN_MEMBERS.has(name))) return undefined;
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers as Readonly<Record<string, unknown>>)) {
    const lower = name.toLowerCase();
    if (typeof value !== "string" || !NAME.test(name) || !VALUE.test(value) || lower in plain)
      return undefined;
    plain[lower] = value;
  }
  const url = urlOf(typeof input === "string" ? input : input.href);
  if (url === undefined || url.username !== "" || url.password !== "") return undefined;
  // Fetch Standard, "extract a body" (read 2026-11-25): the type of text that names none.
  if (isBodied) plain["content-type"] ??= "text/plain;charset=UTF-8";
  const bytes = encoder.encode(isBodied ? body : "");
  return { method, url, headers: plain, body: async () => bytes };
}

/** More than the addresses that one world's programs speak to. */
const MAX_URLS = 1_000;
const urls = new Map<string, URL>();

/** Programs ask the same few addresses again and again; undefined where it is none. */
function urlOf(href: string): URL | undefined {
  const known = urls.get(href);
  if (known !== undefined || !URL.canParse(href)) return known;
  if (urls.size >= MAX_URLS) urls.clear();
  const url = new URL(href);
  urls.set(href, url);
  return url;
}
