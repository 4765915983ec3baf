// Room scenario: lets a fault begin where it strikes: at the gate before the services, at a worker's switch, at the worker itself, at a
// queue's policy. Each beginning returns its end.
import { GetQueueAttributesCommand, SetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Gate } from "../faults/gate.ts";
import { type FaultPlaces, placeOf, refusalOf } from "../faults/places.ts";
import { FaultError, type FaultRule } from "../faults/rule.ts";
import type { JournalWriter } from "../journal/writer.ts";
import type { WorkerCrew } from "./crew.ts";
import type { Provider } from "./provider.ts";

export type End = () => Promise<void> | void;

export interface StrikerOptions {
  readonly journal: JournalWriter;
  readonly places: FaultPlaces;
  readonly gate: Pick<Gate, "begin">;
  readonly crew: WorkerCrew;
  readonly provider: Provider;
  /** Past the gate. */
  readonly sqs: SQSClient;
  /** The provider's step that a worker calls. */
  stepOf(worker: string): string;
  refOf(hop: string): string;
}

export interface Striker {
  /** Throws FaultError where the fault cannot be made there. */
  begin(rule: FaultRule): Promise<End>;
}

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

/** Tells that a fault began and struck; the returned function tells that it ended. */
function tell({ id, hop, fault, on }: FaultRule, journal: JournalWriter) {
  const where = { actor: "faults", hop } as const;
  const data = { id, fault, ...(on === undefined ? {} : { on: { ...on } }) };
  const cause = journal.append({ kind: "fault.began", ...where, data });
  return {
    struck: (order?: string) =>
      journal.append({
        kind: "fault.struck",
        ...where,
        ...(order === undefined ? {} : { order }),
        cause,
        data: { id },
      }),
    ended: () => journal.append({ kind: "fault.ended", ...where, cause, data: { id } }),
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
  const told = tell(rule, journal);
  const at = rule.fault === "crash-before" ? "before" : "after";
  const release = await provider.hold({ order, step: options.stepOf(rule.hop), at });
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

/** A mend by drive, by settle and by the undo stack is one mend. */
function once(end: () => Promise<void>): End {
  let ended: Promise<void> | undefined;
  return () => (ended ??= end());
}
