// Room faults: one rule of a fault plan (CONTRACTS 5), and where each fault can strike on a local target.
import { validatorOf } from "../journal/schema.ts";

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
}

export interface FaultPlan {
  readonly format: 1;
  readonly seed?: string | number;
  readonly rules: readonly FaultRule[];
}

/** Faults that the proxy makes at a service call. */
export const PROXY_FAULTS: readonly FaultName[] = ["throttle", "drop-ack", "partial", "slow", "fail"];
/** Faults that a worker's switch makes. */
export const WORKER_FAULTS: readonly FaultName[] = ["fail", "slow"];

/** A fault that cannot be made here, or a rule that is wrong (64). */
export class FaultError extends Error {
  readonly exitCode = 64;
  constructor(message: string) {
    super(message);
    this.name = "FaultError";
  }
}

/** Checks a fault plan read from outside: every problem with its path, and every hop against the system's. */
export function parseFaultPlan(value: unknown, hops: readonly string[], file = "fault plan"): FaultPlan {
  const checked = validatorOf<FaultPlan>("fault-plan")(value);
  if (!checked.valid) throw new FaultError(`${file}: ${checked.problems.join("; ")}`);
  const strange = checked.value.rules.flatMap(({ hop }, index) =>
    hops.includes(hop) || hop.startsWith("control:")
      ? []
      : [`/rules/${index}/hop ${hop} is no hop of the system`],
  );
  if (strange.length > 0) throw new FaultError(`${file}: ${strange.join("; ")}; hops are ${hops.join(", ")}`);
  return checked.value;
}
