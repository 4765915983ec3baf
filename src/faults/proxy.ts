// Room faults: the loopback proxy that stands between every client and the endpoint. Without a rule that matches, a request goes
// through untouched; with one, the fault strikes here and is journaled.
import {
  Agent as HttpAgent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import type { JournalWriter } from "../journal/writer.ts";
import type { FaultRule } from "./rule.ts";
import { openRules } from "./rules.ts";
import { type AwsCall, readCall } from "./wire.ts";
import { failedEntries, refusal, THROTTLED, withoutEntries } from "./answers.ts";

export interface Proxy {
  readonly url: URL;
  /** Lets a fault begin; the returned function ends it. */
  begin(rule: FaultRule): () => void;
  /** How often a fault struck so far. */
  strikesOf(id: string): number;
  close(): Promise<void>;
}

export interface ProxyOptions {
  readonly upstream: URL;
  readonly journal: JournalWriter;
  readonly seed: string;
  /** The logical id behind a queue URL or an ARN. */
  hopOf(physical: string): string | undefined;
  orderOf(body: string, hop: string): string | undefined;
}

/** Longer than a long poll (20 s) and than any client keeps a connection idle. */
const KEEP_ALIVE_MS = 75_000;
/** A whole batch is at most 1 MiB (SQS-19); base64 and JSON escapes may double it. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** Starts the proxy on a free loopback port. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const rules = openRules(options.journal, options.seed);
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
    const body = await readAll(request);
    const call = readCall(request.headers, body, options);
    const fault = rules.strike(call);
    if (fault === undefined) return reply(response, await forward(request, response, body));
    switch (fault.rule.fault) {
      case "throttle":
        return reply(response, refusal(call, THROTTLED));
      case "fail":
        return reply(response, refusal(call, failureOf(fault.rule)));
      case "slow":
        await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
        return reply(response, await forward(request, response, body));
      case "drop-ack":
        // The service does the work; only its answer never arrives.
        await forward(request, response, body);
        response.destroy();
        return undefined;
      case "partial":
        return partial(request, response, call, fault.entryIds);
      default:
        return reply(response, await forward(request, response, body));
    }
  }

  async function partial(
    request: IncomingMessage,
    response: ServerResponse,
    call: AwsCall,
    ids: readonly string[],
  ): Promise<void> {
    const rest = withoutEntries(call, ids);
    if (rest === undefined) return reply(response, failedEntries(undefined, ids));
    const answer = await forward(request, response, rest);
    return reply(response, failedEntries(answer, ids));
  }

  function forward(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { host: _ours, connection: _hop, "content-length": _length, ...headers } = request.headers;
      const upstream = (isHttps ? httpsRequest : httpRequest)(
        new URL(request.url ?? "/", options.upstream),
        {
          method: request.method ?? "POST",
          agent,
          headers: { ...headers, host: options.upstream.host, "content-length": body.length },
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
    begin: (rule) => rules.begin(rule),
    strikesOf: (id) => rules.strikesOf(id),
    async close() {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function failureOf(rule: FaultRule): { code: string; message: string; status: number } {
  return {
    code: rule.error?.type ?? "AccessDenied",
    message: rule.error?.message ?? "refused by a fault",
    status: 403,
  };
}

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
