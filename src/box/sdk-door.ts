// Room box: where the AWS SDK's calls are caught: its HTTP handler. The SDK itself is loaded once, as Lambda's runtime does; a call
// belongs to the actor that makes it.
import { Readable } from "node:stream";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { actorHere } from "./here.ts";
import { overNetwork } from "./network.ts";
import { watchConfigs } from "./sdk-configs.ts";

/** A request as it would go over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireCaller {
  readonly actor: string;
  /** Aborted when the caller is gone. */
  readonly gone: AbortSignal;
}

export type Wire = (request: WireRequest, caller: WireCaller) => Promise<WireResponse>;

let wire: Wire | undefined;

/** Sets what answers the SDK in the world that begins. */
export function setWire(given: Wire | undefined): void {
  wire = given;
}

interface SmithyRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: WireRequest["query"];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Replaces what every NodeHttpHandler of this thread does with a request. */
export function openSdkDoor(): void {
  const handle = async (request: SmithyRequest, { abortSignal }: { abortSignal?: AbortSignal } = {}) => {
    watchConfigs();
    const actor = actorHere();
    const body = isStream(request.body) ? await collected(request.body) : bytesOf(request.body);
    const { method, hostname, path, query = {}, headers } = request;
    const asked = { method, hostname, path, query, headers, body };
    const answer = await overNetwork(actor, abortSignal, (gone) => {
      if (wire === undefined)
        throw new Error(`${actor.name} called ${request.hostname}, and no world is open`);
      return wire(asked, { actor: actor.name, gone });
    });
    // Only what is read by GET may be a stream in the SDK's eyes (an object of S3), and must then be one.
    const said = request.method === "GET" ? Readable.from([answer.body], { objectMode: false }) : answer.body;
    return { response: { statusCode: answer.status, headers: { ...answer.headers }, body: said } };
  };
  Object.defineProperty(NodeHttpHandler.prototype, "handle", {
    value: handle,
    configurable: true,
    writable: true,
  });
}

const isStream = (body: unknown): body is AsyncIterable<Uint8Array | string> =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body;

/** In the order in which it was written; its writer is in the box too, so no time but the world's passes. */
async function collected(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === "string") return Buffer.from(body, "utf8");
  // Without whatever the SDK put on top: its JSON bodies are arrays that warn when read as text.
  if (body instanceof Uint8Array) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  throw new Error("a body of this kind cannot be sent in the box: send a string, bytes or a stream");
}
