// Room scenario: a system that is put up by hand and left standing, taken down again by its run, and the sweep of what runs left.
// Nothing is driven and nothing judged. It prints nothing: it answers what stands, or what is gone.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { hasRunFile, readRunFile, type RunFile, writeRunFile } from "../journal/run-file.ts";
import { type JournalWriter, openJournal } from "../journal/writer.ts";
import { leaseTags } from "../provision/lease.ts";
import { openProvision, type StandingName } from "../provision/provision.ts";
import { SystemRefused } from "../provision/resource.ts";
import { acquireRunLock, isRunLockFree } from "../provision/run-lock.ts";
import { type Swept, type SweptAll, sweepEndpoint, takeDownRun } from "../provision/sweep.ts";
import type { Bundling } from "../system/bundle.ts";
import type { Clients } from "../target/clients.ts";
import { probeNeeds } from "../target/needs.ts";
import { FUNCTION_SDK } from "../target/probes/ability.ts";
import { parseTarget, type TargetSpec } from "../target/spec.ts";
import { type StartedTarget, startTarget } from "../target/start.ts";
import { codeOf } from "./code.ts";
import { loadConfig } from "./config.ts";
import { exitCodeOfError, messageOf, UsageError } from "./errors.ts";
import { hasFunctions, withCode } from "./instrument.ts";
import { writeHead } from "./play.ts";
import { directClients, noticesOf, tryStack } from "./probe-target.ts";
import { newRunId, resourcePrefix } from "./run-id.ts";
import { factsOfNow } from "./run-facts.ts";
import { chooseStanding, templateFor } from "./system.ts";

interface Place {
  readonly cwd: string;
  readonly argv: readonly string[];
  readonly config?: string;
  readonly target?: string;
}

export interface UpOptions extends Place {
  readonly system?: string;
  /** Aborted with the name of a signal: what was made is taken down again. */
  readonly signal: AbortSignal;
}

export interface Up {
  readonly run: string;
  readonly runDir: string;
  /** The stack's name where it is one, and what every name begins with. */
  readonly prefix: string;
  readonly byStack: boolean;
  readonly standing: readonly StandingName[];
}

/** In the place of a scenario's name: journal and names. */
const UP = "up";

/** Puts a system up. Throws SystemRefused (1) where the target refuses it; then nothing of it is left, or the error says what. */
export async function putUp(options: UpOptions, tell: (notice: string) => void): Promise<Up> {
  const config = await loadConfig(options.cwd, options.config);
  const spec = standingSpec(parseTarget({ target: options.target, config, env: process.env }));
  const { choice, spec: system } = chooseStanding(options.system, config.root);
  const plain = templateFor(choice, system);
  const withBundles = async (bundling: Bundling) =>
    withCode(plain, await codeOf(plain, choice, system, bundling));
  // What cannot be bundled is said before anything is made.
  const light = await withBundles({});

  const run = newRunId(new Date());
  const runDir = path.join(config.root, "reports", "runs", run);
  const logDir = path.join(runDir, "logs");
  mkdirSync(logDir, { recursive: true });
  const lock = acquireRunLock(runDir, spec.url.href);
  try {
    const target = await reachOrForget(spec, { runDir, logDir, cwd: config.root });
    const file = { ...factsOfNow(options, run, target.info), scenarios: [], skipped: [], kept: true };
    writeRunFile(runDir, file);
    const journal = openJournal(path.join(logDir, UP));
    writeHead(journal, { scenario: UP, title: "a system stands", proves: [], seed: file.seed }, light, []);
    const clients = directClients(target, leaseTags(run, { kept: true }));
    try {
      const bundling = hasFunctions(plain) ? { withSdk: await lacksSdk(clients) } : {};
      const template = bundling.withSdk === true ? await withBundles(bundling) : light;
      const about = { run, logDir, tags: clients.tags };
      const stack = await tryStack(system.kind, target, clients, about, bundling);
      noticesOf(stack).forEach(tell);
      const prefix = resourcePrefix(run, UP);
      journal.append({ kind: "phase.entered", actor: "runner", data: { phase: "provision" } });
      const provisioned = openProvision(template, {
        clients,
        journal,
        prefix,
        region: target.info.region,
        account: target.info.account ?? "000000000000",
        tags: clients.tags,
        byStack: stack.has,
      });
      await upOrDown(provisioned, options.signal, tell);
      await finish(runDir, file, journal, 0);
      return { run, runDir, prefix, byStack: stack.has, standing: provisioned.list() };
    } catch (error) {
      await finish(runDir, file, journal, exitCodeOfError(error));
      throw error;
    } finally {
      clients.destroy();
    }
  } finally {
    lock.release();
  }
}

