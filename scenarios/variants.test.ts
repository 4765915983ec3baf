// Every variant is caught by a claim that it names, on the embedded target, through the built command line.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const LIMIT_MS = 300_000;

test(
  "every variant is caught",
  () => {
    const { stdout, status } = spawnSync(process.execPath, ["bin/ordeal.js", "variants", "--json"], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    const results = JSON.parse(stdout) as { name: string; outcome: string }[];
    const missed = results.filter(({ outcome }) => outcome !== "caught").map(({ name }) => name);
    expect([status, results.length >= 18, missed]).toEqual([0, true, []]);
  },
  LIMIT_MS,
);
