// Checks: the trial against the emulators on PyPI: installs each into a virtual environment of its own, runs every scenario on it,
// and says what holds, is violated and is skipped. What a target lacks is skipped by name (docs/TARGETS.md); anything else fails.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { loadConfig } from "../src/scenario/config.ts";
import { findScenarios } from "../src/scenario/find.ts";
import { installPython } from "./peers/install.ts";
import { PEERS } from "./peers/python.ts";

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const root = path.resolve(import.meta.dirname, "..");

interface Outcome {
  readonly name: string;
  readonly outcome: string;
}

const found = findScenarios(await loadConfig(root));
const namesOf = (isWanted: (family: string) => boolean) =>
  found.filter(({ family }) => isWanted(family)).map(({ name }) => name);

/** What is driven at once, and for how long a drain may last. */
const TRIALS = [
  // Three at once, and a longer drain: moto answers one request at a time, in some 50 ms.
  {
    what: "workers",
    names: namesOf((family) => family !== "lambda"),
    jobs: 3,
    drainLimitS: 60,
    timeoutS: 120,
  },
  // A function's visibility timeout is six times its own, and a drain may wait for some of them.
  {
    what: "functions",
    names: namesOf((family) => family === "lambda"),
    jobs: 4,
    drainLimitS: 150,
    timeoutS: 320,
  },
] as const;

let failed = false;
for (const [name, { requirement }] of PEERS) {
  if (!installPython(name, [requirement])) continue;
  for (const { what, ...trial } of TRIALS) {
    const startMs = performance.now();
    const run = spawnSync(process.execPath, ["bin/ordeal.js", "run", ...argumentsOf(name, trial)], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      maxBuffer: MAX_OUTPUT_BYTES,
    });
    const outcomes = outcomesOf(run.stdout);
    const surprising = outcomes.filter((one) => one.outcome !== "holds" && one.outcome !== "skipped");
    failed ||= outcomes.length === 0 || surprising.length > 0;
    const tookS = Math.round((performance.now() - startMs) / 1_000);
    console.log(`${requirement}, ${what}: exit ${run.status} in ${tookS} s; ${countsOf(outcomes)}`);
    for (const one of surprising) console.log(`  unlike docs/TARGETS.md: ${one.name} is ${one.outcome}`);
  }
}
process.exit(failed ? 1 : 0);

function argumentsOf(
  target: string,
  { names, jobs, drainLimitS, timeoutS }: Omit<(typeof TRIALS)[number], "what">,
): readonly string[] {
  const limits = [
    "--jobs",
    String(jobs),
    "--drain-limit",
    String(drainLimitS),
    "--timeout",
    String(timeoutS),
  ];
  return [...names, "--target", target, ...limits, "--json"];
}

function outcomesOf(text: string): readonly Outcome[] {
  const verdict: unknown = JSON.parse(text === "" ? "{}" : text);
  if (typeof verdict !== "object" || verdict === null || !("scenarios" in verdict)) return [];
  return Array.isArray(verdict.scenarios) ? verdict.scenarios.map(outcomeOf) : [];
}

function outcomeOf(value: unknown): Outcome {
  const { name, outcome } = value as { name?: unknown; outcome?: unknown };
  return { name: String(name), outcome: String(outcome ?? "skipped") };
}

function countsOf(outcomes: readonly Outcome[]): string {
  const kinds = ["holds", "violated", "unknown", "skipped"];
  return kinds.map((kind) => `${outcomes.filter((one) => one.outcome === kind).length} ${kind}`).join(", ");
}
