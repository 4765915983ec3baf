// Room scenario: the observers that any target can have: a look into every queue that has no consumer, the depths of every
// queue, the effects in every sink, the workers' and the functions' own lines.
import type { JournalWriter } from "../journal/writer.ts";
import type { EvidenceProbe } from "../observe/evidence-probe.ts";
import type { Probe } from "../observe/probe.ts";
import type { FunctionEvidence } from "../observe/function-evidence.ts";
import { startFunctionProbe } from "../observe/function-probe.ts";
import { startProviderProbe } from "../observe/provider-probe.ts";
import { type DlqLook, startDepthProbe, startDlqLook } from "../observe/queue-probes.ts";
import type { Clients } from "../target/clients.ts";
import type { describeSystem, SinkDescription } from "../template/describe.ts";
import type { Observers } from "./observers.ts";

export interface ProbeOptions {
  readonly journal: JournalWriter;
  readonly description: ReturnType<typeof describeSystem>;
  readonly sinks: readonly SinkDescription[];
  /** Past the gate. */
  readonly clients: Clients;
  /** Of a provider that the run started. */
  readonly providerUrl: URL | undefined;
  readonly functions?: {
    readonly evidence: FunctionEvidence;
    readonly queueUrl: string;
    readonly watches: readonly string[];
  };
  readonly workers: readonly EvidenceProbe[];
  readonly everyMs: number;
  refOf(hop: string): string;
  orderOf(body: string, hop: string): string | undefined;
}

/** Starts them all. */
export async function startProbes(options: ProbeOptions): Promise<Observers> {
  const { journal, description, workers, everyMs, orderOf } = options;
  const { sqs } = options.clients;
  const queues = description.hops
    .filter((hop) => hop.type === "AWS::SQS::Queue")
    .map((hop) => ({ hop: hop.hop, url: options.refOf(hop.hop), consumer: hop.consumer }));
  const functions =
    options.functions === undefined
      ? undefined
      : startFunctionProbe(journal, { sqs, everyMs, ...options.functions });
  const effects = await startEffectProbes(options);
  const depth = startDepthProbe(journal, { sqs, queues, everyMs });
  const looks = new Map<string, DlqLook>(
    queues
      .filter((queue) => queue.consumer === undefined)
      .map((queue) => [queue.hop, startDlqLook(journal, { sqs, queue, everyMs, orderOf })]),
  );
  const tellers: readonly Probe[] = functions === undefined ? workers : [...workers, functions];
  const probes: readonly Probe[] = [...tellers, ...effects, depth, ...looks.values()];
  const readToEnd = async () => {
    await Promise.all(probes.map((probe) => probe.readToEnd()));
  };
  return {
    probes,
    consumed: queues.filter((queue) => queue.consumer !== undefined).map((queue) => queue.hop),
    readToEnd,
    async sample() {
      const depths = await depth.sample();
      functions?.depths(depths);
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
      const releases = tellers.map((probe) => probe.hold());
      return () => releases.forEach((release) => release());
    },
  };
}

/** One probe a sink: of the provider that the run started, or of a table of the system. */
async function startEffectProbes({
  journal,
  sinks,
  clients,
  providerUrl,
  everyMs,
  refOf,
}: ProbeOptions): Promise<readonly Probe[]> {
  if (providerUrl !== undefined)
    return [startProviderProbe(journal, { sink: "Provider", url: providerUrl, everyMs })];
  const { startLedgerProbe, startLogProbe } = await import("../observe/table-probes.ts");
  const dynamoDb = await clients.dynamoDb();
  return sinks.flatMap(({ sink, table, shape }) => {
    if (table === undefined) return [];
    const about = { sink, table: refOf(table), dynamoDb, everyMs };
    return [shape === "lists" ? startLedgerProbe(journal, about) : startLogProbe(journal, about)];
  });
}
