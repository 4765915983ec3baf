// Room scenario: the runner. It reads config, system, scenarios and target; skips by name what the target lacks; plays the rest
// side by side; and writes run.json first and last. It prints nothing: it tells what happens to a listener.
import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import type { Boxes } from "../box/open-box.ts";
import { judgeRun } from "../claims/judge-run.ts";
import { codeOfOutcome, exitCodeOf, sortedCodes } from "../claims/exit-codes.ts";
import { outcomeOf } from "../claims/ruling.ts";
import type { ClaimVerdict, Outcome, RunTarget, Verdict } from "../claims/verdict.ts";
import { checkRules, parseFaultPlan } from "../faults/plan.ts";
import type { FaultPlaces } from "../faults/places.ts";
import type { FaultPlan } from "../faults/rule.ts";
import type { Phase } from "../journal/line.ts";
import { type RunFile, writeRunFile } from "../journal/run-file.ts";
import type { Template } from "../template/template.ts";
import { acquireRunLock } from "../provision/run-lock.ts";
import { parseTarget, type TargetSpec } from "../target/spec.ts";
import type { Abilities } from "./abilities.ts";
import { codeOf } from "./code.ts";
import { loadConfig } from "./config.ts";
import { exitCodeOfError, messageOf, UsageError } from "./errors.ts";
import { refuseStrangeNames } from "./check-names.ts";
import { chooseScenarios, findScenarios, type LoadedScenario, loadScenario } from "./find.ts";
import { openBoxesForRuns } from "./box-driver.ts";
import { type Driver } from "./driver.ts";
import { inParallel } from "./in-parallel.ts";
import { Judging } from "./judging.ts";
import { durationsOfLatest, longestFirst } from "./longest-first.ts";
import { openDriver } from "./open-driver.ts";
import type { Played } from "./play.ts";
import { factsOfNow } from "./run-facts.ts";
import { chooseSeed, newRunId, repeatSeed } from "./run-id.ts";
import { kindsOf } from "./places.ts";
import { chooseSystem, type SystemChoice, templateFor } from "./system.ts";

export interface RunOptions {
  readonly names: readonly string[];
  readonly cwd: string;
  readonly argv: readonly string[];
  /** Aborted with the name of a signal: undo, teardown, then 130 or 143. */
  readonly signal: AbortSignal;
  readonly config?: string;
  readonly target?: string;
  readonly image?: string;
  readonly system?: string;
  readonly seed?: string;
  readonly repeat?: number;
  readonly jobs?: number;
  readonly filter?: string;
  readonly shard?: { readonly index: number; readonly of: number };
  readonly faults?: string;
  /** Each scenario in a box of its own; only the embedded target has boxes. */
  readonly isolate?: boolean;
  /** For several runs, one after another (`openBoxesForRuns`). */
  readonly boxes?: Boxes;
  readonly keep?: boolean;
  /** Only the embedded target has a log; there it is the default. */
  readonly evidence?: "log" | "probes";
  /** Told what was ruled of each scenario; once it says so, no other is begun. Default: all are played. */
  readonly until?: (claims: readonly ClaimVerdict[]) => boolean;
  readonly timeoutS?: number;
  readonly drainLimitS?: number;
}

export type Progress =
  | {
      readonly kind: "run";
      readonly runDir: string;
      readonly target: RunTarget;
      readonly scenarios: number;
      readonly skipped: number;
    }
  | { readonly kind: "phase"; readonly name: string; readonly phase: Phase }
  | { readonly kind: "done"; readonly name: string; readonly outcome: Outcome; readonly ms: number }
  | { readonly kind: "notice"; readonly text: string };

export interface RunResult {
  readonly verdict: Verdict;
  readonly runDir: string;
  readonly exitCodes: readonly number[];
}

/** A scenario on a local target takes seconds; one that takes this long hangs. */
const DEFAULT_TIMEOUT_S = 120;
const EXIT_OF_SIGNAL: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143 };

interface Job {
  readonly folder: string;
  readonly loaded: LoadedScenario;
  readonly seed: string;
}

