// Room scenario: plays one scenario: provision, warm, drive, settle, drain, judge, teardown. Every undo is registered before its
// do, and runs after failures and signals too. What happened is in the journal; what it means is the judge's.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { openJudge } from "../claims/judge.ts";
import type { Claim } from "../claims/claim.ts";
import { provisioned as provisionedClaim } from "../claims/makers.ts";
import { WaitError } from "../drive/waits.ts";
import { JOURNAL_FORMAT, type Phase } from "../journal/line.ts";
import { type JournalWriter, openJournal } from "../journal/writer.ts";
import { SystemRefused } from "../provision/resource.ts";
import { describeSystem } from "../template/describe.ts";
import type { Template } from "../template/template.ts";
import { drain } from "./drain.ts";
import { exitCodeOfError, messageOf } from "./errors.ts";
import type { Hands } from "./hands.ts";
import { setStage } from "./set-stage.ts";
import type { PlayOptions } from "./play-options.ts";
import { openUndoStack } from "./undo.ts";

const BAD_INPUT = 64;

export interface Played {
  /** `done`, or why the run ended early. */
  readonly reason: string;
  readonly left: readonly string[];
  /** An error of Ordeal, the target or the scenario that the journal cannot speak for. */
  readonly error?: unknown;
}

/** Plays a scenario into `folder` and tears down what it made. */
export async function play(options: PlayOptions): Promise<Played> {
  const journal = openJournal(options.folder, { outlivesPower: options.venue.log === undefined });
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
    const { template } = options;
    declare(journal, options, template);
    enter("provision");
    const stage = await setStage(template, journal, undo, options, left);
    enter("warm");
    journal.append({ kind: "warm.ended", actor: "runner", data: { complete: true, routes: [] } });
    enter("drive");
    reason = await driveIt(options, stage.hands);
    enter("settle");
    await stage.settle();
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
  const { title, proves, claims } = loaded.scenario;
  writeHead(journal, { scenario: loaded.name, title, proves, seed }, template, claims);
}

/** The head of any journal of a system that goes up: it can be judged. */
export function writeHead(
  journal: JournalWriter,
  about: {
    readonly scenario: string;
    readonly title: string;
    readonly proves: readonly string[];
    readonly seed: string;
  },
  template: Template,
  claims: readonly Claim[],
): void {
  journal.append({
    kind: "run.started",
    actor: "runner",
    data: { format: JOURNAL_FORMAT, ...about },
  });
  journal.append({ kind: "system.described", actor: "runner", data: describeSystem(template) });
  for (const claim of [provisionedClaim(), ...claims]) {
    journal.append({ kind: "claim.declared", actor: "runner", data: dataOf(claim) });
  }
}

/** An own claim is a function with members; the journal takes its data. */
function dataOf({ claim, args, says, module, export: name }: Claim): Claim {
  return {
    claim,
    args,
    says,
    ...(module === undefined ? {} : { module: fromHere(module) }),
    ...(name === undefined ? {} : { export: name }),
  };
}

/** Relative to where the run was started: an absolute path would differ on every machine, and with it the journal. */
function fromHere(module: string): string {
  if (!module.startsWith("file:")) return module;
  const relative = path.relative(process.cwd(), fileURLToPath(module));
  return relative.startsWith("..") ? module : relative.split(path.sep).join("/");
}

/** A wait that ran out is no reason to stop: the claims judge what happened. Anything else cuts the run short. */
async function driveIt({ loaded, signal }: PlayOptions, hands: Hands): Promise<string> {
  try {
    await Promise.race([loaded.scenario.drive(hands), rejectOnAbort(signal)]);
    return "done";
  } catch (error) {
    if (signal.aborted) return String(signal.reason);
    // The author's own slip, a misspelt hop for one, ends the run as what it is (64); the system is torn down all the same.
    if (exitCodeOfError(error) === BAD_INPUT) throw error;
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
