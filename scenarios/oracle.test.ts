// The oracle of DESIGN section 8: every scenario and every variant is played twice from one seed, judged once on the simulator's own log
// and once on what probes saw from outside. Probes may know less (unknown), but never contradict the log. So the simulator tests the
// observers that a real target depends on.
import { afterAll, expect, inject, test } from "vitest";
import { outcomesIn, outcomesOfRun } from "../checks/outcomes.ts";
import { openBoxesForRuns } from "../src/scenario/box-driver.ts";
import { loadConfig } from "../src/scenario/config.ts";
import { findScenarios, loadScenario } from "../src/scenario/find.ts";
import { runScenarios } from "../src/scenario/run.ts";
import { loadVariant, variantNames } from "../src/scenario/variant.ts";
import { scenariosFor } from "../src/scenario/variants.ts";

const LIMIT_MS = 600_000;
/** Each variant is played on so many of those that are to catch it, and each on others. */
const MOST_OF_A_VARIANT = 1;
const boxes = openBoxesForRuns();
afterAll(() => boxes.close());

interface Case {
  readonly system: string;
  readonly names: readonly string[];
}

async function outcomes(
  { system, names }: Case,
  evidence: "log" | "probes",
): Promise<ReadonlyMap<string, string>> {
  const options = { names, cwd: process.cwd(), argv: ["ordeal", "run"], target: "embedded", boxes };
  const { signal } = new AbortController();
  const { verdict } = await runScenarios({ ...options, system, evidence, signal }, () => {});
  return outcomesIn(verdict);
}

const config = await loadConfig(process.cwd());
const scenarios = await Promise.all(findScenarios(config).map(loadScenario));
/** The weather is long, and one variant in it as dear as all on the others. */
const short = scenarios.filter(({ family }) => family !== "weather");
const variants = variantNames(config.root).map((name, nth) => ({
  system: `variant:${name}`,
  names:
    process.env["ORDEAL_ALL"] === "1"
      ? []
      : someOf(scenariosFor(loadVariant(config.root, name), short), nth * MOST_OF_A_VARIANT),
}));

/** Round the list: most variants are to be caught by nearly all, and together they are to be played on nearly all. */
function someOf(names: readonly string[], from: number): readonly string[] {
  const chosen = names.map((_, at) => names[(from + at) % names.length] ?? "");
  return chosen.slice(0, MOST_OF_A_VARIANT);
}

/** Every scenario on the system as it is; a variant on some of those that are to catch it. The nightly (ORDEAL_ALL) plays all on all. */
const cases: readonly Case[] = [{ system: "order", names: [] }, ...variants];

test.each(cases)(
  "probes never contradict the log on $system",
  async (one) => {
    const log = one.system === "order" ? outcomesOfRun(inject("wholeRun")) : await outcomes(one, "log");
    const probes = await outcomes(one, "probes");
    const contradictions = [...probes].filter(
      ([claim, outcome]) => outcome !== "unknown" && outcome !== log.get(claim),
    );
    expect([probes.size, contradictions]).toEqual([log.size, []]);
  },
  LIMIT_MS,
);
