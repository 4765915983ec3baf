// Room claims: the words of a ruling and the shape of verdict.json (CONTRACTS 4).
import type { KindData } from "../journal/line.ts";

export type Outcome = "holds" | "violated" | "unknown";

/** One thing a claim found: about which order, what was expected, what was seen, and the lines that prove it. */
export interface Finding {
  readonly order?: string;
  readonly expected: string;
  readonly seen: string;
  /** The last hop the order was seen at, in words a person reads ("InventoryQueue, receive 3"). */
  readonly lastHop?: string;
  /** What came closest to the expectation, in words. */
  readonly nearest?: string;
  /** `seq` numbers of the journal lines that prove it. */
  readonly evidence: readonly number[];
}

/** Jepsen's words for what became of the orders. */
export interface Counts {
  readonly attempted?: number;
  readonly acknowledged?: number;
  readonly ok?: number;
  readonly lost?: number;
  readonly duplicated?: number;
  readonly unexpected?: number;
  readonly recovered?: number;
}

export interface Ruling {
  readonly outcome: Outcome;
  /** One sentence: the reason for the outcome, numbers included. */
  readonly why: string;
  readonly counts?: Counts;
  readonly findings: readonly Finding[];
}

export interface ClaimVerdict extends Ruling {
  readonly name: string;
  readonly says: string;
}

export interface Skipped {
  readonly needs: string;
  readonly evidence: string;
}

/** One scenario's element of verdict.json; a skipped one has neither outcome, drain nor claims. */
export interface ScenarioVerdict {
  readonly name: string;
  readonly title: string;
  readonly proves: readonly string[];
  readonly skipped?: Skipped;
  readonly outcome?: Outcome;
  readonly drain?: KindData["drain.ended"] | null;
  readonly claims?: readonly ClaimVerdict[];
  readonly durationMs: number | null;
  readonly virtualMs: number | null;
}

export interface RunTarget {
  readonly kind: string;
  readonly name: string;
  readonly version?: string;
  readonly endpoint?: string;
  readonly region: string;
  readonly account?: string;
  readonly aws: boolean;
}

export interface Verdict {
  readonly format: 1;
  readonly run: string | null;
  readonly target: RunTarget | null;
  readonly seed: string | null;
  readonly outcome: Outcome;
  readonly exitCodes: readonly number[];
  readonly totals: {
    readonly scenarios: number;
    readonly holds: number;
    readonly violated: number;
    readonly unknown: number;
    readonly skipped: number;
  };
  readonly scenarios: readonly ScenarioVerdict[];
  /** The two commands to repeat: judge this run again, drive it again. */
  readonly repeat: { readonly judge: string; readonly run: string };
}
