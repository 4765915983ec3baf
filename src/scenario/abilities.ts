// Room scenario: what a target was found to be able to do, and what that means for the scenarios of a run.
import type { RunFile } from "../journal/run-file.ts";
import type { SystemKind } from "../system/systems.ts";
import type { Ability } from "../target/probes/ability.ts";
import type { LoadedScenario } from "./find.ts";

const MOVE_TASK = "redrive.task";

export interface Abilities {
  readonly skipped: RunFile["skipped"];
  readonly hasMoveTask: boolean;
  /** The systems that go up by CreateStack. */
  readonly byStack: readonly SystemKind[];
  /** How the system goes up, where that is worth a word: a target without CloudFormation leaves no choice. */
  readonly notices: readonly string[];
}

/** What is to be tried for these scenarios. */
export const needsOf = (loaded: readonly LoadedScenario[]): readonly string[] => [
  ...new Set([MOVE_TASK, ...loaded.flatMap((one) => one.scenario.needs)]),
];

/** What the target can do by its needs alone: the system goes up by the services' own calls. */
export function abilitiesOf(
  loaded: readonly LoadedScenario[],
  found: ReadonlyMap<string, Ability>,
): Abilities {
  const skipped = loaded.flatMap(({ name, scenario }) => {
    const missing = scenario.needs.find((need) => found.get(need)?.has === false);
    const evidence = missing === undefined ? undefined : found.get(missing)?.evidence;
    return missing === undefined ? [] : [{ name, needs: missing, evidence: evidence ?? "" }];
  });
  return { skipped, hasMoveTask: found.get(MOVE_TASK)?.has === true, byStack: [], notices: [] };
}