/** Runs scenarios and judges them. Throws what keeps the whole run from starting; everything later is in the result. */
export async function runScenarios(
  options: RunOptions,
  on: (progress: Progress) => void,
): Promise<RunResult> {
  const config = await loadConfig(options.cwd, options.config);
  const spec = parseTarget({ target: options.target, image: options.image, config, env: process.env });
  refuseUnusable(options, spec);
  const system = chooseSystem(options.system, config.root);
  const chosen = shardOf(chooseScenarios(findScenarios(config), options), options.shard);
  // Boxes load what they need while the scenarios are read out here.
  await using ownBoxes = options.boxes === undefined ? earlyBoxes(spec, options, chosen.length) : undefined;
  const loaded = ofSystem(await Promise.all(chosen.map(loadScenario)), system, options.names);
  const faults =
    options.faults === undefined
      ? undefined
      : readFaults(options.faults, options.cwd, loaded, system, spec.kind === "embedded");
  for (const one of loaded) refuseStrangeNames(one, systemsOf(one, system));
  const seed = chooseSeed(options.seed);

  const run = newRunId(new Date());
  const runs = path.join(config.root, "reports", "runs");
  const runDir = path.join(runs, run);
  mkdirSync(runDir, { recursive: true });
  const lock = acquireRunLock(runDir, spec.kind === "endpoint" ? spec.url.href : undefined);
  const logDir = path.join(runDir, "logs");
  mkdirSync(logDir, { recursive: true });
  let driver: Driver;
  try {
    driver = await openDriver(spec, {
      logDir,
      cwd: config.root,
      env: process.env,
      isolate: options.isolate ?? false,
      boxes: options.boxes ?? ownBoxes,
    });
  } catch (error) {
    lock.release();
    // Nothing was run: a directory without run.json would only puzzle. The target's own log is worth keeping.
    if (spec.kind === "endpoint") rmSync(runDir, { recursive: true });
    throw error;
  }
  try {
    return await runOn(driver, { options, system, loaded, faults, seed, run, runs, runDir, on });
  } finally {
    await driver.stop();
    lock.release();
  }
}

/** As many as there is work for. */
function earlyBoxes({ kind }: TargetSpec, { isolate = false }: RunOptions, jobs: number): Boxes | undefined {
  return kind === "embedded" && !isolate ? openBoxesForRuns({ jobs }) : undefined;
}

interface RunContext {
  readonly options: RunOptions;
  readonly system: SystemChoice;
  readonly loaded: readonly LoadedScenario[];
  readonly faults: Planned | undefined;
  readonly seed: string;
  readonly run: string;
  readonly runs: string;
  readonly runDir: string;
  readonly on: (progress: Progress) => void;
}

/** A plan of faults that was read, and what it was held against. */
interface Planned {
  readonly plan: FaultPlan;
  readonly places: FaultPlaces;
  readonly file: string;
}

/** A variant is of one system: scenarios of another say nothing about it. One that was asked for by name is an error. */
function ofSystem(
  loaded: readonly LoadedScenario[],
  system: SystemChoice,
  names: readonly string[],
): readonly LoadedScenario[] {
  if (system.kind !== "variant") return loaded;
  const { variant } = system;
  const other = loaded.find(({ scenario }) => scenario.system.kind !== variant.system);
  if (other !== undefined && names.includes(other.name))
    throw new UsageError(
      `variant:${variant.name} is of the system ${variant.system}, and ${other.name} is about ${other.scenario.system.kind}`,
    );
  return loaded.filter(({ scenario }) => scenario.system.kind === variant.system);
}

