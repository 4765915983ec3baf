// Room scenario: plays one scenario: provision, warm, drive, settle, drain, judge, teardown. Every undo is registered before its
// do, and runs after failures and signals too. What happened is in the journal; what it means is the judge's.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { openJudge } from "../claims/judge.ts";
import type { Claim } from "../claims/claim.ts";
import { provisioned as provisionedClaim } from "../claims/makers.ts";
import { openDrive } from "../drive/hands.ts";
import { WaitError } from "../drive/waits.ts";
import { startProxy } from "../faults/proxy.ts";
import type { FaultPlan } from "../faults/rule.ts";
import { JOURNAL_FORMAT, type Phase } from "../journal/line.ts";
import { type JournalWriter, openJournal } from "../journal/writer.ts";
import type { Probe } from "../observe/probe.ts";
import { startProviderProbe } from "../observe/provider-probe.ts";
import { type DlqLook, startDepthProbe, startDlqLook } from "../observe/queue-probes.ts";
import { openProvision } from "../provision/provision.ts";
import { SystemRefused } from "../provision/resource.ts";
import { allowedHostsOf, clientsFor } from "../target/clients.ts";
import type { StartedTarget } from "../target/start.ts";
import { describeSystem, workersOf } from "../template/describe.ts";
import { horizonOf } from "../template/horizon.ts";
import type { Template } from "../template/template.ts";
import { type CrewOptions, startCrew } from "./crew.ts";
import { drain, type Drained } from "./drain.ts";
import { messageOf } from "./errors.ts";
import type { LoadedScenario } from "./find.ts";
import { type Hands, openHands } from "./hands.ts";
import { orderReader } from "./order-at.ts";
import { startProvider } from "./provider.ts";
import { type SystemChoice, programOf, templateFor } from "./system.ts";
import { openUndoStack, type UndoStack } from "./undo.ts";

/** Probes read this often: a tenth of the shortest visibility a scenario uses would be finer than SQS's own grain of a second. */
const PROBE_EVERY_MS = 200;
/** Twice the horizon and this: a drain that takes longer is one that will not end. */
const DRAIN_EXTRA_MS = 10_000;

export interface PlayOptions {
  readonly loaded: LoadedScenario;
  readonly folder: string;
  readonly prefix: string;
  readonly seed: string;
  readonly target: StartedTarget;
  readonly system: SystemChoice;
  readonly tags: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly drainLimitMs: number | undefined;
  readonly faults: FaultPlan | undefined;
  readonly keep: boolean;
  readonly hasMoveTask: boolean;
  /** Whether the system goes up by CreateStack. */
  readonly byStack: boolean;
  onPhase(phase: Phase): void;
}

export interface Played {
  /** `done`, or why the run ended early. */
  readonly reason: string;
  readonly left: readonly string[];
  /** An error of Ordeal, the target or the scenario that the journal cannot speak for. */
  readonly error?: unknown;
}

/** Plays a scenario into `folder` and tears down what it made. */
export async function play(options: PlayOptions): Promise<Played> {
  const journal = openJournal(options.folder);
  const judge = openJudge();
  journal.onLine((line) => judge.line(line));
  const undo = openUndoStack();
  const left: string[] = [];
  const enter = (phase: Phase) => {
    journal.append({ kind: "phase.entered", actor: "runner", data: { phase } });
    options.onPhase(phase);
  };
  let reason = "done";
  let failure: unknown;
  try {
    const template = templateFor(options.system, options.loaded.scenario.system);
    declare(journal, options, template);
    enter("provision");
    const stage = await setUp(template, journal, undo, options, left);
    enter("warm");
    journal.append({ kind: "warm.ended", actor: "runner", data: { complete: true, routes: [] } });
    enter("drive");
    reason = await driveIt(options, stage.hands);
    enter("settle");
    stage.settle();
    enter("drain");
    const drained = await drain({
      ...stage.watch,
      allTerminal: () => isTerminal(judge),
      allFinal: () => judge.allFinal(),
    });
    await stage.endProbes(drained);
    if (options.signal.aborted) reason = String(options.signal.reason);
    enter("judge");
  } catch (error) {
    reason = error instanceof SystemRefused ? "refused" : messageOf(error);
    if (!(error instanceof SystemRefused)) failure = options.signal.aborted ? undefined : error;
    if (options.signal.aborted) reason = String(options.signal.reason);
  }
  enter("teardown");
  const failures = await undo.unwind();
  left.push(...failures.map(({ what, error }) => `${what}: ${messageOf(error)}`));
  journal.append({ kind: "run.ended", actor: "runner", data: { reason } });
  await journal.close();
  return { reason, left, ...(failure === undefined ? {} : { error: failure }) };
}

