// Room provision: deletes what runs left on an endpoint: what the journals of killed runs intended, and what carries Ordeal's tags
// though no run wants it any more. Stacks first, then what is loose; each is looked at until it is gone. The run's own files are never
// edited; swept.json beside them says that it was done.
import { existsSync, globSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readJournal } from "../journal/reader.ts";
import { hasRunFile, readRunFile, type RunFile } from "../journal/run-file.ts";
import type { Clients } from "../target/clients.ts";
import { TargetUnavailable } from "../target/errors.ts";
import { RUN_TAG, wantedBy } from "./lease.ts";
import { allPages } from "./loose/kind.ts";
import { LOOSE_TYPES, looseKind, type LooseKind, type Tags } from "./loose/index.ts";
import { endpointInLock, isRunLockFree } from "./run-lock.ts";
import { isGone } from "./until.ts";
import { writtenKind, type Writing } from "./written.ts";

/** Every name that Ordeal gives begins with it. */
const OWN_PREFIX = "ordeal-";
/** From here on an exit code may mean that something was left behind (CONTRACTS 1); 0 to 2 are mere outcomes. */
const LEFT_BEHIND = 3;

export interface Swept {
  readonly deleted: readonly string[];
  /** What could not be deleted. */
  readonly left: readonly string[];
}

export interface SweptAll extends Swept {
  /** What carries our tags and is still wanted, with why. */
  readonly wanted: readonly { readonly name: string; readonly why: string }[];
  /** Services that this target does not have, in its words. */
  readonly absent: readonly string[];
}

interface Leftover {
  readonly type: string;
  readonly name: string;
  readonly writes?: readonly Writing[];
}

/** Sweeps every killed run under `runsDir` that ran on this endpoint, by its intents alone. */
export async function sweepKilledRuns(runsDir: string, endpoint: URL, clients: Clients): Promise<Swept> {
  return sweepRuns(runsOn(runsDir, endpoint).filter(isKilled), clients);
}

/**
 * Sweeps by intents and by tags.
 *
 * @throws TargetUnavailable where a listing fails for the target's own reasons: a sweep that cannot see is not clean.
 */
export async function sweepEndpoint(
  runsDir: string,
  endpoint: URL,
  clients: Clients,
  { all = false, nowMs = Date.now() } = {},
): Promise<SweptAll> {
  const byIntent = await sweepRuns(runsOn(runsDir, endpoint).filter(mayHaveLeft), clients);
  const wanted = new Map<string, string>();
  const isUnwanted = ({ name }: Leftover, tags: Tags): boolean => {
    const why = wantedBy(tags, runsDir, nowMs);
    if (why === undefined || (all && !why.endsWith("goes on"))) return true;
    wanted.set(name, why);
    return false;
  };
  const { swept, absent } = await sweepTagged(clients, isUnwanted);
  return {
    ...merged(byIntent, swept),
    wanted: [...wanted].map(([name, why]) => ({ name: shown(name), why })),
    absent,
  };
}

/** Takes down what one run made, kept or left. */
export async function takeDownRun(runDir: string, clients: Clients): Promise<Swept> {
  const { run } = readRunFile(runDir);
  const byIntent = await sweepRun({ runDir, run }, clients);
  const { swept } = await sweepTagged(clients, (_one, tags) => tags[RUN_TAG] === run);
  const { deleted, left } = merged(byIntent, swept);
  if (left.length === 0) writeFileSync(path.join(runDir, SWEPT), `${JSON.stringify({ deleted })}\n`);
  return { deleted, left };
}

const SWEPT = "swept.json";

interface RunPlace {
  readonly runDir: string;
  readonly run: string;
}

interface FoundRun extends RunPlace {
  /** Undefined where the run was killed before it wrote one. */
  readonly file: RunFile | undefined;
}

function runsOn(runsDir: string, endpoint: URL): readonly FoundRun[] {
  return (existsSync(runsDir) ? readdirSync(runsDir) : []).flatMap((run) => {
    const runDir = path.join(runsDir, run);
    if (existsSync(path.join(runDir, SWEPT))) return [];
    try {
      const file = hasRunFile(runDir) ? readRunFile(runDir) : undefined;
      const at = file === undefined ? endpointInLock(runDir) : file.target.endpoint;
      return at === endpoint.href && isRunLockFree(runDir) ? [{ runDir, run, file }] : [];
    } catch {
      // A broken file names no endpoint: nothing may be deleted on its word.
      return [];
    }
  });
}

const isKilled = ({ file }: FoundRun): boolean => file?.endedAt === undefined;

