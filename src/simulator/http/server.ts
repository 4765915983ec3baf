// Room simulator/http: the door for everything that speaks HTTP: any SDK, the AWS CLI, a browser on the control API. It binds loopback
// alone. What a caller sends never ends it.
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { WireRequest, WireResponse } from "../wire/index.ts";
import { type Control, CONTROL_PATH } from "./control.ts";
import { openLane } from "./lane.ts";
import { createServer } from "./node-http.ts";

/** Clients keep idle connections; a server that closes them first loses requests in flight (CONTRACTS 6). */
const KEEP_ALIVE_MS = 75_000;
/** An object in one piece is the largest: S3 takes 5 GiB, but here it is held in memory, and clients send more than this in parts. */
const MAX_BODY_BYTES = 128 * 1024 * 1024;

/** How a request came in by HTTP. */
export interface HttpArrival {
  readonly baseUrl: string;
  /** Made when it is first read, which most calls never do: so hand the arrival on, not a copy. */
  readonly gone: AbortSignal;
}

export interface HttpServerOptions {
  /** 0 picks a free one. */
  readonly port: number;
  readonly control: Control;
  /** `lost`: the service did its work, and the connection ends without a word. */
  readonly handle: (
    request: WireRequest,
    arrival: HttpArrival,
  ) => WireResponse | "lost" | Promise<WireResponse | "lost">;
}

export interface HttpServer {
  readonly url: URL;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. Rejects with the system's error where the port cannot be had (`code` EADDRINUSE). */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = createServer((request, response) => {
    void answer(request, response, options).catch((error: unknown) => fail(response, error));
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1_000;
  server.requestTimeout = 0;
  const lanes = openLanes(server, options);
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    async close() {
      server.closeAllConnections();
      for (const socket of lanes) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Every connection begins as a lane; Node's own listener takes those that leave it. Answers those that are open. */
function openLanes(server: Server, { handle }: HttpServerOptions): ReadonlySet<Socket> {
  const open = new Set<Socket>();
  const asNode = server.listeners("connection") as ((socket: Socket) => void)[]; // what `connection` listeners are given
  server.removeAllListeners("connection").on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    openLane(socket, {
      takes: ({ path }) => !path.startsWith(CONTROL_PATH),
      handle(request, arrival) {
        try {
          const said = handle(request, arrival);
          return said instanceof Promise ? said.catch(failure) : said;
        } catch (error) {
          return failure(error);
        }
      },
      baseUrlOf: (host) => baseUrlOf(host, socket),
      leave: () => asNode.forEach((listener) => listener.call(server, socket)),
    });
  });
  return open;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { control, handle }: HttpServerOptions,
): Promise<void> {
  const gone = new AbortController();
  // An answer that was sent is no reason to abort.
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const wire = await wireOf(request);
  if (wire === "too long") {
    send(response, { status: 413, headers: { connection: "close" }, body: textBytes(TOO_LONG) });
    return;
  }
  if (wire.path.startsWith(CONTROL_PATH)) {
    await control(wire, { gone: gone.signal, stream: (lines) => stream(response, lines) }).then((said) => {
      if (said !== "streaming") send(response, said);
    });
    return;
  }
  const said = await handle(wire, {
    baseUrl: baseUrlOf(request.headers.host, request.socket),
    gone: gone.signal,
  });
  if (said === "lost") response.destroy();
  else send(response, said);
}

const TOO_LONG = `a request is at most ${MAX_BODY_BYTES} bytes`;

/** What the caller reached us by, so that queue URLs lead back the same way. */
function baseUrlOf(host = "", socket: Socket): string {
  return /^[\w.-]+(?::\d+)?$/.test(host) ? `http://${host}` : `http://127.0.0.1:${socket.localPort ?? 0}`;
}

async function wireOf(request: IncomingMessage): Promise<WireRequest | "too long"> {
  const body = await bodyOf(request);
  if (body === "too long") return body;
  const url = request.url ?? "/";
  const mark = url.indexOf("?");
  return {
    method: request.method ?? "POST",
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? "" : url.slice(mark + 1),
    headers: textHeaders(request.headers),
    body,
  };
}

/** By events: an async iterator over every small body would take a tenth of the server's time. */
function bodyOf(request: IncomingMessage): Promise<Buffer | "too long"> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > MAX_BODY_BYTES) resolve("too long");
      else chunks.push(chunk);
    });
    request.once("end", () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
    });
    request.once("error", reject);
  });
}

/** Only Set-Cookie comes as a list, and no call has one. */
function textHeaders(headers: IncomingMessage["headers"]): Readonly<Record<string, string>> {
  return headers as Readonly<Record<string, string>>;
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { ...headers, "content-length": body.length }).end(body);
}

/** NDJSON, a line as soon as there is one. */
async function stream(response: ServerResponse, lines: AsyncIterable<string>): Promise<void> {
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  response.flushHeaders();
  for await (const line of lines) {
    if (response.destroyed) return;
    response.write(`${line}\n`);
  }
  response.end();
}

function fail(response: ServerResponse, error: unknown): void {
  send(response, failure(error));
}

function failure(error: unknown): WireResponse {
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, headers: {}, body: textBytes(`a fault in the simulator: ${message}`) };
}

const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