/** Whether functions must bring the SDK along, since this target's runtime has none. */
async function lacksSdk(clients: Clients): Promise<boolean> {
  const found = await probeNeeds(clients, [FUNCTION_SDK]);
  return found.get(FUNCTION_SDK)?.has === false;
}

/** Only what goes on by itself can keep a system. */
function standingSpec(spec: TargetSpec): Extract<TargetSpec, { kind: "endpoint" }> {
  if (spec.kind === "endpoint") return spec;
  throw new UsageError(
    `target ${spec.name} ends with this command, and all that stands on it: give --target endpoint=URL of one that goes on (ordeal serve)`,
  );
}

async function reachOrForget(
  spec: Extract<TargetSpec, { kind: "endpoint" }>,
  { runDir, logDir, cwd }: { readonly runDir: string; readonly logDir: string; readonly cwd: string },
): Promise<StartedTarget> {
  try {
    return await startTarget(spec, { logDir, cwd, env: process.env });
  } catch (error) {
    // Nothing was made: a directory without run.json would only puzzle.
    rmSync(runDir, { recursive: true });
    throw error;
  }
}

type Upward = ReturnType<typeof openProvision>;

async function upOrDown(system: Upward, signal: AbortSignal, tell: (notice: string) => void): Promise<void> {
  try {
    await system.up();
    if (signal.aborted) throw new Interrupted(String(signal.reason));
  } catch (error) {
    const { left } = await system.teardown();
    if (left.length > 0) throw new LeftBehind(left, error);
    if (error instanceof SystemRefused) tell("what it had made is taken down again");
    throw error;
  }
}

/** Ended by a signal, after the undo (130 or 143). */
class Interrupted extends Error {
  readonly exitCode: number;
  constructor(signal: string) {
    super(`${signal}: what was made is taken down again`);
    this.name = "Interrupted";
    this.exitCode = signal === "SIGTERM" ? 143 : 130;
  }
}

/** What was made could not all be taken down (3). */
class LeftBehind extends Error {
  readonly exitCode = 3;
  constructor(left: readonly string[], cause: unknown) {
    super(`${messageOf(cause)}; left behind: ${left.join(", ")}; ordeal sweep tries again`, { cause });
    this.name = "LeftBehind";
  }
}

async function finish(
  runDir: string,
  file: RunFile,
  journal: JournalWriter,
  exitCode: number,
): Promise<void> {
  journal.append({
    kind: "run.ended",
    actor: "runner",
    data: { reason: exitCode === 0 ? "done" : "refused" },
  });
  await journal.close();
  const { kept, ...rest } = file;
  const stands = exitCode === 0 ? { kept: kept ?? true } : {};
  writeRunFile(runDir, { ...rest, ...stands, endedAt: new Date().toISOString(), durationsMs: {}, exitCode });
}

/** Takes down what a run left standing, or left behind. */
export async function takeDown(runDir: string): Promise<Swept> {
  if (!hasRunFile(runDir))
    throw new UsageError(`${runDir} has no run.json: give the directory or the id of a run`);
  const { run, target } = readRunFile(runDir);
  if (!isRunLockFree(runDir))
    throw new UsageError(`run ${run} goes on: end it first (Ctrl-C), and it takes its system down itself`);
  if (target.endpoint === undefined) return { deleted: [], left: [] };
  const spec = parseTarget({ target: `endpoint=${target.endpoint}`, config: {}, env: process.env });
  return withClients(standingSpec(spec), runDir, ({ clients }) => takeDownRun(runDir, clients));
}

/** Sweeps a target of what runs left. */
export async function sweepTarget(options: Place & { readonly all?: boolean }): Promise<SweptAll> {
  const config = await loadConfig(options.cwd, options.config);
  const spec = standingSpec(parseTarget({ target: options.target, config, env: process.env }));
  const runs = path.join(config.root, "reports", "runs");
  return withClients(spec, config.root, ({ clients, endpoint }) =>
    sweepEndpoint(runs, endpoint, clients, { all: options.all ?? false }),
  );
}

async function withClients<T>(
  spec: Extract<TargetSpec, { kind: "endpoint" }>,
  cwd: string,
  work: (on: { readonly clients: ReturnType<typeof directClients>; readonly endpoint: URL }) => Promise<T>,
): Promise<T> {
  // An endpoint that is there already writes no log.
  const target = await startTarget(spec, { logDir: cwd, cwd, env: process.env });
  const clients = directClients(target);
  try {
    return await work({ clients, endpoint: target.endpoint });
  } finally {
    clients.destroy();
  }
}
