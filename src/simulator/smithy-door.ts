// Room simulator: the door for official SDK clients in the same process: a request handler that answers from the simulator, without a
// socket.
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
  ): Promise<{ response: { statusCode: number; headers: Record<string, string>; body: Uint8Array } }>;
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
      const answer = await simulator.handle(toWire(request), {
        baseUrl: `${request.protocol ?? "https:"}//${request.hostname}${request.port === undefined ? "" : `:${request.port}`}`,
        ...(gone === undefined ? {} : { gone }),
        ...arrival,
      });
      return { response: fromWire(answer) };
    },
  };
}

/** A request of the SDK as it would stand on the wire. */
export const toWire = ({ method, path, query, headers, body }: SmithyRequest): WireRequest => ({
  method,
  path,
  query: queryText(query ?? {}),
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  body: bytesOf(body),
});

const fromWire = ({ status, headers, body }: WireResponse) => ({
  statusCode: status,
  headers: { ...headers },
  body,
});

function queryText(query: NonNullable<SmithyRequest["query"]>): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of typeof value === "string" || value === null ? [value] : value)
      text.append(name, one ?? "");
  return text.toString();
}

function bytesOf(body: unknown): Uint8Array {
  if (typeof body === "string") return new TextEncoder().encode(body);
  // Without whatever the SDK put on top: its JSON bodies are arrays that warn when read as text.
  if (body instanceof Uint8Array) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (body === undefined || body === null) return new Uint8Array();
  throw new Error("a streamed body cannot be sent to the simulator: send a string or bytes");
}
