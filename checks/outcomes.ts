// Checks: what two ways of playing the same scenarios are compared by.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Verdict } from "../src/claims/verdict.ts";

/** By scenario and claim, its outcome. */
export type Outcomes = ReadonlyMap<string, string>;

export const outcomesIn = ({ scenarios }: Pick<Verdict, "scenarios">): Outcomes =>
  new Map(
    scenarios.flatMap(({ name, claims = [] }) =>
      claims.map((claim) => [`${name}: ${claim.name}: ${claim.says}`, claim.outcome] as const),
    ),
  );

/** Of the scenarios of a run directory, or of some of them. */
export function outcomesOfRun(runDir: string, names?: readonly string[]): Outcomes {
  const { scenarios } = JSON.parse(readFileSync(path.join(runDir, "verdict.json"), "utf8")) as Verdict; // written by us
  return outcomesIn({ scenarios: scenarios.filter(({ name }) => names?.includes(name) ?? true) });
}