const mayHaveLeft = ({ file }: FoundRun): boolean =>
  file?.endedAt === undefined || (file.kept !== true && (file.exitCode ?? 0) >= LEFT_BEHIND);

async function sweepRuns(runs: readonly RunPlace[], clients: Clients): Promise<Swept> {
  let all: Swept = { deleted: [], left: [] };
  for (const run of runs) {
    const swept = await sweepRun(run, clients);
    if (swept.left.length === 0)
      writeFileSync(path.join(run.runDir, SWEPT), `${JSON.stringify({ deleted: swept.deleted })}\n`);
    all = merged(all, swept);
  }
  return all;
}

async function sweepRun({ runDir, run }: RunPlace, clients: Clients): Promise<Swept> {
  const intended = await intendedBy(runDir);
  const made = await removeAll(intended, clients, async ({ name }, kind) => {
    // A name that the template gave may be somebody else's: it was intended, and perhaps refused for just that.
    return name.startsWith(OWN_PREFIX) || (await kind.tagsOf(name, clients))[RUN_TAG] === run;
  });
  return merged(made, await takeBack(intended, clients));
}

/** What was written on somebody else's resources. */
async function takeBack(intended: readonly Leftover[], clients: Clients): Promise<Swept> {
  const deleted: string[] = [];
  const left: string[] = [];
  for (const { type, name, writes = [] } of intended) {
    const kind = writtenKind(type);
    if (kind === undefined) continue;
    for (const writing of writes) {
      const isThere = () => kind.isThere(writing, clients);
      const end = await removeFound(isThere, () => kind.remove(writing, clients)).catch(
        () => "left" as const,
      );
      const what = `${name} on ${writing.on.slice(writing.on.search(/[^/:]+$/))}`;
      if (end === "deleted") deleted.push(what);
      if (end === "left") left.push(what);
    }
  }
  return { deleted, left };
}

async function removeFound(
  isThere: () => Promise<boolean>,
  remove: () => Promise<void>,
): Promise<"deleted" | "left" | undefined> {
  if (!(await isThere())) return undefined;
  await whenFree(remove);
  return (await isGone(isThere)) ? "deleted" : "left";
}

/** What the journals intended and did not see deleted, newest first. A journal that breaks off is read as far as it goes. */
async function intendedBy(runDir: string): Promise<readonly Leftover[]> {
  const intended = new Map<string, Leftover>();
  for (const journal of globSync("{scenarios,logs}/*/journal.ndjson", { cwd: runDir })) {
    const read = readJournal(path.join(runDir, journal), ({ kind, data }) => {
      if (kind === "resource.intended") intended.set(`${data.type} ${data.name}`, data);
      if (kind === "resource.deleted") intended.delete(`${data.type} ${data.name}`);
    });
    await read.catch(() => undefined);
  }
  return [...intended.values()].toReversed();
}

/** Everything that carries our tags: stacks before what is loose, since they take most of it with them. */
async function sweepTagged(
  clients: Clients,
  isUnwanted: (one: Leftover, tags: Tags) => boolean,
): Promise<{ readonly swept: Swept; readonly absent: readonly string[] }> {
  const absent: string[] = [];
  const sweepTypes = async (types: readonly string[]): Promise<Swept> => {
    const tagged = await findTagged(types, clients, (words) => absent.push(words));
    const unwanted = tagged.filter((one) => isUnwanted(one, one.tags));
    return removeAll(unwanted, clients, async () => true);
  };
  const stacks = await sweepTypes(LOOSE_TYPES.slice(0, 1));
  const loose = await sweepTypes(LOOSE_TYPES.slice(1));
  return { swept: merged(stacks, loose), absent: [...new Set(absent)] };
}

type Tagged = Leftover & { readonly tags: Tags };

/** By the Resource Groups Tagging API, and by name and tags: it knows no roles, and not every target has it. */
async function findTagged(
  types: readonly string[],
  clients: Clients,
  tellAbsent: (words: string) => void,
): Promise<readonly Tagged[]> {
  const found = new Map<string, Tagged>();
  const keep = (type: string, name: string, tags: Tags) =>
    tags[RUN_TAG] !== undefined && found.set(`${type} ${name}`, { type, name, tags });
  const kinds = (await Promise.all(types.map(looseKind))).filter((kind) => kind !== undefined);
  const tagged = (await orAbsent("tagging", () => taggedResources(clients), tellAbsent)) ?? [];
  for (const { arn, tags } of tagged) {
    for (const { type, nameIn } of kinds) {
      const name = nameIn(arn);
      if (name !== undefined) keep(type, name, tags);
    }
  }
  for (const kind of kinds) {
    const list = async () => {
      for (const name of await kind.list(OWN_PREFIX, clients))
        if (!found.has(`${kind.type} ${name}`)) keep(kind.type, name, await kind.tagsOf(name, clients));
    };
    await orAbsent(kind.type, list, tellAbsent);
  }
  return [...found.values()];
}

