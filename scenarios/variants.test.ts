// A variant is caught by a claim that it names, on the embedded target, through the built command line. `npm test` plays one in five of
// them, `.ci/run` all by `ordeal variants` itself.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { variantNames } from "../src/scenario/variant.ts";

const LIMIT_MS = 300_000;
const all = variantNames(process.cwd());
const some = all.filter((_, at) => at % 5 === 0);

test(
  `${some.length} of ${all.length} variants are caught`,
  () => {
    const { stdout, status } = spawnSync(process.execPath, ["bin/ordeal.js", "variants", ...some, "--json"], {
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
    expect([status, results.map(({ name }) => name), missed]).toEqual([0, some, []]);
    expect(all.length).toBeGreaterThanOrEqual(18);
    // The first scenario that catches a variant is the last that is played with it.
    const catches = results.map(({ caughtBy, claims }) => {
      const caught = claims.filter(({ name, outcome }) => outcome === "violated" && caughtBy.includes(name));
      return new Set(caught.map(({ scenario }) => scenario)).size;
    });
    expect(catches).toEqual(results.map(() => 1));
  },
  LIMIT_MS,
);
