// Room scenario: the stage of a run: a gate of faults before the services, the system behind it, the provider and the workers, and a
// probe at everything that can be seen. Every undo is registered before its do.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { openDrive } from "../drive/hands.ts";
import type { FaultName, FaultRule } from "../faults/rule.ts";
import type { JournalWriter } from "../journal/writer.ts";
import { openProvision, type Provisioned } from "../provision/provision.ts";
import { allowedHostsOf, type Clients, clientsFor, type Control } from "../target/clients.ts";
import { describeSystem, feedsOf, sinksOf, workersOf } from "../template/describe.ts";
import { horizonOf } from "../template/horizon.ts";
import type { Template } from "../template/template.ts";
import { type CrewOptions, startCrew, type WorkerCrew } from "./crew.ts";
import type { Drained } from "./drain.ts";
import { type FunctionEvidence, openFunctionEvidence } from "../observe/function-evidence.ts";
import { openSwitchTable } from "../faults/switch-table.ts";
import { type FunctionFaults, openFunctionFaults } from "./function-faults.ts";
import { type Hands, openHands, stepOf } from "./hands.ts";
import { EVIDENCE_QUEUE, hasFunctions, instrument, SWITCH_TABLE, watchedByFunctions } from "./instrument.ts";
import { orderReader } from "./order-at.ts";
import type { PlayOptions } from "./play-options.ts";
import { type OpenLog, openLog } from "./log-observer.ts";
import type { Observers } from "./observers.ts";
import { startProbes } from "./probe-observers.ts";
import { controlProvider, type Provider } from "./provider.ts";
import { kindsOf, placesOf } from "./places.ts";
import type { Stage } from "./stage.ts";
import type { End } from "./fault-lines.ts";
import { openStriker, type Striker } from "./striker.ts";
import { programOf } from "./system.ts";
import type { UndoStack } from "./undo.ts";
import type { Venue } from "./venue.ts";
import type { OpenGate } from "./venue.ts";

/** Probes read this often: a tenth of the shortest visibility a scenario uses would be finer than SQS's own grain of a second. */
const PROBE_EVERY_MS = 200;
/** Of functions there is more to read, tables among it, and they take seconds to start. */
const PROBE_FUNCTIONS_EVERY_MS = 1_000;
/** A system that may be silent for an hour is not looked at five times a second. */
const PROBE_AT_LEAST_EVERY_MS = 5_000;
/** Twice the horizon and this: a drain that takes longer is one that will not end. */
const DRAIN_EXTRA_MS = 10_000;

/** What every part of the stage needs. */
interface Setting {
  readonly options: PlayOptions;
  readonly template: Template;
  readonly description: ReturnType<typeof describeSystem>;
  readonly journal: JournalWriter;
  readonly undo: UndoStack;
  readonly logDir: string;
  readonly probeEveryMs: number;
  orderOf(body: string, hop: string): string | undefined;
  /** Mended by settle, if drive did not. */
  readonly mends: Set<End>;
}

/** Sets everything up, in the phase provision. */
export async function setStage(
  template: Template,
  journal: JournalWriter,
  undo: UndoStack,
  options: PlayOptions,
  left: string[],
): Promise<Stage> {
  const description = describeSystem(template);
  const logDir = path.join(options.folder, "logs");
  mkdirSync(logDir, { recursive: true });
  const orderOf = orderReader(description.orderAt);
  const mends = new Set<End>();
  const probeEveryMs = probePeriodOf(template);
  const setting: Setting = {
    options,
    template,
    description,
    journal,
    undo,
    logDir,
    probeEveryMs,
    orderOf,
    mends,
  };

  const wire = await openWire(setting);
  const system = await putUp(setting, wire, left);
  const provider = await startProvider(setting);
  let told: OpenLog["told"] | undefined;
  const evidence = evidenceOf(setting, system, (sighting) => told?.(sighting));
  const log = logOf(setting, system, evidence);
  told = log?.told;
  const crew = hireCrew(setting, wire, system, provider, log);
  const striker = openStriker({
    journal,
    places: placesOf(template, {
      hasWeather: options.venue.log !== undefined,
      hasFunctionGate: options.venue.log !== undefined || leadsFunctions(options),
    }),
    gate: wire.gate,
    crew,
    provider,
    functions: await functionFaultsOf(setting, wire, system),
    sqs: wire.control.direct.sqs,
    stepOf,
    refOf: (hop) => system.refOf(hop),
  });
  await beginPlanned(
    rulesOf(options, (rule) => !isEarly(rule)),
    setting,
    (rule) => striker.begin(rule),
  );
  const observers = await startObservers(setting, wire, system, { provider, crew, log, evidence });
  return {
    hands: openTheHands(setting, wire, system, provider, crew, observers, striker),
    async settle() {
      for (const mend of mends) await mend();
      mends.clear();
      crew.restartDead();
    },
    watch: watchOf(setting, observers),
    async endProbes(drained: Drained) {
      await observers.readToEnd();
      journal.append({ kind: "drain.ended", actor: "runner", data: drained });
      await Promise.all(observers.probes.map((probe) => probe.stop()));
    },
  };
}

