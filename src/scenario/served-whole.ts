// Room scenario: all services of a served world, and the threads that run its functions. Apart, since a world that is asked for SQS and
// SNS alone need not load the others, which are two thirds of all modules.
import type { ManualClock } from "../box/manual-clock.ts";
import { INIT_LIMIT_MS } from "../simulator/lambda/limits.ts";
import type { Runtime } from "../simulator/lambda/runtime/runtime.ts";
import { createWorkerRuntime } from "../simulator/lambda/runtime/worker-runtime.ts";
import type { Messaging } from "../simulator/messaging.ts";
import { complete, type Simulator, type SimulatorOptions } from "../simulator/simulator.ts";

export interface Whole {
  readonly simulator: Simulator;
  /** Runs Lambda functions, in threads that end with the world. */
  readonly runtime: Runtime;
}

/** The services that a world still lacks join its SQS and SNS. */
export function openWhole(
  messaging: Messaging,
  options: SimulatorOptions,
  manual: ManualClock | undefined,
): Whole {
  const { clock } = options;
  const workers = createWorkerRuntime(() => clock.epochMs + clock.nowMs());
  const runtime = manual === undefined ? workers : holding(manual, workers);
  return { runtime, simulator: complete(messaging, { ...options, runtime }) };
}

/**
 * Functions run in real time, in threads of their own. Time that a person moves stands still while one is at work, or it would be timed out
 * or called slow for what the machine took; one that exceeds its limit in real time is let be, and moving time ends it.
 */
function holding(manual: ManualClock, runtime: Runtime): Runtime {
  const hold = (work: Promise<unknown>, limitMs: number): void => {
    const given = Promise.withResolvers<void>();
    const timer = setTimeout(given.resolve, limitMs);
    manual.hold(Promise.race([work, given.promise]).finally(() => clearTimeout(timer)));
  };
  return {
    ...runtime,
    start(spec) {
      const environment = runtime.start(spec);
      hold(environment.ready, INIT_LIMIT_MS);
      return {
        ...environment,
        invoke(payload, invocation) {
          const outcome = environment.invoke(payload, invocation);
          hold(outcome, invocation.timeoutMs);
          return outcome;
        },
      };
    },
  };
}