async function taggedResources(
  clients: Clients,
): Promise<readonly { readonly arn: string; readonly tags: Tags }[]> {
  const { paginateGetResources } = await import("@aws-sdk/client-resource-groups-tagging-api");
  const client = await clients.tagging();
  const pages = await allPages(paginateGetResources({ client }, { TagFilters: [{ Key: RUN_TAG }] }));
  return pages
    .flatMap(({ ResourceTagMappingList = [] }) => ResourceTagMappingList)
    .map(({ ResourceARN = "", Tags: list = [] }) => ({
      arn: ResourceARN,
      tags: Object.fromEntries(list.map(({ Key = "", Value = "" }) => [Key, Value])),
    }));
}

/** What the target fails at for reasons of its own; any other answer to a listing says that it has no such service. */
const TARGETS_OWN =
  /Throttl|TooManyRequests|SlowDown|AccessDenied|Unauthorized|ExpiredToken|InvalidClientTokenId/i;

const NOT_IMPLEMENTED = 501;

/** Of an answer that the SDK could read, or could not. */
function statusOf(error: Error): number | undefined {
  const { $metadata, $response } = error as {
    $metadata?: { httpStatusCode?: number };
    $response?: { statusCode?: number };
  };
  return $metadata?.httpStatusCode ?? $response?.statusCode;
}

async function orAbsent<T>(
  what: string,
  look: () => Promise<T>,
  tellAbsent: (words: string) => void,
): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Error) || "exitCode" in error) throw error;
    const words = `${what}: ${error.name}: ${error.message.split("\n")[0]}`;
    const status = statusOf(error);
    const isFailure = status === undefined || (status >= 500 && status !== NOT_IMPLEMENTED);
    if (isFailure || TARGETS_OWN.test(error.name))
      throw new TargetUnavailable(`the sweep could not look for ${words}`, { cause: error });
    tellAbsent(words);
    return undefined;
  }
}

/** Deletes in the order of kinds, and looks until each is gone. */
async function removeAll(
  leftovers: readonly Leftover[],
  clients: Clients,
  isOurs: (one: Leftover, kind: LooseKind) => Promise<boolean>,
): Promise<Swept> {
  const deleted: string[] = [];
  const left: string[] = [];
  for (const type of LOOSE_TYPES) {
    const ofType = leftovers.filter((one) => one.type === type);
    const kind = ofType.length === 0 ? undefined : await looseKind(type);
    if (kind === undefined) continue;
    await Promise.all(
      ofType.map(async (one) => {
        const end = await removeOne(one, kind, clients, isOurs).catch(() => "left" as const);
        if (end === "deleted") deleted.push(shown(one.name));
        if (end === "left") left.push(shown(one.name));
      }),
    );
  }
  return { deleted, left };
}

async function removeOne(
  one: Leftover,
  kind: LooseKind,
  clients: Clients,
  isOurs: (one: Leftover, kind: LooseKind) => Promise<boolean>,
): Promise<"deleted" | "left" | undefined> {
  const exists = () => kind.exists(one.name, clients);
  if (!(await exists()) || !(await isOurs(one, kind))) return undefined;
  return removeFound(exists, () => kind.remove(one.name, clients));
}

/** What is still being made cannot be deleted: a mapping, a table, a function (Lambda API Reference, ResourceInUseException). */
const IN_USE = /InUse|Conflict|OperationAborted/;
const IN_USE_LIMIT_MS = 60_000;
const IN_USE_POLL_MS = 500;

async function whenFree(remove: () => Promise<void>): Promise<void> {
  const deadlineMs = performance.now() + IN_USE_LIMIT_MS;
  for (;;) {
    try {
      return await remove();
    } catch (error) {
      const isInUse = error instanceof Error && IN_USE.test(error.name);
      if (!isInUse || performance.now() > deadlineMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, IN_USE_POLL_MS));
  }
}

/** A topic is known by its ARN, and called by its name. */
const shown = (name: string): string => name.slice(name.lastIndexOf(":") + 1);

const merged = (one: Swept, other: Swept): Swept => ({
  deleted: [...new Set([...one.deleted, ...other.deleted])],
  left: [...new Set([...one.left, ...other.left])],
});
