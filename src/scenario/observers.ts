// Room scenario: what watches a run, from outside by probes or from inside by the simulator's log. It reports and never decides.
import type { Probe } from "../observe/probe.ts";
import type { Depth } from "./drain.ts";

export interface Observers {
  readonly probes: readonly Probe[];
  /** Hops that have a consumer. */
  readonly consumed: readonly string[];
  readToEnd(): Promise<void>;
  /** The depth of every queue, journaled. */
  sample(): Promise<ReadonlyMap<string, Depth>>;
  /** While a redrive empties a dead letter queue, nobody else looks into it; the returned function ends that. */
  pauseLook(dlq: string): () => void;
  /** Nobody looks of its own accord until the returned function is called. */
  rest(): () => void;
  /** What workers tell is journaled only once the returned function was called. */
  holdEvidence(): () => void;
  /** Resolves when nothing is left to happen, where the world itself knows. */
  readonly untilIdle?: () => Promise<void>;
}
