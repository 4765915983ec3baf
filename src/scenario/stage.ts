// Room scenario: what a run is driven on: the hands, what settle mends, what drain watches, and the probes' end.
import type { Drained, DrainWatch } from "./drain.ts";
import type { Hands } from "./hands.ts";

export interface Stage {
  readonly hands: Hands;
  /** Mends what is still broken and starts killed workers again. */
  settle(): Promise<void>;
  readonly watch: Omit<DrainWatch, "allTerminal" | "allFinal">;
  /** drain.ended is the probes' last word on absence; then they end. */
  endProbes(drained: Drained): Promise<void>;
}
