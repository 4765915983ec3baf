// Legal weather is no reason for a breach: fifty seeds, and nothing but holds.
import { expect, test } from "vitest";
import { runScenarios } from "../src/scenario/run.ts";

const LIMIT_MS = 120_000;

test(
  "legal weather over fifty seeds only holds",
  async () => {
    const { verdict } = await runScenarios(
      {
        names: ["legal-weather"],
        cwd: process.cwd(),
        argv: ["ordeal", "run", "legal-weather", "--repeat", "50"],
        signal: new AbortController().signal,
        target: "embedded",
        repeat: 50,
      },
      () => {},
    );
    const outcomes = verdict.scenarios.map(({ name, outcome }) => [name, outcome]);
    expect([outcomes.length, outcomes.filter(([, outcome]) => outcome !== "holds")]).toEqual([50, []]);
  },
  LIMIT_MS,
);
