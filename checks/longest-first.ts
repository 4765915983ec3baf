// Checks: the order of the test files. What plays against real time begins first, so that the many short files fill what it waits; a fresh
// clone has no durations of its own to go by.
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** By what they took, in turn those that wait and those that work. */
const FIRST = [
  "serve",
  "oracle",
  "swept",
  "killed",
  "determinism",
  "own-template",
  "localstack",
  "exit-codes",
  "conformance-real",
  "seeds",
  "variants",
  "conformance",
  "faults",
  "fault-plan",
];

/** Scenario tests as listed, one that is not listed before them all; then the unit tests. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // eslint-disable-next-line unicorn/no-array-sort -- not an array's, the sequencer's own
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ moduleId, project }: TestSpecification): number {
  if (project.name !== "scenarios") return FIRST.length;
  return FIRST.findIndex((name) => moduleId.endsWith(`/scenarios/${name}.test.ts`));
}
