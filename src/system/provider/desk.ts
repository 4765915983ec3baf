// Room system: the provider's desk: its steps, its log and its holds behind one function, whatever carries the request. A hold lets the
// runner catch a named order's request `before` it writes, or its answer `after`; a held request whose caller is gone is dropped.
import { handle, newProvider, parseRequest, type ProviderCall, type ProviderRequest } from "./handle.ts";

interface Hold {
  readonly order: string;
  readonly step: string;
  readonly at: "before" | "after";
}

export interface DeskRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
  /** Aborted when the caller goes away. */
  readonly gone: AbortSignal;
}

export interface DeskAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Opens a provider that was never called; undefined answers a caller that is gone. */
export function openDesk(
  onCall: (call: ProviderCall) => void = () => {},
): (request: DeskRequest) => Promise<DeskAnswer | undefined> {
  const state = newProvider();
  let released = Promise.withResolvers<void>();
  let holds: Hold[] = [];
  let held: Hold[] = [];

  /** Waits while a hold stands; true when the caller went away meanwhile. */
  async function isDropped(request: ProviderRequest, at: Hold["at"], gone: AbortSignal): Promise<boolean> {
    const hold = holds.find(
      (one) => one.order === request.order && one.step === request.step && one.at === at,
    );
    if (hold === undefined) return false;
    held.push(hold);
    await Promise.race([released.promise, untilGone(gone)]);
    held = held.filter((one) => one !== hold);
    return gone.aborted;
  }

  async function takeStep(request: ProviderRequest, gone: AbortSignal): Promise<DeskAnswer | undefined> {
    if (await isDropped(request, "before", gone)) return undefined;
    const call = handle(state, request);
    onCall(call);
    if (await isDropped(request, "after", gone)) return undefined;
    return { status: 200, body: { position: call.n, deduplicated: call.deduplicated } };
  }

  return async ({ method, url, body, gone }) => {
    switch (`${method} ${url.pathname}`) {
      case "GET /calls":
        return {
          status: 200,
          body: { calls: state.calls.slice(Number(url.searchParams.get("from") ?? "1") - 1) },
        };
      case "PUT /holds":
        holds.push(body as Hold);
        return { status: 200, body: {} };
      case "DELETE /holds":
        holds = [];
        held = [];
        released.resolve();
        released = Promise.withResolvers<void>();
        return { status: 200, body: {} };
      case "GET /held":
        return { status: 200, body: { held } };
      default: {
        const parsed = parseRequest(url.pathname.slice(1), body);
        if (typeof parsed === "string") return { status: 400, body: { error: parsed } };
        return takeStep(parsed, gone);
      }
    }
  };
}

function untilGone(gone: AbortSignal): Promise<void> {
  if (gone.aborted) return Promise.resolve();
  return new Promise((resolve) => gone.addEventListener("abort", () => resolve(), { once: true }));
}
