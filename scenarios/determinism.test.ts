// The same seed writes the same journal, byte for byte: in another directory, under another time zone, alone and after other scenarios;
// another seed writes another. The nightly plays more seeds: ORDEAL_SEEDS=100.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, inject, test } from "vitest";

const LIMIT_MS = 1_800_000;
const SEEDS = Number(process.env.ORDEAL_SEEDS ?? 1);
/** Of what draws from the seed alone. */
const SEEDS_OF_WEATHER = Math.max(2, SEEDS);

/** What Node compiled is kept by path, and nobody comes back to the second place. */
const UNCACHED = { NODE_DISABLE_COMPILE_CACHE: "1" };

/** By scenario, the digest of its journal. */
function play(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const { stdout, stderr } = spawnSync(process.execPath, ["bin/ordeal.js", "run", "--json", ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  const { run } = JSON.parse(stdout === "" ? JSON.stringify({ run: stderr }) : stdout) as { run: string };
  return digestsIn(path.join(cwd, "reports", "runs", run));
}

function digestsIn(runDir: string): ReadonlyMap<string, string> {
  const folder = path.join(runDir, "scenarios");
  return new Map(
    readdirSync(folder).map((name) => {
      const journal = readFileSync(path.join(folder, name, "journal.ndjson"));
      return [name, createHash("sha256").update(journal).digest("hex")];
    }),
  );
}

/** A second place: the project without what it makes, its packages by a link. */
function elsewhere(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ordeal-elsewhere-"));
  for (const name of ["bin", "src", "scenarios", "schemas", "fixtures", "package.json", "ordeal.config.ts"])
    cpSync(name, path.join(folder, name), { recursive: true });
  symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
  return folder;
}

test(
  `every scenario twice, ${SEEDS} of its seeds`,
  () => {
    const there = elsewhere();
    const all = ["--repeat", String(SEEDS), "--target", "embedded"];
    const first =
      SEEDS === 1
        ? digestsIn(inject("wholeRun"))
        : play(process.cwd(), [...all, "--jobs", "2"], { TZ: "UTC" });
    const second = play(there, [...all, "--jobs", "1"], { TZ: "Asia/Kathmandu", ...UNCACHED });
    expect([...second].filter(([name, digest]) => first.get(name) !== digest)).toEqual([]);
    expect(second.size).toBe(first.size);
    for (const name of ["legal-weather", "legal-weather-on-functions"]) {
      const args = [name, "--repeat", String(SEEDS_OF_WEATHER), "--target", "embedded"];
      const alone = play(there, args, { TZ: "America/Caracas", ...UNCACHED });
      expect(alone.get(name)).toBe(first.get(name));
      expect(new Set(alone.values()).size).toBe(SEEDS_OF_WEATHER);
    }
  },
  LIMIT_MS,
);
