// Room faults: the loopback proxy that stands between every client and the endpoint: the gate's HTTP shell.
import {
  Agent as HttpAgent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import type { Answer } from "./answers.ts";
import { type Gate, type GateOptions, openGate } from "./gate.ts";
import type { CallHeaders } from "./wire.ts";

export interface Proxy extends Omit<Gate, "pass" | "arrival" | "invocation" | "refusesItem" | "isOpen"> {
  readonly url: URL;
  close(): Promise<void>;
}

export interface ProxyOptions extends GateOptions {
  readonly upstream: URL;
}

/** Longer than a long poll (20 s) and than any client keeps a connection idle. */
const KEEP_ALIVE_MS = 75_000;
/** A whole batch is at most 1 MiB (SQS-19); base64 and JSON escapes may double it. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Starts the proxy on a free loopback port. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const gate = openGate(options);
  const isHttps = options.upstream.protocol === "https:";
  const agent = isHttps ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else response.writeHead(502).end(error instanceof Error ? error.message : String(error));
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.requestTimeout = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await gate.pass({
      headers: request.headers,
      body: await readAll(request),
      forward: (body, headers) => forward(request, response, body, headers),
    });
    if (answer === "lost") response.destroy();
    else reply(response, answer);
  }

  function forward(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
    instead: CallHeaders = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { host: _ours, connection: _hop, "content-length": _length, ...headers } = request.headers;
      const upstream = (isHttps ? httpsRequest : httpRequest)(
        new URL(request.url ?? "/", options.upstream),
        {
          method: request.method ?? "POST",
          agent,
          headers: {
            ...headers,
            ...textHeaders(instead),
            host: options.upstream.host,
            "content-length": body.length,
          },
        },
        (answer) => {
          readAll(answer).then(
            (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
            reject,
          );
        },
      );
      upstream.once("error", reject);
      // A client that goes away ends the call upstream: a long poll must not swallow messages for nobody.
      response.once("close", () => {
        if (!response.writableEnded) upstream.destroy(new Error("the client went away"));
      });
      upstream.end(body);
    });
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    begin: gate.begin,
    strikesOf: gate.strikesOf,
    async close() {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const textHeaders = (headers: CallHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

function reply(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  const {
    connection: _hop,
    "transfer-encoding": _chunked,
    "content-length": _length,
    ...headers
  } = answer.headers;
  response.writeHead(answer.status, { ...headers, "content-length": answer.body.length }).end(answer.body);
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BODY_BYTES)
      throw new Error(`a request through the proxy is at most ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
