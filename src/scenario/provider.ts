// Room scenario: the provider's process and its control: holds by which a worker is caught in the middle of a call.
import path from "node:path";
import { programPath } from "../system/program.ts";
import { type Child, startServer } from "./children.ts";

export interface HoldRequest {
  readonly order: string;
  readonly step: string;
  readonly at: "before" | "after";
}

export interface ProviderProcess {
  readonly url: URL;
  /** Holds the order's next request; the returned function lets go. */
  hold(request: HoldRequest): Promise<() => Promise<void>>;
  /** Resolves when a request of the order is held. */
  untilHeld(order: string, limitMs: number): Promise<void>;
  stop(): Promise<void>;
}

const POLL_MS = 25;
const CALL_LIMIT_MS = 5_000;

/** Starts the provider. */
export async function startProvider(logDir: string): Promise<ProviderProcess> {
  const { child, url } = await startServer({
    name: "Provider",
    program: programPath("provider/server.ts"),
    env: {},
    logFile: path.join(logDir, "Provider.log"),
  });
  const call = async (method: string, where: string, body?: HoldRequest): Promise<unknown> => {
    const response = await fetch(new URL(where, url), {
      method,
      signal: AbortSignal.timeout(CALL_LIMIT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  return {
    url,
    async hold(request) {
      await call("PUT", "/holds", request);
      return async () => {
        await call("DELETE", "/holds");
      };
    },
    untilHeld: (order, limitMs) => untilHeld(order, limitMs, child, () => call("GET", "/held")),
    stop: () => child.stop(),
  };
}

async function untilHeld(
  order: string,
  limitMs: number,
  child: Child,
  look: () => Promise<unknown>,
): Promise<void> {
  const deadlineMs = performance.now() + limitMs;
  for (;;) {
    const answer = await look();
    if (JSON.stringify(answer).includes(JSON.stringify(order))) return;
    if (!child.isAlive()) throw new Error("the provider ended");
    if (performance.now() > deadlineMs)
      throw new Error(`the provider held no request of ${order} within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
