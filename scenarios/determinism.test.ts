// The same seed writes the same journal, byte for byte: in another directory, under another time zone, alone and after other scenarios.
// The nightly plays more seeds: ORDEAL_SEEDS=100.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

const LIMIT_MS = 1_800_000;
const SEEDS = Number(process.env.ORDEAL_SEEDS ?? 2);

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
  const folder = path.join(cwd, "reports", "runs", run, "scenarios");
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
  `${SEEDS} seeds, each twice`,
  () => {
    const there = elsewhere();
    const repeat = ["--repeat", String(SEEDS), "--target", "embedded"];
    const first = play(process.cwd(), [...repeat, "--jobs", "2"], { TZ: "UTC" });
    const second = play(there, [...repeat, "--jobs", "1"], { TZ: "Asia/Kathmandu" });
    expect([...second].filter(([name, digest]) => first.get(name) !== digest)).toEqual([]);
    expect(second.size).toBe(first.size);
    for (const name of ["legal-weather", "legal-weather-on-functions"]) {
      const alone = play(there, [name, "--target", "embedded"], { TZ: "America/Caracas" });
      expect(alone.get(name)).toBe(first.get(name));
      const seeds = [...first].filter(([played]) => played.split("@")[0] === name);
      expect(new Set(seeds.map(([, digest]) => digest)).size).toBe(SEEDS);
    }
  },
  LIMIT_MS,
);
