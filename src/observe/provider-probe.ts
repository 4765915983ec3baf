// Room observe: reads the provider's log from where it left off; each call is an effect at a position.
import type { JournalWriter } from "../journal/writer.ts";
import { type Probe, startProbe } from "./probe.ts";

interface LoggedCall {
  readonly n: number;
  readonly step: string;
  readonly order: string;
  readonly requestId: string;
  readonly key?: string;
  readonly deduplicated: boolean;
}

const READ_LIMIT_MS = 5_000;

/** Starts the probe of the provider's log. */
export function startProviderProbe(
  journal: JournalWriter,
  options: { readonly sink: string; readonly url: URL; readonly everyMs: number },
): Probe {
  const { sink, url, everyMs } = options;
  const newestSighting = new Map<string, number>();
  journal.onLine((line) => {
    if (line.kind === "message.seen" && line.order !== undefined) newestSighting.set(line.order, line.seq);
  });
  let next = 1;
  return startProbe(journal, {
    name: `${sink}.calls`,
    watches: [sink],
    everyMs,
    read: async () => {
      for (const call of await readCalls(url, next)) {
        const { n, order, step, requestId, key, deduplicated } = call;
        const cause = newestSighting.get(order);
        journal.append({
          kind: "effect.seen",
          actor: "observe",
          hop: sink,
          order,
          ...(cause === undefined ? {} : { cause }),
          at: { source: sink, n: String(n) },
          data: { step, requestId, ...(key === undefined ? {} : { key }), deduplicated },
        });
        next = n + 1;
      }
    },
  });
}

async function readCalls(url: URL, from: number): Promise<readonly LoggedCall[]> {
  const response = await fetch(new URL(`/calls?from=${from}`, url), {
    signal: AbortSignal.timeout(READ_LIMIT_MS),
  });
  const body: unknown = await response.json();
  if (typeof body !== "object" || body === null || !("calls" in body) || !Array.isArray(body.calls)) {
    throw new Error(`${url.href} answered ${response.status} and no list of calls`);
  }
  return body.calls as readonly LoggedCall[];
}
