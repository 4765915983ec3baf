// Room box: where the AWS SDK's calls are caught: its HTTP handler. The SDK itself is loaded once, as Lambda's runtime does; a call
// belongs to the actor that makes it.
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { actorHere } from "./here.ts";
import { overNetwork } from "./network.ts";

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
    const actor = actorHere();
    const asked = { ...request, query: request.query ?? {}, body: bytesOf(request.body) };
    const answer = await overNetwork(actor, abortSignal, (gone) => {
      if (wire === undefined)
        throw new Error(`${actor.name} called ${request.hostname}, and no world is open`);
      return wire(asked, { actor: actor.name, gone });
    });
    return { response: { statusCode: answer.status, headers: { ...answer.headers }, body: answer.body } };
  };
  Object.defineProperty(NodeHttpHandler.prototype, "handle", {
    value: handle,
    configurable: true,
    writable: true,
  });
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === "string") return Buffer.from(body, "utf8");
  // Without whatever the SDK put on top: its JSON bodies are arrays that warn when read as text.
  if (body instanceof Uint8Array) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  throw new Error("a streamed body cannot be sent in the box: send a string or bytes");
}
