// Room system: the provider's HTTP shell, a process of its own.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openDesk } from "./desk.ts";

/** A request of a few hundred bytes; more is no request of ours. */
const MAX_BODY_BYTES = 64 * 1024;

const desk = openDesk();
const server = createServer((request, response) => {
  void answer(request, response).catch((error: unknown) => {
    if (!response.headersSent)
      send(response, 500, { error: error instanceof Error ? error.message : String(error) });
  });
});
server.keepAliveTimeout = 75_000;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const said = await desk({
    method: request.method ?? "GET",
    url: new URL(request.url ?? "/", "http://provider"),
    body: await readBody(request),
    gone: gone.signal,
  });
  if (said !== undefined) send(response, said.status, said.body);
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BODY_BYTES) throw new Error(`a request is at most ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return sizeBytes === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
process.once("SIGTERM", () => process.exit(0));
process.stdin.once("end", () => process.exit(0)).once("error", () => process.exit(0));
process.stdin.resume();
