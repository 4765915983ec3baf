// Room claims, tests: what is said of a whole run on disk beside its rulings.
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { RunFile } from "../journal/run-file.ts";
import { judgeJournal } from "./judge.ts";
import { judgeRun } from "./judge-run.ts";

const BEGUN = {
  format: 1,
  run: "r",
  startedAt: "2026-11-23T07:45:00Z",
  endedAt: "2026-11-23T07:45:09Z",
  cwd: "/",
  host: { os: "linux", arch: "x64", cpus: 2, memoryBytes: 1 },
  versions: { ordeal: "0", node: "24", sdk: "3" },
  target: { kind: "embedded", name: "embedded", region: "us-east-1", aws: false },
  seed: "7",
  scenarios: ["fixture"],
  skipped: [],
  exitCode: 0,
} as const;

/** A run of one scenario whose journal is the fixture's; an empty name is an empty journal. */
function runOf(journal: string, more: Partial<RunFile>): string {
  const runDir = mkdtempSync(path.join(os.tmpdir(), "ordeal-judge-"));
  const folder = path.join(runDir, "scenarios", "fixture");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "journal.ndjson");
  if (journal === "") writeFileSync(file, "");
  else cpSync(`fixtures/journals/${journal}.ndjson`, file);
  writeFileSync(
    path.join(runDir, "run.json"),
    JSON.stringify({ argv: ["ordeal", "run"], ...BEGUN, ...more }),
  );
  return runDir;
}

const endpoint = {
  kind: "endpoint",
  name: "endpoint",
  endpoint: "http://127.0.0.1:4566",
  region: "r",
  aws: false,
};

test.each<[string, Partial<RunFile>, string]>([
  ["all scenarios", {}, "ordeal run --target embedded --seed 7"],
  [
    "the named ones alone",
    { argv: ["ordeal", "run", "a", "b", "--jobs", "2"] },
    "ordeal run a b --jobs 2 --target embedded --seed 7",
  ],
  [
    "a random seed as it fell",
    { argv: ["ordeal", "run", "--seed", "random", "a"], seed: "x1" },
    "ordeal run a --target embedded --seed x1",
  ],
  [
    "without --json",
    { argv: ["ordeal", "run", "--json", "--seed=random"] },
    "ordeal run --target embedded --seed 7",
  ],
  [
    "an endpoint",
    { argv: ["ordeal", "run", "--target", "endpoint=http://127.0.0.1:4566"], target: endpoint },
    "ordeal run --target endpoint=http://127.0.0.1:4566 --seed 7",
  ],
  [
    "words that a shell would part",
    { argv: ["ordeal", "run", "--filter", "it's $HOME"] },
    `ordeal run --filter 'it'\\''s $HOME' --target embedded --seed 7`,
  ],
  ["what was not begun by ordeal run", { argv: ["make-run"] }, "ordeal run --target embedded --seed 7"],
])("drive again: %s", async (_what, more, command) => {
  const { verdict } = await judgeRun(runOf("routed/holds", more));
  expect(verdict.repeat.run).toBe(command);
});

test("virtual time is told where time was virtual: the journal's last moment", async () => {
  const [embedded, elsewhere] = await Promise.all([
    judgeRun(runOf("routed/holds", {})),
    judgeRun(runOf("routed/holds", { target: endpoint })),
  ]);
  expect([embedded.verdict.scenarios[0]?.virtualMs, elsewhere.verdict.scenarios[0]?.virtualMs]).toEqual([
    520,
    null,
  ]);
});

test("an empty journal is of the scenario whose folder it lies in", async () => {
  const runDir = runOf("", {});
  const { verdict } = await judgeRun(path.join(runDir, "scenarios", "fixture"));
  expect([verdict.outcome, verdict.scenarios[0]?.name, verdict.repeat.run]).toEqual([
    "unknown",
    "fixture",
    "ordeal run fixture",
  ]);
});

test("a journal that the caller has judged already is not judged again", async () => {
  const runDir = runOf("tookEffectOnce/holds", {});
  const file = path.join(runDir, "scenarios", "fixture", "journal.ndjson");
  const known = await judgeJournal(file);
  writeFileSync(file, "");

  const { verdict } = await judgeRun(runDir, new Map([["fixture", known]]));

  expect(verdict.scenarios.map(({ outcome }) => outcome)).toEqual(["holds"]);
});

test("a run.json of a newer format is refused by name", async () => {
  const runDir = runOf("routed/holds", {});
  writeFileSync(path.join(runDir, "run.json"), JSON.stringify({ ...BEGUN, format: 2, scenarios: "all" }));
  await expect(judgeRun(runDir)).rejects.toThrow(
    /run\.json: format 2 is newer than 1, the newest this Ordeal reads: update it$/,
  );
});

test("a folder where a journal must stand is bad input", async () => {
  const runDir = runOf("routed/holds", {});
  const journal = path.join(runDir, "scenarios", "fixture", "journal.ndjson");
  rmSync(journal);
  mkdirSync(journal);
  await expect(judgeRun(runDir)).rejects.toMatchObject({ name: "JournalError", exitCode: 64 });
});

test.each([
  ["fixture", []],
  ["fixture@2", []],
  ["other", [expect.stringMatching(/other.journal\.ndjson is of another scenario: fixture$/)]],
])("a journal of another scenario is told: in the folder %s", async (name, notices) => {
  const runDir = runOf("routed/holds", { scenarios: [name] });
  const from = path.join(runDir, "scenarios", "fixture");
  if (name !== "fixture") renameSync(from, path.join(runDir, "scenarios", name));
  expect((await judgeRun(runDir)).notices).toEqual(notices);
});
