// Room system: the provider's HTTP shell, a process of its own. Beside the steps it lets the runner hold a named order's request:
// `before` it writes, or its answer `after`. A held request whose caller is gone is dropped without effect.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { handle, newProvider, parseRequest, type ProviderRequest } from "./handle.ts";

interface Hold {
  readonly order: string;
  readonly step: string;
  readonly at: "before" | "after";
}

/** A request of a few hundred bytes; more is no request of ours. */
const MAX_BODY_BYTES = 64 * 1024;
/** How often a held request looks whether it was released. */
const HELD_POLL_MS = 20;

const state = newProvider();
let holds: Hold[] = [];
let held: Hold[] = [];

const server = createServer((request, response) => {
  void answer(request, response).catch((error: unknown) => {
    if (!response.headersSent)
      send(response, 500, { error: error instanceof Error ? error.message : String(error) });
  });
});
server.keepAliveTimeout = 75_000;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://provider");
  const body = await readBody(request);
  switch (`${request.method} ${url.pathname}`) {
    case "GET /calls":
      send(response, 200, { calls: state.calls.slice(Number(url.searchParams.get("from") ?? "1") - 1) });
      return;
    case "PUT /holds":
      holds.push(body as Hold);
      send(response, 200, {});
      return;
    case "DELETE /holds":
      holds = [];
      held = [];
      send(response, 200, {});
      return;
    case "GET /held":
      send(response, 200, { held });
      return;
    default: {
      const parsed = parseRequest(url.pathname.slice(1), body);
      if (typeof parsed === "string") send(response, 400, { error: parsed });
      else await takeStep(parsed, response);
    }
  }
}

async function takeStep(request: ProviderRequest, response: ServerResponse): Promise<void> {
  if (await isDropped(request, "before", response)) return;
  const call = handle(state, request);
  if (await isDropped(request, "after", response)) return;
  send(response, 200, { position: call.n, deduplicated: call.deduplicated });
}

/** Waits while a hold stands; true when the caller went away meanwhile. */
async function isDropped(
  request: ProviderRequest,
  at: Hold["at"],
  response: ServerResponse,
): Promise<boolean> {
  const hold = holds.find((one) => one.order === request.order && one.step === request.step && one.at === at);
  if (hold === undefined) return false;
  held.push(hold);
  let gone = false;
  response.once("close", () => {
    gone = true;
  });
  while (!gone && holds.includes(hold)) await new Promise((resolve) => setTimeout(resolve, HELD_POLL_MS));
  held = held.filter((one) => one !== hold);
  return gone;
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
