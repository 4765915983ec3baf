// Room scenario: the provider's control: holds by which a worker is caught in the middle of a call.
import type { StartedProvider } from "./venue.ts";

export interface HoldRequest {
  readonly order: string;
  readonly step: string;
  readonly at: "before" | "after";
}

export interface Provider {
  readonly url: URL;
  /** Holds the order's next request; the returned function lets go. */
  hold(request: HoldRequest): Promise<() => Promise<void>>;
  /** Resolves when a request of the order is held. */
  untilHeld(order: string, limitMs: number): Promise<void>;
}

const POLL_MS = 25;
const CALL_LIMIT_MS = 5_000;

/** Controls a provider that is up. */
export function controlProvider(started: StartedProvider): Provider {
  const { url } = started;
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
    untilHeld: (order, limitMs) => untilHeld(order, limitMs, started, () => call("GET", "/held")),
  };
}

async function untilHeld(
  order: string,
  limitMs: number,
  started: StartedProvider,
  look: () => Promise<unknown>,
): Promise<void> {
  const deadlineMs = performance.now() + limitMs;
  for (;;) {
    const answer = await look();
    if (JSON.stringify(answer).includes(JSON.stringify(order))) return;
    if (!started.isAlive()) throw new Error("the provider ended");
    if (performance.now() > deadlineMs)
      throw new Error(`the provider held no request of ${order} within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