/** A hundredth of the longest silence that a legal retry may leave. */
function probePeriodOf(template: Template): number {
  const { horizonMs } = horizonOf(template, { probeEveryMs: PROBE_EVERY_MS });
  const least = hasFunctions(template) ? PROBE_FUNCTIONS_EVERY_MS : PROBE_EVERY_MS;
  return Math.min(PROBE_AT_LEAST_EVERY_MS, Math.max(least, Math.round(horizonMs / 100)));
}

interface Wire {
  readonly gate: OpenGate;
  /** Past the gate: for probes, which no fault may strike. */
  readonly direct: Clients;
  readonly throughGate: Clients;
  /** What sets the stage, and what changes it from outside. */
  readonly control: { readonly direct: Control; readonly throughGate: Control };
  /** Without the SDK's retries. */
  readonly impatient: Clients;
  readonly allowedHosts: readonly string[];
  /** The system tells its names once it stands; before that no call has a hop. */
  setHopOf(hopOf: (physical: string) => string | undefined): void;
}

/** Faults of a plan at service calls begin before the system goes up, so that `control:SERVICE` strikes too. */
async function openWire(setting: Setting): Promise<Wire> {
  const { options, journal, undo, orderOf } = setting;
  const { endpoint, region } = options.venue;
  let hopOf = (_physical: string): string | undefined => undefined;
  const gate = await options.venue.openGate({
    journal,
    seed: options.seed,
    orderOf,
    hopOf: (physical) => hopOf(physical),
  });
  undo.push("closing the gate", () => gate.close());
  const allowedHosts = [...new Set([...allowedHostsOf(endpoint), ...allowedHostsOf(gate.url)])];
  const shared = { region, allowedHosts };
  const direct = clientsFor(endpoint, shared);
  const throughGate = clientsFor(gate.url, shared);
  const impatient = clientsFor(gate.url, { ...shared, maxAttempts: 1 });
  undo.push("closing the clients", () => {
    for (const clients of [direct, throughGate, impatient]) clients.destroy();
  });
  await beginPlanned(rulesOf(options, isEarly), setting, async (rule) => gate.begin(rule));
  const { controlBy } = options.venue;
  const control = {
    direct: controlBy?.(direct, "past the gate") ?? direct,
    throughGate: controlBy?.(throughGate, "through the gate") ?? throughGate,
  };
  return {
    gate,
    direct,
    throughGate,
    control,
    impatient,
    allowedHosts,
    setHopOf: (given) => (hopOf = given),
  };
}

/**
 * A plan's rule with neither times nor probability strikes once (CONTRACTS 5). What strikes a number of times ends by itself, and a
 * drive is over long before its orders are; so settle only ends what would go on for ever.
 */
async function beginPlanned(
  rules: readonly FaultRule[],
  { undo, mends }: Setting,
  begin: (rule: FaultRule) => Promise<End>,
): Promise<void> {
  for (const rule of rules) {
    const once = rule.times === undefined && rule.probability === undefined;
    const end = await begin(once ? { ...rule, times: 1 } : rule);
    if (LASTING.includes(rule.fault) || (rule.times === undefined && !once)) mends.add(end);
    undo.push(`ending fault ${rule.id}`, end);
  }
}