async function runOn(driver: Driver, context: RunContext): Promise<RunResult> {
  const { options, loaded, run, runs, runDir, seed, on } = context;
  for (const text of await driver.sweep(runs)) on({ kind: "notice", text });
  const tags = driver.tagsOf(run, options.keep ?? false);
  const probing = driver.probe({ loaded, run, logDir: path.join(runDir, "logs"), tags });
  // Git is asked while the target is tried.
  const facts = factsOfNow({ argv: options.argv, cwd: options.cwd, seed }, run, driver.info);
  const abilities = await probing;
  refuseOutOfReach(context, abilities);
  const { skipped } = abilities;
  for (const text of abilities.notices) on({ kind: "notice", text });
  const runnable = loaded.filter((one) => !skipped.some((skip) => skip.name === one.name));
  const jobs = jobsOf(runnable, seed, options.repeat ?? 1);
  const file: RunFile = {
    ...facts,
    scenarios: [...skipped.map((one) => one.name), ...jobs.map((job) => job.folder)],
    skipped,
    ...(options.keep === true ? { kept: true } : {}),
  };
  const lasted = durationsOfLatest(runs);
  writeRunFile(runDir, file);
  pointLatest(runs, run);
  on({ kind: "run", runDir, target: driver.info, scenarios: jobs.length, skipped: skipped.length });

  const { codes, durationsMs, judging } = await playAll(
    longestFirst(jobs, lasted),
    driver,
    context,
    abilities,
    tags,
  );
  if (options.signal.aborted) codes.push(EXIT_OF_SIGNAL[String(options.signal.reason)] ?? 130);
  const { isEnough, judged, outcomes } = judging;
  codes.push(codeOfOutcome(outcomeOf(outcomes)), ...outcomes.map(codeOfOutcome));
  const exitCodes = sortedCodes(codes);
  const isLeftOut = (name: string) => jobs.some(({ folder }) => folder === name) && !judged.has(name);
  writeRunFile(runDir, {
    ...file,
    ...(isEnough ? { scenarios: file.scenarios.filter((name) => !isLeftOut(name)) } : {}),
    endedAt: new Date().toISOString(),
    durationsMs,
    exitCode: exitCodeOf(exitCodes),
  });
  const { verdict } = await judgeRun(runDir, judged);
  return { verdict: { ...verdict, exitCodes }, runDir, exitCodes };
}

/** Each scenario once for each repeat; a repeat's seed derives from the run's. */
function jobsOf(loaded: readonly LoadedScenario[], seed: string, repeats: number): readonly Job[] {
  return Array.from({ length: repeats }, (_, index) =>
    loaded.map((one): Job => ({
      folder: index === 0 ? one.name : `${one.name}@${index + 1}`,
      loaded: one,
      seed: repeatSeed(seed, index),
    })),
  ).flat();
}

interface PlayedAll {
  /** Of what went wrong around scenarios; what was ruled of them is in `judging`. */
  readonly codes: number[];
  readonly durationsMs: Readonly<Record<string, number>>;
  readonly judging: Judging;
}

async function playAll(
  jobs: readonly Job[],
  driver: Driver,
  context: RunContext,
  abilities: Abilities,
  tags: Readonly<Record<string, string>>,
): Promise<PlayedAll> {
  const { options, runDir, on } = context;
  const hasFunctions = jobs.some(({ loaded }) => loaded.scenario.system.kind !== "order");
  const width = options.jobs ?? (hasFunctions ? driver.jobsWithFunctions : driver.jobs);
  const durationsMs: Record<string, number> = {};
  const codes: number[] = [];
  const judging = new Judging({
    runDir,
    width,
    until: options.until,
    onJudged: (name, outcome, ms) => on({ kind: "done", name, outcome, ms }),
  });
  await inParallel(jobs, width, async (job) => {
    if (options.signal.aborted || judging.isEnough) return;
    const startMs = performance.now();
    const played = await playOne(job, driver, context, abilities, tags);
    const ms = Math.round(performance.now() - startMs);
    durationsMs[job.folder] = ms;
    for (const text of noticesOf(job.folder, played)) on({ kind: "notice", text });
    codes.push(...codesOf(played));
    await judging.take(job.folder, ms);
  });
  await judging.all();
  return { codes, durationsMs, judging };
}

async function playOne(
  job: Job,
  driver: Driver,
  context: RunContext,
  { hasMoveTask, hasFunctionGate, hasFunctionSdk, byStack }: Abilities,
  tags: Readonly<Record<string, string>>,
): Promise<Played> {
  const { options, runDir, run, system, faults, on } = context;
  const timeoutS = options.timeoutS ?? DEFAULT_TIMEOUT_S;
  const spec = job.loaded.scenario.system;
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(`no end within ${timeoutS} s (--timeout)`), timeoutS * 1000);
  const template = templateFor(system, spec);
  try {
    return await driver.play({
      loaded: job.loaded,
      folder: path.join(runDir, "scenarios", job.folder),
      prefix: driver.prefixOf(run, job.folder),
      seed: job.seed,
      system,
      template,
      code: await codeOf(template, system, spec, { withSdk: !hasFunctionSdk }),
      faults: faults?.plan,
      tags,
      signal: AbortSignal.any([options.signal, timeout.signal]),
      drainLimitMs: options.drainLimitS === undefined ? undefined : options.drainLimitS * 1000,
      keep: options.keep ?? false,
      evidence: options.evidence ?? "log",
      hasMoveTask,
      hasFunctionGate,
      // A template of one's own is the simulator's CloudFormation's to take or to refuse, as a target's is.
      byStack: byStack.includes(spec.kind) || (system.kind === "template" && driver.info.kind === "embedded"),
      onPhase: (phase) => on({ kind: "phase", name: job.folder, phase }),
    });
  } finally {
    clearTimeout(timer);
  }
}

