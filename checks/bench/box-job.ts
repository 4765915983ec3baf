// Benchmark: the job that a box plays: one scenario, timed by the real clock of the main thread's inspector, profiled when asked.
import { Session } from "node:inspector/promises";
import path from "node:path";
import type { JobContext } from "../../src/box/thread.ts";
import { real } from "../../src/box/real.ts";
import { playInBox } from "../../src/scenario/box-jobs.ts";
import type { Code } from "../../src/scenario/instrument.ts";
import { chooseSystem } from "../../src/scenario/system.ts";

export interface Profiled {
  readonly ms: number;
  readonly shares: readonly (readonly [what: string, share: number])[];
}

export interface Asked {
  /** A scenario of fixtures/bench. */
  readonly scenario: string;
  /** A variant of fixtures/bench. */
  readonly variant: string | undefined;
  readonly folder: string;
  readonly seed: string;
  readonly profile: boolean;
}

const ROOT = path.resolve("fixtures/bench");

/** Whose code a frame is, by its file. */
const OWNERS: readonly (readonly [string, RegExp])[] = [
  ["SDK", /node_modules\/(@aws-sdk|@smithy|@aws-crypto)/],
  ["wire", /src\/simulator\/wire|smithy-door|sdk-door/],
  ["simulator", /src\/simulator/],
  ["business code", /src\/system/],
  ["box", /src\/box/],
  ["journal and claims", /src\/(journal|claims)/],
  ["garbage collector", /^\(garbage collector\)$/],
];

export async function playProfiled(
  { scenario, variant, folder, seed, profile, code }: Asked & { readonly code: Code },
  context: JobContext,
): Promise<Profiled> {
  const session = new Session();
  if (profile) {
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.start");
  }
  const startMs = real.performanceNow();
  await playInBox(
    {
      found: {
        name: scenario,
        family: "bench",
        file: path.join(ROOT, `${scenario}.ts`),
      },
      folder,
      seed,
      prefix: "ordeal-bench",
      system: chooseSystem(variant === undefined ? undefined : `variant:${variant}`, ROOT),
      code,
      faults: undefined,
      tags: {},
      drainLimitMs: undefined,
      keep: false,
      evidence: "log",
      hasMoveTask: true,
      hasFunctionGate: true,
      byStack: false,
    },
    context,
  );
  const ms = real.performanceNow() - startMs;
  if (!profile) return { ms, shares: [] };
  const { profile: taken } = await session.post("Profiler.stop");
  session.disconnect();
  const owners = new Map(taken.nodes.map((node) => [node.id, ownerOf(node.callFrame)]));
  const times = new Map<string, number>();
  let total = 0;
  for (const [index, id] of (taken.samples ?? []).entries()) {
    const owner = owners.get(id) ?? "other";
    const us = taken.timeDeltas?.[index] ?? 0;
    if (owner === "idle") continue;
    times.set(owner, (times.get(owner) ?? 0) + us);
    total += us;
  }
  return {
    ms,
    shares: [...times].map(([what, us]) => [what, us / total] as const).toSorted((a, b) => b[1] - a[1]),
  };
}

function ownerOf({ url, functionName }: { url: string; functionName: string }): string {
  if (functionName === "(idle)" || functionName === "(program)") return "idle";
  const found = OWNERS.find(([, pattern]) => pattern.test(url) || pattern.test(functionName));
  return found?.[0] ?? (url.startsWith("node:") || url === "" ? "Node itself" : "the rest of Ordeal");
}
