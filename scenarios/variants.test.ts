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
    const results = JSON.parse(stdout) as {
      name: string;
      outcome: string;
      caughtBy: string[];
      claims: { scenario: string; name: string; outcome: string }[];
    }[];
    const missed = results.filter(({ outcome }) => outcome !== "caught").map(({ name }) => name);
    expect([status, results.length >= 18, missed]).toEqual([0, true, []]);
    // The first scenario that catches a variant is the last that is played with it.
    const catches = results.map(({ caughtBy, claims }) => {
      const caught = claims.filter(({ name, outcome }) => outcome === "violated" && caughtBy.includes(name));
      return new Set(caught.map(({ scenario }) => scenario)).size;
    });
    expect(catches).toEqual(results.map(() => 1));
  },
  LIMIT_MS,
);
