// Room scenario: the observers that any target can have: a look into every queue that has no consumer, the depths of every
// queue, the provider's calls, the workers' own lines.
import type { JournalWriter } from "../journal/writer.ts";
import type { EvidenceProbe } from "../observe/evidence-probe.ts";
import type { Probe } from "../observe/probe.ts";
import { startProviderProbe } from "../observe/provider-probe.ts";
import { type DlqLook, startDepthProbe, startDlqLook } from "../observe/queue-probes.ts";
import type { Clients } from "../target/clients.ts";
import type { describeSystem } from "../template/describe.ts";
import type { Observers } from "./observers.ts";

export interface ProbeOptions {
  readonly journal: JournalWriter;
  readonly description: ReturnType<typeof describeSystem>;
  readonly sqs: Clients["sqs"];
  readonly providerUrl: URL;
  readonly workers: readonly EvidenceProbe[];
  readonly everyMs: number;
  refOf(hop: string): string;
  orderOf(body: string, hop: string): string | undefined;
}

/** Starts them all. */
export function startProbes(options: ProbeOptions): Observers {
  const { journal, description, sqs, providerUrl, workers, everyMs, orderOf } = options;
  const queues = description.hops
    .filter((hop) => hop.type === "AWS::SQS::Queue")
    .map((hop) => ({ hop: hop.hop, url: options.refOf(hop.hop), consumer: hop.consumer }));
  const provider = startProviderProbe(journal, { sink: "Provider", url: providerUrl, everyMs });
  const depth = startDepthProbe(journal, { sqs, queues, everyMs });
  const looks = new Map<string, DlqLook>(
    queues
      .filter((queue) => queue.consumer === undefined)
      .map((queue) => [queue.hop, startDlqLook(journal, { sqs, queue, everyMs, orderOf })]),
  );
  const probes: readonly Probe[] = [...workers, provider, depth, ...looks.values()];
  const readToEnd = async () => {
    await Promise.all(probes.map((probe) => probe.readToEnd()));
  };
  return {
    probes,
    consumed: queues.filter((queue) => queue.consumer !== undefined).map((queue) => queue.hop),
    readToEnd,
    async sample() {
      const depths = await depth.sample();
      await readToEnd();
      return depths;
    },
    pauseLook(dlq) {
      looks.get(dlq)?.pause();
      return () => looks.get(dlq)?.resume();
    },
    rest() {
      const awake = probes.map((probe) => probe.rest());
      return () => awake.forEach((wake) => wake());
    },
    holdEvidence() {
      const releases = workers.map((probe) => probe.hold());
      return () => releases.forEach((release) => release());
    },
  };
}
