// Checks: disagreements with other emulators that a source settles; docs/DYNAMODB.md has the sources.
import type { Outcome } from "./ask.ts";
import type { Case } from "./cases.ts";

interface Settlement {
  /** As docs/DYNAMODB.md calls it. */
  readonly name: string;
  readonly covers: (one: Case, ours: Outcome, theirs: Outcome) => boolean;
}

const SETTLED: readonly Settlement[] = [];

export const settledBy = (one: Case, ours: Outcome, theirs: Outcome): string | undefined =>
  SETTLED.find(({ covers }) => covers(one, ours, theirs))?.name;
