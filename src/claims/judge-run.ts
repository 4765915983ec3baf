// Room claims: judges what lies on disk: a whole run, one scenario's folder, or one journal file. Offline, and without the
// scenario's code.
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { JournalError } from "../journal/errors.ts";
import { hasRunFile, readRunFile, type RunFile } from "../journal/run-file.ts";
import { codeOfOutcome, sortedCodes } from "./exit-codes.ts";
import { judgeJournal } from "./judge.ts";
import { driveCommand } from "./repeat.ts";
import { outcomeOf } from "./ruling.ts";
import type { Outcome, ScenarioVerdict, Verdict } from "./verdict.ts";

/** The one kind of target whose time is virtual. */
const VIRTUAL = "embedded";

/** What was judged: derived files are rewritten for a run and a scenario's folder, never for a single file. */
export interface Judged {
  readonly what: "run" | "scenario" | "file";
  readonly verdict: Verdict;
  /** What a reader must know beside the rulings, a torn line for example. */
  readonly notices: readonly string[];
}

/** What `judgeJournal` said of scenarios of a run, by their folders' names. */
export type JudgedScenarios = ReadonlyMap<string, Awaited<ReturnType<typeof judgeJournal>>>;

/**
 * Judges `place`: a run directory, a scenario's folder in one, or a journal file. Of a run, journals that the caller has judged since
 * they ended are not read again.
 */
export async function judgeRun(place: string, known: JudgedScenarios = new Map()): Promise<Judged> {
  if (!existsSync(place)) {
    throw new JournalError(
      place,
      0,
      "does not exist; give a run directory, a scenario's folder or a journal file",
    );
  }
  if (statSync(place).isFile()) return judgeAlone("file", place, place);
  if (hasRunFile(place)) return judgeWholeRun(place, known);
  const journal = path.join(place, "journal.ndjson");
  if (existsSync(journal)) return judgeAlone("scenario", place, journal);
  throw new JournalError(
    place,
    0,
    "holds neither run.json nor journal.ndjson; give a run directory or a scenario's folder",
  );
}

async function judgeAlone(what: "scenario" | "file", place: string, journal: string): Promise<Judged> {
  const { verdict: judged, torn, seed } = await judgeJournal(journal);
  // A journal that is empty, or was cut in its first line, names nothing: its folder does.
  const name = judged.name === "" ? path.basename(path.dirname(path.resolve(journal))) : judged.name;
  const scenario: ScenarioVerdict = {
    ...judged,
    name,
    title: judged.title || name,
    durationMs: null,
    virtualMs: null,
  };
  const again = seed === "" ? `ordeal run ${name}` : `ordeal run ${name} --seed ${seed}`;
  const repeat = { judge: `ordeal judge ${place}`, run: again };
  const verdict = assemble(
    [scenario],
    { run: null, target: null, seed: seed === "" ? null : seed, repeat },
    [],
  );
  return { what, verdict, notices: torn === undefined ? [] : [tornNotice(journal, torn)] };
}

async function judgeWholeRun(runDir: string, known: JudgedScenarios): Promise<Judged> {
  const run = readRunFile(runDir);
  const skipped = run.skipped.map(skippedVerdict);
  const notices: string[] = [];
  const scenarios: ScenarioVerdict[] = [];
  for (const name of run.scenarios) {
    if (skipped.some((one) => one.name === name)) continue;
    scenarios.push(await judgeScenario({ runDir, name, run, known }, notices));
  }
  if (run.endedAt === undefined)
    notices.push(`the run ${run.run} did not end: it was killed or is still going`);
  const repeat = { judge: `ordeal judge ${runDir}`, run: driveCommand(run) };
  const ordered = [...scenarios, ...skipped];
  const verdict = assemble(
    ordered,
    { run: run.run, target: run.target, seed: run.seed, repeat },
    codesOfRun(run),
  );
  return { what: "run", verdict, notices };
}

/** What the run's own end said beside its outcomes: a refused guard, resources left, an interrupt. */
function codesOfRun(run: RunFile): readonly number[] {
  if (run.endedAt === undefined) return [2];
  return run.exitCode === undefined || run.exitCode <= 2 ? [] : [run.exitCode];
}

function skippedVerdict(one: RunFile["skipped"][number]): ScenarioVerdict {
  const { name, needs, evidence } = one;
  return { name, title: name, proves: [], skipped: { needs, evidence }, durationMs: null, virtualMs: null };
}

interface OfRun {
  readonly runDir: string;
  readonly name: string;
  readonly run: RunFile;
  readonly known: JudgedScenarios;
}

async function judgeScenario(
  { runDir, name, run, known }: OfRun,
  notices: string[],
): Promise<ScenarioVerdict> {
  const journal = path.join(runDir, "scenarios", name, "journal.ndjson");
  const durationMs = run.durationsMs?.[name] ?? null;
  if (!existsSync(journal)) {
    notices.push(`${name} has no journal: the run ended before it began`);
    return {
      name,
      title: name,
      proves: [],
      outcome: "unknown",
      drain: null,
      claims: [],
      durationMs,
      virtualMs: null,
    };
  }
  const { verdict, torn, lastMs } = known.get(name) ?? (await judgeJournal(journal));
  if (torn !== undefined) notices.push(tornNotice(journal, torn));
  if (verdict.name !== "" && verdict.name !== scenarioOf(name))
    notices.push(`${journal} is of another scenario: ${verdict.name}`);
  const capped = run.endedAt === undefined && verdict.outcome === "holds" ? "unknown" : verdict.outcome;
  return {
    ...verdict,
    name,
    title: verdict.title || name,
    ...(capped === undefined ? {} : { outcome: capped }),
    durationMs,
    virtualMs: run.target.kind === VIRTUAL ? lastMs : null,
  };
}

/** The scenario behind a folder's name: with `--repeat` that has a number after it. */
function scenarioOf(folder: string): string {
  return folder.replace(/@\d+$/, "");
}

function tornNotice(journal: string, torn: { line: number; bytes: number }): string {
  return `${journal}: line ${torn.line} is cut after ${torn.bytes} bytes and was dropped`;
}

type Head = Pick<Verdict, "run" | "target" | "seed" | "repeat">;

/** Joins scenarios to a verdict; skipped ones do not count, and all skipped is unknown. */
export function assemble(
  scenarios: readonly ScenarioVerdict[],
  head: Head,
  moreCodes: readonly number[],
): Verdict {
  const outcomes = scenarios.map((one) => one.outcome).filter((one) => one !== undefined);
  const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
  const outcome = outcomeOf(outcomes);
  const { run, target, seed, repeat } = head;
  return {
    format: 1,
    run,
    target,
    seed,
    outcome,
    exitCodes: sortedCodes([...outcomes.map(codeOfOutcome), codeOfOutcome(outcome), ...moreCodes]),
    totals: {
      scenarios: scenarios.length,
      holds: count("holds"),
      violated: count("violated"),
      unknown: count("unknown"),
      skipped: scenarios.length - outcomes.length,
    },
    scenarios,
    repeat,
  };
}
