// Checks: the trial against the emulators on PyPI: installs each into a virtual environment of its own, runs every scenario on it,
// and says what holds, is violated and is skipped. What a target lacks is skipped by name (docs/TARGETS.md); anything else fails.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { loadConfig } from "../src/scenario/config.ts";
import { findScenarios } from "../src/scenario/find.ts";
import { installPython } from "./peers/install.ts";
import { PEERS } from "./peers/python.ts";

const root = path.resolve(import.meta.dirname, "..");

interface Outcome {
  readonly name: string;
  readonly outcome: string;
}

/** Functions on these peers take ten minutes of drains; docs/TARGETS.md says what they did when they were driven by hand. */
const names = findScenarios(await loadConfig(root))
  .filter(({ family }) => family !== "lambda")
  .map(({ name }) => name);

let failed = false;
for (const [name, { requirement }] of PEERS) {
  // Three at once, and a longer drain: moto answers one request at a time, in some 50 ms.
  if (!installPython(name, [requirement])) continue;
  const run = spawnSync(
    process.execPath,
    ["bin/ordeal.js", "run", ...names, "--target", name, "--jobs", "3", "--drain-limit", "60", "--json"],
    {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const outcomes = outcomesOf(run.stdout);
  const surprising = outcomes.filter((one) => one.outcome !== "holds" && one.outcome !== "skipped");
  failed ||= outcomes.length === 0 || surprising.length > 0;
  console.log(`${requirement}: exit ${run.status}; ${countsOf(outcomes)}`);
  for (const one of surprising) console.log(`  unlike docs/TARGETS.md: ${one.name} is ${one.outcome}`);
}
process.exit(failed ? 1 : 0);

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
