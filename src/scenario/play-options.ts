// Room scenario: what one play of a scenario is given.
import type { FaultPlan } from "../faults/rule.ts";
import type { Phase } from "../journal/line.ts";
import type { LoadedScenario } from "./find.ts";
import type { Code } from "./instrument.ts";
import type { Template } from "../template/template.ts";
import type { SystemChoice } from "./system.ts";
import type { Venue } from "./venue.ts";

export interface PlayOptions {
  readonly loaded: LoadedScenario;
  readonly folder: string;
  readonly prefix: string;
  readonly seed: string;
  readonly venue: Venue;
  readonly system: SystemChoice;
  /** The system's, with what the scenario sets. */
  readonly template: Template;
  /** The functions' bundles. */
  readonly code: Code;
  readonly tags: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly drainLimitMs: number | undefined;
  readonly faults: FaultPlan | undefined;
  /** Where the venue has a log of its own: whether to read that, or to look from outside as everywhere else. */
  readonly evidence: "log" | "probes";
  readonly keep: boolean;
  readonly hasMoveTask: boolean;
  /** Whether functions can be led through the gate. */
  readonly hasFunctionGate: boolean;
  /** Whether the system goes up by CreateStack. */
  readonly byStack: boolean;
  onPhase(phase: Phase): void;
}
