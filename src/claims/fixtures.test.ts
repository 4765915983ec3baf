// A claim counts as finished only when fixtures make it say all three: this fails when a journal is missing or rules otherwise.
import { describe, expect, test } from "vitest";
import { judgeJournal } from "./judge.ts";
import { claimFixtures } from "./own.ts";
import { builtInClaims } from "./registry.ts";

const names = [...builtInClaims(() => []).keys()];

describe.each(names)("claim %s", (name) => {
  test.each(claimFixtures(`fixtures/journals/${name}`))("$outcome", async ({ outcome, file }) => {
    const { verdict } = await judgeJournal(file);
    const claim = verdict.claims?.[0];
    expect({ name: claim?.name, outcome: claim?.outcome, why: claim?.why }).toEqual({
      name,
      outcome,
      why: claim?.why,
    });
  });
});

test("there are twelve claims", () => {
  expect(names).toEqual([
    "provisioned",
    "routed",
    "reachedOnly",
    "parked",
    "redriven",
    "drained",
    "tookEffectOnce",
    "inOrder",
    "answered",
    "nothingLost",
    "finishedWithin",
    "reached",
  ]);
});
