// Room scenario: the inert value that a scenario file exports. Importing it starts nothing; the runner gets file and name.
import type { Claim } from "../claims/claim.ts";
import type { SystemSpec } from "../system/systems.ts";
import { UsageError } from "./errors.ts";
import type { Hands } from "./hands.ts";

/** What the author writes: what traffic to cause and which claims the journal must bear out. */
export interface ScenarioSpec {
  /** The behaviour in one sentence, as a reader of the report wants it. */
  readonly title: string;
  /** Ids of the AWS facts that the scenario shows (SQS-01 ...). */
  readonly proves?: readonly string[];
  /** The system under test, for example `orderSystem({ InventoryQueue: { maxReceiveCount: 3 } })` or `messagingSystem()`. */
  readonly system: SystemSpec;
  /** What the target must be able to do; a target without it skips the scenario by name (CONTRACTS 4). */
  readonly needs?: readonly string[];
  /** Causes traffic and weather. It never judges: the runner settles, drains and lets the claims speak. */
  readonly drive: (hands: Hands) => Promise<void>;
  readonly claims: readonly Claim[];
}

const scenarioMark: unique symbol = Symbol.for("ordeal.scenario");

export interface Scenario extends Required<ScenarioSpec> {
  readonly [scenarioMark]: true;
}

/**
 * Declares a scenario; the default export of its file.
 *
 * @throws UsageError when a part is missing or no claim is declared.
 * @example
 * export default scenario({
 *   title: "an order reaches the inventory",
 *   system: orderSystem(),
 *   async drive({ topic }) { await topic("OrderEvents").publish(healthy, { event_type: str("order_created") }); },
 *   claims: [tookEffectOnce(healthy, { steps: ["reserve"] })],
 * });
 * @since 0.1.0
 */
export function scenario(spec: ScenarioSpec): Scenario {
  const problems = problemsOf(spec);
  if (problems.length > 0) throw new UsageError(`scenario(): ${problems.join("; ")}`);
  return { proves: [], needs: [], ...spec, [scenarioMark]: true };
}

/** Whether a value was made by `scenario()`, also by another copy of this package. */
export function isScenario(value: unknown): value is Scenario {
  return typeof value === "object" && value !== null && scenarioMark in value;
}

function problemsOf(spec: ScenarioSpec): string[] {
  const problems: string[] = [];
  if (typeof spec.title !== "string" || spec.title === "") problems.push("title is missing");
  if (typeof spec.drive !== "function") problems.push("drive is not a function");
  if (typeof spec.system !== "object")
    problems.push("system is missing: start with orderSystem() or messagingSystem()");
  if (!Array.isArray(spec.claims) || spec.claims.length === 0) {
    problems.push("no claims: a scenario that claims nothing proves nothing");
  }
  return problems;
}
