// Every scenario of this repository holds on the config's default target: in the box, in virtual time; and scenarioTests() registers
// scenarios as tests of vitest, here those of one family.
import { expect, inject, test } from "vitest";
import { outcomesOfRun } from "../checks/outcomes.ts";
import { scenarioTests } from "../src/index.ts";
import { loadConfig } from "../src/scenario/config.ts";
import { findScenarios } from "../src/scenario/find.ts";

scenarioTests(import.meta.dirname, { filter: "dlq-redrive" });

const names = findScenarios(await loadConfig(process.cwd())).map(({ name }) => name);

test.each(names)("%s holds in the box", (name) => {
  const outcomes = [...outcomesOfRun(inject("wholeRun"), [name]).values()];
  expect(outcomes.filter((outcome) => outcome !== "holds")).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(0);
});
