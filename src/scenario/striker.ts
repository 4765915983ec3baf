// Room scenario: lets a fault begin where it strikes: at the gate before the services, at a worker's switch, at the worker itself, at a
// queue's policy. Each beginning returns its end.
import { GetQueueAttributesCommand, SetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Gate } from "../faults/gate.ts";
import { type FaultPlaces, placeOf, refusalOf } from "../faults/places.ts";
import { FaultError, type FaultName, type FaultRule } from "../faults/rule.ts";
import type { JournalWriter } from "../journal/writer.ts";
import type { Sender } from "../target/clients.ts";
import type { WorkerCrew } from "./crew.ts";
import { type End, once, tell } from "./fault-lines.ts";
import type { FunctionFaults } from "./function-faults.ts";
import type { Provider } from "./provider.ts";

export interface StrikerOptions {
  readonly journal: JournalWriter;
  readonly places: FaultPlaces;
  readonly gate: Pick<Gate, "begin">;
  readonly crew: WorkerCrew;
  /** Undefined where the provider is a function of the system. */
  readonly provider: Provider | undefined;
  /** Undefined where the system has no functions. */
  readonly functions: FunctionFaults | undefined;
  /** Past the gate. */
  readonly sqs: Sender<SQSClient>;
  /** The provider's step that a worker calls. */
  stepOf(worker: string): string | undefined;
  refOf(hop: string): string;
}

export interface Striker {
  /** Throws FaultError where the fault cannot be made there. */
  begin(rule: FaultRule): Promise<End>;
}

/** What strikes an invocation from outside, where the simulator makes weather. */
const WEATHER: readonly FaultName[] = ["duplicate", "drop-ack"];
/** A planned crash waits this long for its order; after that the order will not come. */
const CRASH_LIMIT_MS = 60_000;

export function openStriker(options: StrikerOptions): Striker {
  const { places, gate, crew } = options;
  return {
    async begin(rule) {
      const kind = placeOf(rule.hop, places);
      if (kind === undefined) throw new FaultError(`${rule.hop} is no hop of the system`);
      const refusal = refusalOf(rule, kind, places);
      if (refusal !== undefined) throw new FaultError(refusal);
      if (kind === "function" && options.functions !== undefined && !WEATHER.includes(rule.fault))
        return options.functions.begin(rule);
      switch (rule.fault) {
        case "deny":
          return deny(rule, options);
        case "pause":
          return pause(rule, options);
        case "crash-before":
        case "crash-after":
          return crash(rule, options);
        default:
          return kind === "worker" ? crew.switches(rule.hop).begin(rule) : gate.begin(rule);
      }
    },
  };
}

/** The queue's policy is taken away, and comes back. */
async function deny(rule: FaultRule, { journal, sqs, refOf }: StrikerOptions): Promise<End> {
  const QueueUrl = refOf(rule.hop);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }),
  );
  const told = tell(rule, journal);
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: "" } }));
  told.struck();
  return once(async () => {
    await sqs.send(
      new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: Attributes?.Policy ?? "" } }),
    );
    told.ended();
  });
}

/** Every incarnation of the worker stops; one comes back. */
async function pause(rule: FaultRule, { journal, crew }: StrikerOptions): Promise<End> {
  const told = tell(rule, journal);
  await crew.stopOne(rule.hop);
  told.struck();
  return once(async () => {
    await crew.restart(rule.hop);
    told.ended();
  });
}

/** SIGKILL while the provider holds the order's request unwritten, or its answer unsent; then the worker is started again. */
async function crash(rule: FaultRule, options: StrikerOptions): Promise<End> {
  const { journal, provider, crew } = options;
  const order = rule.on?.order ?? "";
  const step = options.stepOf(rule.hop);
  if (provider === undefined || step === undefined)
    throw new FaultError(
      `${rule.fault} at ${rule.hop} needs a worker that calls a provider of the run's own`,
    );
  const told = tell(rule, journal);
  const at = rule.fault === "crash-before" ? "before" : "after";
  const release = await provider.hold({ order, step, at });
  const strike = async () => {
    await provider.untilHeld(order, CRASH_LIMIT_MS);
    told.struck(order);
    await crew.kill(rule.hop);
    await release();
    await crew.restart(rule.hop);
  };
  // The order may never come: then the crash never strikes, and a claim on it is unknown.
  const striking = strike().catch(() => {});
  return once(async () => {
    await Promise.race([striking, release()]);
    told.ended();
  });
}