function noticesOf(name: string, played: Played): readonly string[] {
  return [
    ...(played.reason === "done" ? [] : [`${name}: ${played.reason}`]),
    ...(played.left.length > 0 ? [`${name}: left behind: ${played.left.join(", ")}`] : []),
  ];
}

function codesOf(played: Played): readonly number[] {
  return [
    ...(played.left.length > 0 ? [3] : []),
    ...(played.error === undefined ? [] : [exitCodeOfError(played.error)]),
  ];
}

/** What a claim's names may mean: a variant may take away what it names, and a template of one's own may be refused for itself. */
function systemsOf({ scenario }: LoadedScenario, system: SystemChoice): readonly Template[] {
  const plain = templateFor({ kind: "order" }, scenario.system);
  return system.kind === "template" ? [plain, templateFor(system, scenario.system)] : [plain];
}

/** An option that the target cannot heed is refused, never ignored. */
function refuseUnusable({ evidence, isolate, image, keep }: RunOptions, { kind, name }: TargetSpec): void {
  if (keep === true && kind !== "endpoint")
    throw new UsageError(
      `--keep: target ${name} ends with the run, and all that stands on it; give --target endpoint=URL of one that goes on (ordeal serve)`,
    );
  if (evidence === "log" && kind !== "embedded")
    throw new UsageError(`--evidence log: only target embedded has a log; on ${name} say --evidence probes`);
  if (isolate === true && kind !== "embedded")
    throw new UsageError(`--isolate: only target embedded has threads to part; on ${name} leave it out`);
  if (image !== undefined && kind !== "localstack")
    throw new UsageError(`--image ${image}: only target localstack has an image; ${name} is not it`);
}

function shardOf<T>(items: readonly T[], shard: RunOptions["shard"]): readonly T[] {
  if (shard === undefined) return items;
  const part = items.filter((_, index) => index % shard.of === shard.index - 1);
  if (part.length > 0) return part;
  throw new UsageError(
    `--shard ${shard.index}/${shard.of} is empty: there are ${items.length} scenarios, so ${items.length} parts at most`,
  );
}

function readFaults(
  file: string,
  cwd: string,
  loaded: readonly LoadedScenario[],
  system: SystemChoice,
  hasWeather: boolean,
): Planned {
  const full = path.resolve(cwd, file);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(full, "utf8"));
  } catch (error) {
    throw new UsageError(`--faults ${full} is not a JSON file: ${messageOf(error)}`, { cause: error });
  }
  const kinds = loaded.flatMap((one) => [...kindsOf(templateFor(system, one.scenario.system))]);
  // Whether functions can be led through the gate is known once the target was probed.
  const places = { kinds: new Map(kinds), hasWeather, hasFunctionGate: true, isRun: true };
  return { plan: parseFaultPlan(value, places, full), places, file: full };
}

/** What strikes at calls of functions needs functions that can be led through the gate: known before anything is provisioned. */
function refuseOutOfReach({ faults, options }: RunContext, { hasFunctionGate }: Abilities): void {
  if (faults === undefined) return;
  const { plan, places, file } = faults;
  checkRules(plan, { ...places, hasFunctionGate: hasFunctionGate && options.keep !== true }, file);
}

/** `latest` points to the newest run; where links are not allowed, the newest folder has the highest name anyway. */
function pointLatest(runs: string, run: string): void {
  const link = path.join(path.dirname(runs), "latest");
  try {
    rmSync(link, { force: true });
    symlinkSync(path.join("runs", run), link);
  } catch {
    // A convenience only.
  }
}