/** What does not strike a number of times, but stands until it is mended. */
const LASTING: readonly FaultName[] = ["deny", "pause"];

/** Control-plane faults begin before the system goes up. */
const isEarly = ({ hop }: FaultRule): boolean => hop.startsWith("control:");

const rulesOf = ({ faults }: PlayOptions, wanted: (rule: FaultRule) => boolean): readonly FaultRule[] =>
  (faults?.rules ?? []).filter(wanted);

/** In the box every call passes the gate. A system that outlives the run must not lead its functions through one that is gone. */
const leadsFunctions = ({ venue, hasFunctionGate, keep }: PlayOptions): boolean =>
  venue.log === undefined && hasFunctionGate && !keep;

async function putUp(
  { options, template, journal, undo }: Setting,
  wire: Wire,
  left: string[],
): Promise<Provisioned> {
  const { region, account } = options.venue;
  const endpoint = leadsFunctions(options) ? wire.gate.url : undefined;
  const system = openProvision(instrument(template, options.code, endpoint), {
    clients: wire.control.throughGate,
    journal,
    prefix: options.prefix,
    region,
    account,
    tags: options.tags,
    byStack: options.byStack,
  });
  undo.push("deleting the system", async () => {
    if (!options.keep) left.push(...(await system.teardown()).left);
  });
  await system.up();
  wire.setHopOf((physical) => system.logicalIdOf(physical));
  return system;
}

function hireCrew(
  { options, template, journal, undo, logDir, probeEveryMs }: Setting,
  { gate, allowedHosts }: Wire,
  system: Provisioned,
  provider: Provider | undefined,
  log: OpenLog | undefined,
): WorkerCrew {
  const crewOptions: CrewOptions = {
    workers: workersOf(template),
    journal,
    seed: options.seed,
    folder: path.join(logDir, "evidence"),
    logDir,
    probeEveryMs,
    ...(log === undefined ? {} : { told: log.told }),
    startChild: (spec) => options.venue.startChild(spec),
    ...filesOf(options.venue),
    programOf: (worker) => programOf(options.system, worker.name, worker.command),
    envOf: (worker) => ({
      ...(system.resolve(worker.env) as Record<string, string>),
      ORDEAL_ENDPOINT: gate.url.href,
      ORDEAL_ALLOWED_HOSTS: allowedHosts.join(","),
      AWS_REGION: options.venue.region,
      ...(provider === undefined ? {} : { PROVIDER_URL: provider.url.href }),
    }),
  };
  const crew = startCrew(crewOptions);
  undo.push("stopping the workers", () => crew.stop());
  return crew;
}

/** Who is watched, and by what. */
interface Watched {
  readonly provider: Provider | undefined;
  readonly crew: WorkerCrew;
  readonly log: OpenLog | undefined;
  readonly evidence: FunctionEvidence | undefined;
}

/** A provider of the run's own, unless the system has one whose log is a table. */
async function startProvider({ options, template, undo, logDir }: Setting): Promise<Provider | undefined> {
  if (sinksOf(template).some(({ table }) => table !== undefined)) return undefined;
  const started = await options.venue.startProvider(logDir);
  undo.push("stopping the provider", () => started.stop());
  return controlProvider(started);
}

/** What functions tell, where the system has any. */
function evidenceOf(
  { template, journal }: Setting,
  system: Provisioned,
  told: OpenLog["told"],
): FunctionEvidence | undefined {
  if (!hasFunctions(template)) return undefined;
  return openFunctionEvidence({ journal, told, hopOf: (physical) => system.logicalIdOf(physical) });
}

async function functionFaultsOf(
  { options, template, journal }: Setting,
  { control: { direct } }: Wire,
  system: Provisioned,
): Promise<FunctionFaults | undefined> {
  if (!hasFunctions(template)) return undefined;
  const refOf = (hop: string) => system.refOf(hop);
  const switches = openSwitchTable({
    table: refOf(SWITCH_TABLE),
    dynamoDb: await direct.dynamoDb(),
    journal,
    seed: options.seed,
    functionOf: refOf,
  });
  const feeds = feedsOf(template);
  return openFunctionFaults({
    journal,
    switches,
    lambda: () => direct.lambda(),
    refOf,
    mappingOf: (hop) => feeds.find(({ name }) => name === hop)?.mapping,
  });
}

