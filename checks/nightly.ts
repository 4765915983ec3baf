// The night: everything that a pull request has no time for. Seeds that once failed come first (fixtures/seeds.ndjson), then random
// ones; each that fails is kept there, with the command to play it again. `--seeds N` makes a short night.
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Verdict } from "../src/claims/verdict.ts";
import { chooseSeed, repeatSeed } from "../src/scenario/run-id.ts";

const KEPT = "fixtures/seeds.ndjson";
const WEATHER_SEEDS = 1_000;
/** How many of the random seeds every scenario is played with. */
const SEEDS_OF_ALL = 50;
const DETERMINISM_SEEDS = 100;
const SCHEDULES = 10_000;
const PROPERTY_ROUNDS = 20;
const MAX_OUTPUT_BYTES = 1024 * 1024 * 1024;

interface Kept {
  readonly scenario: string;
  readonly seed: string;
}

const at = process.argv.indexOf("--seeds");
const weatherSeeds = at < 0 ? WEATHER_SEEDS : Number(process.argv[at + 1]);
if (!Number.isInteger(weatherSeeds) || weatherSeeds < 1) {
  console.error("--seeds must be a whole number from 1");
  process.exit(64);
}
const share = (count: number): number => Math.max(1, Math.round((count * weatherSeeds) / WEATHER_SEEDS));
const problems: string[] = [];

for (const { scenario, seed } of keptSeeds()) play(`kept: ${scenario}, seed ${seed}`, [scenario], seed, 1);
for (const weather of ["legal-weather", "legal-weather-on-functions"])
  play(`${weather}, ${weatherSeeds} seeds`, [weather], chooseSeed("random"), weatherSeeds);
play(`every scenario, ${share(SEEDS_OF_ALL)} seeds`, [], chooseSeed("random"), share(SEEDS_OF_ALL));
tests("the same seed, the same journal", "scenarios/determinism.test.ts", {
  ORDEAL_SEEDS: String(share(DETERMINISM_SEEDS)),
});
tests("random schedules on queues", "src/simulator/sqs/model.test.ts", {
  ORDEAL_RUNS: String(share(SCHEDULES)),
});
for (let round = 1; round <= share(PROPERTY_ROUNDS); round += 1)
  tests("properties of other cases", "src/", { ORDEAL_PROPERTY_SEED: String(randomInt(2 ** 31)) });
tests("every variant on every scenario, log and probes", "scenarios/oracle.test.ts", { ORDEAL_ALL: "1" });
tests("every scenario in real time, beside virtual time", "scenarios/serve.test.ts", { ORDEAL_ALL: "1" });

for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? "a quiet night" : `${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;

function keptSeeds(): readonly Kept[] {
  if (!existsSync(KEPT)) return [];
  const lines = readFileSync(KEPT, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Kept); // written below
}

/** Plays scenarios with a seed and those that derive from it; only holds is well. */
function play(what: string, names: readonly string[], seed: string, repeat: number): void {
  const args = [
    "run",
    ...names,
    "--target",
    "embedded",
    "--seed",
    seed,
    "--repeat",
    String(repeat),
    "--json",
  ];
  const done = spawnSync(process.execPath, ["bin/ordeal.js", ...args], {
    encoding: "utf8",
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const { scenarios = [] } = JSON.parse(done.stdout === "" ? "{}" : done.stdout) as Partial<Verdict>; // as CONTRACTS 4 says
  const failed = scenarios.filter(({ outcome, skipped }) => outcome !== "holds" && skipped === undefined);
  console.log(`${what} (--seed ${seed}): ${scenarios.length} played, ${failed.length} did not hold`);
  if (scenarios.length === 0)
    problems.push(`${what}: nothing was played (exit code ${done.status ?? "none"})`);
  for (const { name, outcome } of failed) {
    problems.push(`${name}: ${outcome}: ordeal ${args.slice(0, -1).join(" ")}`);
    keep({ scenario: name.replace(/@\d+$/, ""), seed: seedOf(seed, name) });
  }
}

function seedOf(seed: string, name: string): string {
  const [, nth = "1"] = /@(\d+)$/.exec(name) ?? [];
  return repeatSeed(seed, Number(nth) - 1);
}

function keep(one: Kept): void {
  const isKept = keptSeeds().some(({ scenario, seed }) => scenario === one.scenario && seed === one.seed);
  if (!isKept) appendFileSync(KEPT, `${JSON.stringify(one)}\n`);
}

function tests(what: string, file: string, env: Readonly<Record<string, string>>): void {
  const done = spawnSync("npx", ["vitest", "run", file], {
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  console.log(`${what} (${JSON.stringify(env)}): ${done.status === 0 ? "well" : "failed"}`);
  if (done.status !== 0) problems.push(`${what}: ${done.stdout.slice(-4_000)}${done.stderr.slice(-1_000)}`);
}