function isTerminal(judge: ReturnType<typeof openJudge>): boolean {
  const { accepted, open } = judge.terminal();
  return accepted > 0 && open.length === 0;
}

/** The head of the journal: what is claimed stands there before anything happens. */
function declare(journal: JournalWriter, { loaded, seed }: PlayOptions, template: Template): void {
  const { name, scenario } = loaded;
  const { title, proves } = scenario;
  journal.append({
    kind: "run.started",
    actor: "runner",
    data: { format: JOURNAL_FORMAT, scenario: name, title, proves, seed },
  });
  journal.append({ kind: "system.described", actor: "runner", data: describeSystem(template) });
  for (const claim of [provisionedClaim(), ...scenario.claims]) {
    journal.append({ kind: "claim.declared", actor: "runner", data: dataOf(claim) });
  }
}

/** An own claim is a function with members; the journal takes its data. */
function dataOf({ claim, args, says, module, export: name }: Claim): Claim {
  return {
    claim,
    args,
    says,
    ...(module === undefined ? {} : { module }),
    ...(name === undefined ? {} : { export: name }),
  };
}

/** A wait that ran out is no reason to stop: the claims judge what happened. Anything else cuts the run short. */
async function driveIt({ loaded, signal }: PlayOptions, hands: Hands): Promise<string> {
  try {
    await Promise.race([loaded.scenario.drive(hands), rejectOnAbort(signal)]);
    return "done";
  } catch (error) {
    if (signal.aborted) return String(signal.reason);
    return error instanceof WaitError ? "done" : `drive failed: ${messageOf(error)}`;
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(new Error(String(signal.reason)));
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}

async function setUp(
  template: Template,
  journal: JournalWriter,
  undo: UndoStack,
  options: PlayOptions,
  left: string[],
) {
  const { target, prefix, signal, seed, folder } = options;
  const { region } = target.info;
  const description = describeSystem(template);
  const orderOf = orderReader(description.orderAt);
  const logDir = path.join(folder, "logs");
  mkdirSync(logDir, { recursive: true });

  let hopOf = (_physical: string): string | undefined => undefined;
  const proxy = await startProxy({
    upstream: target.endpoint,
    journal,
    seed,
    orderOf,
    hopOf: (physical) => hopOf(physical),
  });
  undo.push("closing the proxy", () => proxy.close());
  const allowedHosts = allowedHostsOf(target.endpoint);
  const direct = clientsFor(target.endpoint, { region, allowedHosts });
  const throughProxy = clientsFor(proxy.url, { region, allowedHosts });
  const impatient = clientsFor(proxy.url, { region, allowedHosts, maxAttempts: 1 });
  undo.push("closing the clients", () => {
    for (const clients of [direct, throughProxy, impatient]) clients.destroy();
  });
  for (const rule of options.faults?.rules ?? []) {
    const end = proxy.begin(rule);
    undo.push(`ending fault ${rule.id}`, end);
  }

  const account = target.info.account ?? "000000000000";
  const system = openProvision(template, {
    clients: throughProxy,
    journal,
    prefix,
    region,
    account,
    tags: options.tags,
    byStack: options.byStack,
  });
  undo.push("deleting the system", async () => {
    if (!options.keep) left.push(...(await system.teardown()).left);
  });
  await system.up();
  hopOf = (physical) => system.logicalIdOf(physical);

  const provider = await startProvider(logDir);
  undo.push("stopping the provider", () => provider.stop());
  const workers = workersOf(template);
  const crewOptions: CrewOptions = {
    workers,
    journal,
    folder: path.join(logDir, "evidence"),
    logDir,
    probeEveryMs: PROBE_EVERY_MS,
    programOf: (worker) => programOf(options.system, worker.name, worker.command),
    envOf: (worker) => ({
      ...(system.resolve(worker.env) as Record<string, string>),
      ORDEAL_ENDPOINT: proxy.url.href,
      ORDEAL_ALLOWED_HOSTS: allowedHosts.join(","),
      AWS_REGION: region,
      PROVIDER_URL: provider.url.href,
    }),
  };
  const crew = startCrew(crewOptions);
  undo.push("stopping the workers", () => crew.stop());

  const queues = description.hops
    .filter((hop) => hop.type === "AWS::SQS::Queue")
    .map((hop) => ({ hop: hop.hop, url: system.refOf(hop.hop), consumer: hop.consumer }));
  const providerProbe = startProviderProbe(journal, {
    sink: "Provider",
    url: provider.url,
    everyMs: PROBE_EVERY_MS,
  });
  const depth = startDepthProbe(journal, { sqs: direct.sqs, queues, everyMs: PROBE_EVERY_MS });
  const dlqs = new Set(description.hops.map((hop) => hop.dlq));
  const looks = new Map<string, DlqLook>(
    queues
      .filter((queue) => queue.consumer === undefined && dlqs.has(queue.hop))
      .map((queue) => [
        queue.hop,
        startDlqLook(journal, { sqs: direct.sqs, queue, everyMs: PROBE_EVERY_MS, orderOf }),
      ]),
  );
  const probes: readonly Probe[] = [...crew.probes, providerProbe, depth, ...looks.values()];
  const readToEnd = async () => {
    await Promise.all(probes.map((probe) => probe.readToEnd()));
  };
  undo.push("stopping the probes", async () => {
    await Promise.all(probes.map((probe) => probe.stop()));
  });

  const mends = new Set<() => void>();
  const drive = openDrive({
    journal,
    clients: throughProxy,
    impatient,
    signal,
    refOf: (hop) => system.refOf(hop),
    sourceOf: (dlq) => description.hops.find((hop) => hop.dlq === dlq)?.hop ?? dlq,
    orderOf,
    hasMoveTask: options.hasMoveTask,
    holdEvidence() {
      const releases = crew.probes.map((probe) => probe.hold());
      return () => releases.forEach((release) => release());
    },
    async beforeRedrive(dlq) {
      await readToEnd();
      looks.get(dlq)?.pause();
      return () => looks.get(dlq)?.resume();
    },
  });
  const hands = openHands({ drive, journal, proxy, crew, provider, seed, signal, mends });
  const { horizonMs, assumes } = horizonOf(template, { probeEveryMs: PROBE_EVERY_MS });
  return {
    hands,
    /** Mends what is still broken and starts killed workers again. */
    settle() {
      for (const mend of mends) mend();
      mends.clear();
      crew.restartDead();
    },
    watch: {
      journal,
      everyMs: PROBE_EVERY_MS,
      horizonMs,
      assumes,
      limitMs: options.drainLimitMs ?? 2 * horizonMs + DRAIN_EXTRA_MS,
      signal,
      consumed: queues.filter((queue) => queue.consumer !== undefined).map((queue) => queue.hop),
      probesAlive: () => probes.every((probe) => probe.isAlive()),
      async sample() {
        const depths = await depth.sample();
        await readToEnd();
        return depths;
      },
    },
    /** drain.ended is the probes' last word on absence; then they end. */
    async endProbes(drained: Drained) {
      await readToEnd();
      journal.append({ kind: "drain.ended", actor: "runner", data: drained });
      await Promise.all(probes.map((probe) => probe.stop()));
    },
  };
}
