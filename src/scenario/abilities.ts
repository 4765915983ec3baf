// Room scenario: what a target was found to be able to do, and what that means for the scenarios of a run.
import type { RunFile } from "../journal/run-file.ts";
import type { SystemKind } from "../system/systems.ts";
import { type Ability, FUNCTION_GATE, FUNCTION_SDK } from "../target/probes/ability.ts";
import type { LoadedScenario } from "./find.ts";

const MOVE_TASK = "redrive.task";

export interface Abilities {
  readonly skipped: RunFile["skipped"];
  readonly hasMoveTask: boolean;
  /** Whether what functions call passes the gate of faults. */
  readonly hasFunctionGate: boolean;
  /** Whether the runtime of functions brings the AWS SDK along; where not, each function brings its own. */
  readonly hasFunctionSdk: boolean;
  /** The systems that go up by CreateStack. */
  readonly byStack: readonly SystemKind[];
  /** How the system goes up, where that is worth a word: a target without CloudFormation leaves no choice. */
  readonly notices: readonly string[];
}

/** What is to be tried for these scenarios; of the box everything is known. */
export const needsOf = (loaded: readonly LoadedScenario[], isBox = false): readonly string[] => [
  ...new Set([
    MOVE_TASK,
    ...(isBox || loaded.some((one) => one.scenario.system.kind !== "order")
      ? [FUNCTION_GATE, FUNCTION_SDK]
      : []),
    ...loaded.flatMap((one) => one.scenario.needs),
  ]),
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
  return {
    skipped,
    hasMoveTask: found.get(MOVE_TASK)?.has === true,
    hasFunctionGate: found.get(FUNCTION_GATE)?.has === true,
    hasFunctionSdk: found.get(FUNCTION_SDK)?.has !== false,
    byStack: [],
    notices: [],
  };
}
