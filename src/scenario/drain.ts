// Room scenario: the drain, in real time. It only waits: until every accepted order is terminal, or nothing new was seen for
// the horizon, with every consumed queue empty in two samples (DESIGN section 6). Only then is absence evidence.
import type { JournalWriter } from "../journal/writer.ts";
import type { KindData, Line } from "../journal/line.ts";

export type Drained = KindData["drain.ended"];

export interface Depth {
  readonly visible: number;
  readonly inflight: number;
  readonly delayed: number;
}

export interface DrainWatch {
  readonly journal: JournalWriter;
  readonly everyMs: number;
  readonly horizonMs: number;
  readonly assumes: readonly string[];
  /** After this the drain gives up: what is absent then stays unknown. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Reads every probe to its end and samples the depth of every queue. */
  sample(): Promise<ReadonlyMap<string, Depth>>;
  /** Resolves when nothing is left to happen, where the world itself knows. */
  readonly untilIdle?: () => Promise<void>;
  /** Hops that have a consumer: these must be empty. */
  readonly consumed: readonly string[];
  probesAlive(): boolean;
  /** Whether every accepted order is terminal (CONTRACTS 9), and none is in doubt. */
  allTerminal(): boolean;
  /** Whether every claim has its final ruling. */
  allFinal(): boolean;
}

/** Kinds that show that the system still moves. */
const SIGNS = new Set(["message.seen", "message.gone", "call.seen", "effect.seen", "fault.struck"]);
/** Two samples in a row, since SQS answers depths approximately (SQS-16). */
const QUIET_SAMPLES = 2;

/** Waits until the system is drained, and says how it ended. */
export async function drain(watch: DrainWatch): Promise<Drained> {
  return watch.untilIdle === undefined ? drainBySamples(watch) : drainByHeap(watch, watch.untilIdle);
}

/** The world knows when nothing is left to happen; what goes on for ever is cut off at the limit. */
async function drainByHeap(watch: DrainWatch, untilIdle: () => Promise<void>): Promise<Drained> {
  const limit = new AbortController();
  // Background: the limit itself must not keep the world from being drained.
  const timer = setTimeout(() => limit.abort(), watch.limitMs).unref();
  const cut = new Promise<"limit">((resolve) => {
    const signal = AbortSignal.any([limit.signal, watch.signal]);
    if (signal.aborted) resolve("limit");
    else signal.addEventListener("abort", () => resolve("limit"), { once: true });
  });
  const ended = await Promise.race([untilIdle().then(() => "heap" as const), cut]);
  clearTimeout(timer);
  const depths = await watch.sample();
  const by = ended === "limit" && watch.allFinal() ? "proof" : ended;
  return drained(watch, by, 0, new Map([...depths.keys()].map((hop) => [hop, 1])));
}

async function drainBySamples(watch: DrainWatch): Promise<Drained> {
  const startMs = performance.now();
  let newestMs = startMs;
  const forget = watch.journal.onLine((line) => {
    if (isSign(line)) newestMs = performance.now();
  });
  const samples = new Map<string, number>();
  let quiet = 0;
  try {
    for (;;) {
      const depths = await watch.sample();
      for (const hop of depths.keys()) samples.set(hop, (samples.get(hop) ?? 0) + 1);
      quiet = isQuiet(watch, depths) ? quiet + 1 : 0;
      const nowMs = performance.now();
      const by = endOf(watch, quiet, nowMs - newestMs, nowMs - startMs);
      if (by !== undefined) return drained(watch, by, nowMs - newestMs, samples);
      await pause(watch.everyMs, watch.signal);
    }
  } finally {
    forget();
  }
}

function endOf(
  watch: DrainWatch,
  quiet: number,
  quietMs: number,
  waitedMs: number,
): Drained["by"] | undefined {
  if (watch.probesAlive() && quiet >= QUIET_SAMPLES) {
    if (watch.allTerminal()) return "terminal";
    if (quietMs >= watch.horizonMs) return "horizon";
  }
  if (watch.allFinal()) return "proof";
  if (waitedMs >= watch.limitMs || watch.signal.aborted) return "limit";
  return undefined;
}

function isQuiet(watch: DrainWatch, depths: ReadonlyMap<string, Depth>): boolean {
  return watch.consumed.every((hop) => {
    const depth = depths.get(hop);
    return depth !== undefined && depth.visible + depth.inflight + depth.delayed === 0;
  });
}

function drained(
  watch: DrainWatch,
  by: Drained["by"],
  quietMs: number,
  samples: ReadonlyMap<string, number>,
): Drained {
  return {
    complete: by === "heap" || by === "terminal" || by === "horizon",
    by,
    horizonMs: watch.horizonMs,
    ...(watch.assumes.length > 0 ? { assumes: watch.assumes } : {}),
    quietMs: Math.round(quietMs),
    watched: [...samples].map(([hop, count]) => ({ hop, samples: count })),
  };
}

function isSign(line: Line): boolean {
  return SIGNS.has(line.kind) && !("touch" in line.data && line.data.touch);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
