// Legal weather is no reason for a breach: over many seeds, on both systems, nothing but holds. The nightly plays a thousand.
import { expect, test } from "vitest";
import { runScenarios } from "../src/scenario/run.ts";

const LIMIT_MS = 120_000;

test.each([
  ["legal-weather", 50],
  ["legal-weather-on-functions", 5],
])(
  "%s over %i seeds only holds",
  async (name, repeat) => {
    const { verdict } = await runScenarios(
      {
        names: [name],
        cwd: process.cwd(),
        argv: ["ordeal", "run", name, "--repeat", String(repeat)],
        signal: new AbortController().signal,
        target: "embedded",
        repeat,
      },
      () => {},
    );
    const outcomes = verdict.scenarios.map(({ name: played, outcome }) => [played, outcome]);
    expect([outcomes.length, outcomes.filter(([, outcome]) => outcome !== "holds")]).toEqual([repeat, []]);
  },
  LIMIT_MS,
);