/** By the simulator's log where there is one and it is wanted; by probes from outside elsewhere. */
async function startObservers(
  { template, description, journal, undo, orderOf, probeEveryMs }: Setting,
  { direct }: Wire,
  system: Provisioned,
  { provider, crew, log, evidence }: Watched,
): Promise<Observers> {
  const observers =
    log?.observe(crew.probes) ??
    (await startProbes({
      journal,
      description,
      sinks: sinksOf(template),
      orderOf,
      clients: direct,
      workers: crew.probes,
      providerUrl: provider?.url,
      ...(evidence === undefined
        ? {}
        : {
            functions: {
              evidence,
              queueUrl: system.refOf(EVIDENCE_QUEUE),
              watches: watchedByFunctions(template),
            },
          }),
      everyMs: probeEveryMs,
      refOf: (hop) => system.refOf(hop),
    }));
  undo.push("stopping the probes", async () => {
    await Promise.all(observers.probes.map((probe) => probe.stop()));
  });
  return observers;
}

function logOf(
  { options, template, description, journal, orderOf }: Setting,
  system: Provisioned,
  evidence: FunctionEvidence | undefined,
): OpenLog | undefined {
  const { log } = options.venue;
  if (log === undefined || options.evidence === "probes") return undefined;
  const names = {
    hopOf: (physical: string) => system.logicalIdOf(physical),
    ...(evidence === undefined ? {} : { evidence }),
    arnOf: (hop: string) => String(system.resolve({ "Fn::GetAtt": [hop, "Arn"] })),
  };
  return openLog({ journal, description, sinks: sinksOf(template), orderOf, log, ...names });
}

function openTheHands(
  { options, template, description, journal, orderOf, mends }: Setting,
  { throughGate, impatient }: Wire,
  system: Provisioned,
  provider: Provider | undefined,
  crew: WorkerCrew,
  observers: Observers,
  striker: Striker,
): Hands {
  const { signal, seed } = options;
  const drive = openDrive({
    journal,
    clients: options.venue.driveBy?.(throughGate) ?? throughGate,
    impatient,
    signal,
    refOf: (hop) => system.refOf(hop),
    sourceOf: (dlq) => description.hops.find((hop) => hop.dlq === dlq)?.hop ?? dlq,
    orderOf,
    hasMoveTask: options.hasMoveTask,
    tellsGone: observers.untilIdle === undefined,
    holdEvidence: () => observers.holdEvidence(),
    async beforeRedrive(dlq) {
      await observers.readToEnd();
      return observers.pauseLook(dlq);
    },
  });
  return openHands({
    drive,
    journal,
    striker,
    rest: () => observers.rest(),
    crew,
    provider,
    seed,
    signal,
    mends,
    hops: description.hops.map((one) => one.hop),
    breakable: [...kindsOf(template).keys()],
  });
}

function watchOf(
  { options, template, journal, probeEveryMs }: Setting,
  observers: Observers,
): Stage["watch"] {
  const { horizonMs, assumes } = horizonOf(template, { probeEveryMs });
  return {
    journal,
    everyMs: probeEveryMs,
    horizonMs,
    assumes,
    limitMs: options.drainLimitMs ?? 2 * horizonMs + DRAIN_EXTRA_MS,
    signal: options.signal,
    consumed: observers.consumed,
    probesAlive: () => observers.probes.every((probe) => probe.isAlive()),
    sample: () => observers.sample(),
    ...(observers.untilIdle === undefined ? {} : { untilIdle: observers.untilIdle }),
  };
}

/** What a venue does for the files between crew and workers, where it does anything. */
const filesOf = ({ followFile, giveFile }: Venue): Pick<CrewOptions, "followFile" | "giveFile"> => ({
  ...(followFile === undefined ? {} : { followFile }),
  ...(giveFile === undefined ? {} : { giveFile }),
});
