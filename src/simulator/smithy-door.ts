// Room simulator: the door for official SDK clients in the same process: a request handler that answers from the simulator, without a
// socket.
import { Readable } from "node:stream";
import type { Arrival, Simulator } from "./simulator.ts";
import type { WireRequest, WireResponse } from "./wire/index.ts";

/** What of an SDK request the door reads. */
interface SmithyRequest {
  readonly method: string;
  readonly protocol?: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface SmithyHandler {
  handle(
    request: SmithyRequest,
    options?: { readonly abortSignal?: unknown },
  ): Promise<{
    response: { statusCode: number; headers: Record<string, string>; body: Uint8Array | Readable };
  }>;
}

/**
 * To be given to a client as its `requestHandler`.
 *
 * @example
 * const sqs = new SQSClient({ region: "us-east-1", credentials, requestHandler: requestHandlerFor(simulator) });
 */
export function requestHandlerFor(simulator: Simulator, arrival: Partial<Arrival> = {}): SmithyHandler {
  return {
    async handle(request, { abortSignal } = {}) {
      const gone = abortSignal instanceof AbortSignal ? abortSignal : undefined;
      gone?.throwIfAborted();
      const body = isStream(request.body) ? await collected(request.body) : request.body;
      const answer = await simulator.handle(toWire({ ...request, body }), {
        baseUrl: `${request.protocol ?? "https:"}//${request.hostname}${request.port === undefined ? "" : `:${request.port}`}`,
        ...(gone === undefined ? {} : { gone }),
        ...arrival,
      });
      return { response: fromWire(answer, request.method) };
    },
  };
}

/** A request of the SDK as it would stand on the wire. */
export const toWire = ({ method, path, query, headers, body }: SmithyRequest): WireRequest => ({
  method,
  path,
  query: queryText(query ?? {}),
  headers: inLowerCase(headers),
  body: bytesOf(body),
});

function inLowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  const lower: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) lower[name.toLowerCase()] = value;
  }
  return lower;
}

/** Only what is read by GET may be a stream in the SDK's eyes (an object of S3), and must then be one. */
const fromWire = ({ status, headers, body }: WireResponse, method: string) => ({
  statusCode: status,
  headers: { ...headers },
  body: method === "GET" ? Readable.from([body], { objectMode: false }) : body,
});

const isStream = (body: unknown): body is AsyncIterable<Uint8Array | string> =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body;

/** In the order in which it was written, without waiting for anything but its writer. */
async function collected(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function queryText(query: NonNullable<SmithyRequest["query"]>): string {
  const entries = Object.entries(query);
  if (entries.length === 0) return "";
  const text = new URLSearchParams();
  for (const [name, value] of entries)
    for (const one of typeof value === "string" || value === null ? [value] : value)
      text.append(name, one ?? "");
  return text.toString();
}

function bytesOf(body: unknown): Uint8Array {
  if (typeof body === "string") return new TextEncoder().encode(body);
  // Without whatever the SDK put on top: its JSON bodies are arrays that warn when read as text.
  if (body instanceof Uint8Array) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (body === undefined || body === null) return new Uint8Array();
  throw new Error("a body of this kind cannot be sent to the simulator: send a string, bytes or a stream");
}
