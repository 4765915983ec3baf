// The oracle of DESIGN section 8: every scenario and every variant is played twice from one seed, judged once on the simulator's own log
// and once on what probes saw from outside. Probes may know less (unknown), but never contradict the log. So the simulator tests the
// observers that a real target depends on.
import { expect, test } from "vitest";
import { runScenarios } from "../src/scenario/run.ts";
import { loadConfig } from "../src/scenario/config.ts";
import { variantNames } from "../src/scenario/variant.ts";

const LIMIT_MS = 120_000;

/** By scenario and claim, its outcome. */
async function outcomes(system: string, evidence: "log" | "probes"): Promise<ReadonlyMap<string, string>> {
  const options = { names: [], cwd: process.cwd(), argv: ["ordeal", "run"], target: "embedded" };
  const { signal } = new AbortController();
  const { verdict } = await runScenarios({ ...options, system, evidence, signal }, () => {});
  return new Map(
    verdict.scenarios.flatMap(({ name, claims = [] }) =>
      claims.map((claim) => [`${name}: ${claim.name}: ${claim.says}`, claim.outcome] as const),
    ),
  );
}

const { root } = await loadConfig(process.cwd());
const systems = ["order", ...variantNames(root).map((name) => `variant:${name}`)];

test.each(systems)(
  "probes never contradict the log on %s",
  async (system) => {
    const [log, probes] = [await outcomes(system, "log"), await outcomes(system, "probes")];
    const contradictions = [...probes].filter(
      ([claim, outcome]) => outcome !== "unknown" && outcome !== log.get(claim),
    );
    expect([probes.size, contradictions]).toEqual([log.size, []]);
  },
  LIMIT_MS,
);
