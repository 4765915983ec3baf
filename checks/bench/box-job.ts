// Benchmark: the job that a box plays: one scenario, timed by the real clocks of this thread, profiled when asked.
import { Session } from "node:inspector/promises";
import path from "node:path";
import type { JobContext } from "../../src/box/thread.ts";
import { real } from "../../src/box/real.ts";
import { boxVenue, openSimulator } from "../../src/scenario/box-venue.ts";
import type { Code } from "../../src/scenario/instrument.ts";
import { loadScenario } from "../../src/scenario/find.ts";
import { play } from "../../src/scenario/play.ts";
import { chooseSystem, templateFor } from "../../src/scenario/system.ts";
import { withPublisherOnTheWire } from "./publisher.ts";
import { SAMPLE_US, type Shares, sharesOf } from "./shares.ts";

export interface Profiled {
  /** From the first order sent until nothing is left to happen: what the orders cost, journaled and judged as it happens. */
  readonly orders: Spent;
  /** With the world made, the system put up, its programs loaded, and all of it taken down. */
  readonly whole: Spent;
  readonly shares: Shares;
}

export interface Spent {
  readonly wallMs: number;
  /** Of this thread, on whatever core and however often it had to wait for one. */
  readonly cpuMs: number;
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

export async function playProfiled(
  { scenario, variant, folder, seed, profile, code }: Asked & { readonly code: Code },
  { world, signal }: JobContext,
): Promise<Profiled> {
  const profiler = profile ? await startProfiler() : undefined;
  const begun = now();
  const phases = new Map<unknown, Spent>();
  const loaded = await loadScenario({
    name: scenario,
    family: "bench",
    file: path.join(ROOT, `${scenario}.ts`),
  });
  const system = chooseSystem(variant === undefined ? undefined : `variant:${variant}`, ROOT);
  const venue = boxVenue(world, openSimulator(world));
  await play({
    loaded,
    venue: variant === "on-the-wire" ? withPublisherOnTheWire(venue) : venue,
    folder,
    seed,
    prefix: "ordeal-bench",
    system,
    template: templateFor(system, loaded.scenario.system),
    code,
    faults: undefined,
    tags: {},
    signal,
    drainLimitMs: undefined,
    keep: false,
    evidence: "log",
    hasMoveTask: true,
    hasFunctionGate: true,
    byStack: false,
    onPhase: (phase) => void phases.set(phase, now()),
  });
  const ended = now();
  const shares = profiler === undefined ? [] : await profiler();
  const orders = between(phases.get("drive") ?? begun, phases.get("judge") ?? ended);
  return { orders, whole: between(begun, ended), shares };
}

function now(): Spent {
  const { user, system } = process.threadCpuUsage();
  return { wallMs: real.performanceNow(), cpuMs: (user + system) / 1000 };
}

const between = (from: Spent, to: Spent): Spent => ({
  wallMs: to.wallMs - from.wallMs,
  cpuMs: to.cpuMs - from.cpuMs,
});

/** Answers how to stop it. */
async function startProfiler(): Promise<() => Promise<Shares>> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: SAMPLE_US });
  await session.post("Profiler.start");
  return async () => {
    const { profile } = await session.post("Profiler.stop");
    session.disconnect();
    return sharesOf(profile);
  };
}
