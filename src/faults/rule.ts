// Room faults: one rule of a fault plan (CONTRACTS 5).

export const FAULTS = [
  "duplicate",
  "delay",
  "reorder",
  "drop-ack",
  "throttle",
  "fail",
  "crash-before",
  "crash-after",
  "slow",
  "partial",
  "lag",
  "deny",
  "pause",
] as const;

export type FaultName = (typeof FAULTS)[number];

export interface FaultRule {
  readonly id: string;
  readonly hop: string;
  readonly fault: FaultName;
  readonly on?: { readonly order?: string; readonly action?: string; readonly attribute?: string };
  readonly times?: number;
  readonly probability?: number;
  readonly delayMs?: readonly [number, number];
  readonly error?: { readonly type: string; readonly message?: string };
  /** Milliseconds of the run's own clock between which it strikes. */
  readonly fromMs?: number;
  readonly untilMs?: number;
}

export interface FaultPlan {
  readonly format: 1;
  readonly seed?: string | number;
  readonly rules: readonly FaultRule[];
}

/** A fault that cannot be made here, or a rule that is wrong (64). */
export class FaultError extends Error {
  readonly exitCode = 64;
  constructor(message: string) {
    super(message);
    this.name = "FaultError";
  }
}
