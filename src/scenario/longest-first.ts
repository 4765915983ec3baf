// Room scenario: in which order scenarios are begun: those that took longest the last time first, so that no core ends a run alone with a
// long one. Where each is played in a world of its own, the order changes nothing but the wait.
import path from "node:path";
import { readRunFile } from "../journal/run-file.ts";

export type Durations = Readonly<Record<string, number>>;

/** How long each scenario of the newest run took, in milliseconds; empty where there is none that can be read. */
export function durationsOfLatest(runs: string): Durations {
  try {
    return readRunFile(path.join(path.dirname(runs), "latest")).durationsMs ?? {};
  } catch {
    return {}; // only a hint
  }
}

/** Those of which nothing is known come first: any of them may be long. Equals keep their order. */
export function longestFirst<T extends { readonly folder: string }>(
  jobs: readonly T[],
  durations: Durations,
): readonly T[] {
  const of = ({ folder }: T): number => durations[folder] ?? Number.MAX_SAFE_INTEGER;
  return jobs.toSorted((a, b) => of(b) - of(a));
}
