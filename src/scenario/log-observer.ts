// Room scenario: the observer that only the embedded target has: what happened is read from the simulator's own log, as it happens.
// Handlers' outcomes stand in no log of SQS: those are the workers' own lines, read whenever the log moves on.
import type { JournalWriter } from "../journal/writer.ts";
import type { EvidenceProbe, EvidenceProbeOptions } from "../observe/evidence-probe.ts";
import type { FunctionEvidence } from "../observe/function-evidence.ts";
import { startProbe } from "../observe/probe.ts";
import type { SimulatorEvent } from "../simulator/simulator.ts";
import type { describeSystem, SinkDescription } from "../template/describe.ts";
import { EVIDENCE_QUEUE } from "./instrument.ts";
import { draftOf } from "./log-notes.ts";
import { openScribe } from "./log-scribe.ts";
import type { Observers } from "./observers.ts";
import type { WorldLog } from "./venue.ts";

export interface LogOptions {
  readonly journal: JournalWriter;
  readonly description: ReturnType<typeof describeSystem>;
  readonly log: WorldLog;
  readonly sinks: readonly SinkDescription[];
  /** Of the system's functions. */
  readonly evidence?: FunctionEvidence;
  hopOf(physical: string): string | undefined;
  arnOf(hop: string): string;
  orderOf(body: string, hop: string): string | undefined;
}

export interface OpenLog {
  /** The line that tells of a receive. */
  readonly told: NonNullable<EvidenceProbeOptions["told"]>;
  /** From now on the workers' lines are read too. */
  observe(workers: readonly EvidenceProbe[]): Observers;
}

/** Follows the log from now on. */
export function openLog(options: LogOptions): OpenLog {
  const { journal, description, log } = options;
  const queues = description.hops.filter((hop) => hop.type === "AWS::SQS::Queue");
  const consumers = new Map(description.hops.map(({ hop, consumer }) => [hop, consumer]));
  const scribe = openScribe({
    ...options,
    journal: {
      append: (draft) => journal.append(draft),
      note: (note) => journal.append(draftOf(note, options.orderOf)),
    },
    isRun: true,
    isConsumed: (hop) => consumers.get(hop) !== undefined,
    isConsumer: (hop, actor) => isConsumer(consumers.get(hop), actor),
  });
  let readWorkers = () => {};
  log.onEvent((event) => {
    readWorkers();
    if (isEvidence(event, options)) {
      if (event.kind === "sqs.sent") options.evidence?.take(event.message.body);
    } else scribe.event(event);
  });
  log.onProviderCall((call) => {
    readWorkers();
    scribe.call(call);
  });
  return {
    told: scribe.told,
    observe(workers) {
      readWorkers = () => workers.forEach((worker) => worker.readNow());
      const watches = [...queues.map((hop) => hop.hop), ...description.sinks.map(({ sink }) => sink)];
      const own = startProbe(journal, { name: "log", watches, everyMs: 0, onlyWhenAsked: true, read });
      const probes = [...workers, own];
      return {
        probes,
        consumed: queues.filter((hop) => hop.consumer !== undefined).map((hop) => hop.hop),
        async readToEnd() {
          await Promise.all(probes.map((probe) => probe.readToEnd()));
        },
        async sample() {
          readWorkers();
          return scribe.depths(queues.map((hop) => hop.hop));
        },
        pauseLook: () => () => {},
        rest: () => () => {},
        holdEvidence: () => () => {},
        untilIdle: () => log.untilIdle(),
      };
    },
  };
}

/** The log tells by itself. */
const read = async (): Promise<void> => {};

/** `InventoryWorker#2` is the worker InventoryWorker; from a queue that feeds a function, only Lambda receives. */
function isConsumer(consumer: string | undefined, actor = ""): boolean {
  return consumer === actor.replace(/#\d+$/, "") || (consumer !== undefined && actor.startsWith("lambda"));
}

/** What functions tell goes over a queue of the run's own, which is no hop of the system. */
function isEvidence(event: SimulatorEvent, { hopOf }: LogOptions): boolean {
  return "queueArn" in event && hopOf(event.queueArn) === EVIDENCE_QUEUE;
}
