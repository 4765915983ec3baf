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
  /** Milliseconds of the run's own clock between which it strikes. */
  readonly fromMs?: number;
  readonly untilMs?: number;
}

export interface FaultPlan {
  readonly format: 1;
  readonly seed?: string | number;
  readonly rules: readonly FaultRule[];
}

/** Faults that the proxy makes at a service call. */
const PROXY_FAULTS: readonly FaultName[] = ["throttle", "drop-ack", "partial", "slow", "fail"];
/** Faults that a worker's switch makes. */
const WORKER_FAULTS: readonly FaultName[] = ["fail", "slow"];

/** A fault that cannot be made here, or a rule that is wrong (64). */
export class FaultError extends Error {
  readonly exitCode = 64;
  constructor(message: string) {
    super(message);
    this.name = "FaultError";
  }
}

/** Why a rule cannot strike on a local target; undefined where it can. */
export function refusalOf({ hop, fault, fromMs, untilMs }: FaultRule, isWorker: boolean): string | undefined {
  const able = isWorker ? WORKER_FAULTS : PROXY_FAULTS;
  const place = isWorker ? `worker ${hop}` : `a service call of ${hop}`;
  if (!able.includes(fault))
    return `${fault} cannot be made at ${place} on this target; there are ${able.join(", ")}${isWorker ? " and error types" : ""}`;
  if (isWorker && (fromMs ?? untilMs) !== undefined)
    return `fromMs and untilMs are of service calls: ${place} does not know the run's clock`;
  return undefined;
}

/** Where rules can strike: the system's hops, and which of them are workers. */
export interface FaultPlaces {
  readonly hops: readonly string[];
  readonly workers: readonly string[];
}

/** Checks a fault plan read from outside: every problem with its path, every hop against the system's, every fault against its hop. */
export function parseFaultPlan(
  value: unknown,
  { hops, workers }: FaultPlaces,
  file = "fault plan",
): FaultPlan {
  const checked = validatorOf<FaultPlan>("fault-plan")(value);
  if (!checked.valid) throw new FaultError(`${file}: ${checked.problems.join("; ")}`);
  const places = [...new Set([...hops, ...workers])];
  const problems = checked.value.rules.flatMap((rule, index) => {
    const { hop } = rule;
    if (!places.includes(hop) && !hop.startsWith("control:"))
      return [`/rules/${index}/hop ${hop} is no hop of the system; hops are ${places.join(", ")}`];
    const refusal = refusalOf(rule, workers.includes(hop));
    return refusal === undefined ? [] : [`/rules/${index}/fault ${refusal}`];
  });
  if (problems.length > 0) throw new FaultError(`${file}: ${problems.join("; ")}`);
  return checked.value;
}
