// Room simulator/sqs, tests: random schedules agree with the model: nothing lost, nothing doubled, order within a group kept.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { differences, step } from "./model.fixture.ts";

/** Few in the unit tier, which runs at every commit; the nightly sets ORDEAL_RUNS=10000. */
const RUNS = Number(process.env["ORDEAL_RUNS"] ?? 150);

it.each([
  ["standard", false],
  ["FIFO", true],
])("any schedule on a %s queue is that of the model", async (_, isFifo) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      expect(await differences(steps, isFifo)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
