// Room cli: `judge`, `order` and `report`: what can be said of a recorded run, offline.
import { existsSync, globSync, statSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { exitCodeOf } from "../claims/exit-codes.ts";
import { judgeRun } from "../claims/judge-run.ts";
import type { Line } from "../journal/line.ts";
import { readJournal } from "../journal/reader.ts";
import { readVerdict, writePages, writeRunFiles, writeScenarioFile } from "../report/files.ts";
import { lifeLine } from "../report/order-life.ts";
import { renderTerminal } from "../report/terminal.ts";
import { UsageError } from "../scenario/errors.ts";
import { didYouMean } from "../scenario/nearest.ts";
import { exitWith, print, printJson, typed, wantsColor } from "./output.ts";
import { placeOf } from "./place.ts";

/** 0, 1 and 2 are outcomes; the codes above say how a run went (CONTRACTS 1). */
const MAX_OUTCOME_CODE = 2;

/** Adds the commands that look back. */
export function addJudgeCommands(program: Command): void {
  program
    .command("judge")
    .description("judge a recorded run again, offline and without the scenarios' code")
    .argument("<run>", "a run directory, its id, latest, a scenario's folder, or a journal file")
    .option("--json", "print the verdict as JSON")
    .addHelpText("after", "\nExample: ordeal judge reports/runs/20261123T074500Z-7f3a1c")
    .action(judge);
  program
    .command("order")
    .description("tell one order's life, hop by hop")
    .argument("<run>", "as in judge")
    .argument("<id>", "the order's id")
    .option("--json", "its journal lines as JSON, by journal")
    .addHelpText("after", "\nExample: ordeal order latest poison-parks/poison")
    .action(order);
  program
    .command("report")
    .description("write a run's pages again from its verdict.json; judges nothing")
    .argument("<run>", "a run directory, its id, or latest")
    .action((run: string) => {
      const place = placeOf(run);
      writePages(place, readVerdict(place));
      print(path.join(place, "index.html"));
    });
}

async function judge(run: string, flags: { readonly json?: boolean }): Promise<void> {
  const place = placeOf(run);
  const { what, verdict, notices } = await judgeRun(place);
  if (what === "run") writeRunFiles(place, verdict);
  if (what === "scenario") writeScenarioFile(place, verdict);
  if (flags.json === true) printJson(verdict);
  else print(renderTerminal(typed(verdict), { color: wantsColor(process.stdout), notices }));
  // Judging again answers for the outcome alone; that the run was interrupted then stays in verdict.json.
  exitWith(exitCodeOf(verdict.exitCodes.filter((code) => code <= MAX_OUTCOME_CODE)));
}

async function order(run: string, id: string, flags: { readonly json?: boolean }): Promise<void> {
  const known = new Set<string>();
  const lives: { readonly journal: string; readonly lines: readonly Line[] }[] = [];
  for (const journal of journalsOf(placeOf(run))) {
    const lines: Line[] = [];
    await readJournal(journal, (line) => {
      if (line.order !== undefined) known.add(line.order);
      if (line.order === id && lifeLine(line) !== undefined) lines.push(line);
    });
    if (lines.length > 0) lives.push({ journal, lines });
  }
  if (lives.length === 0) {
    throw new UsageError(
      `no order ${id} in ${run}: ${known.size} orders are there.${didYouMean(id, [...known])}`,
    );
  }
  if (flags.json === true) printJson(lives);
  else for (const { journal, lines } of lives) printLife(id, journal, lines);
}

function printLife(id: string, journal: string, lines: readonly Line[]): void {
  print(`${id} in ${journal}\n   seq       time  hop`);
  for (const line of lines) print(lifeLine(line) ?? "");
}

function journalsOf(place: string): readonly string[] {
  if (statSync(place).isFile()) return [place];
  const own = path.join(place, "journal.ndjson");
  if (existsSync(own)) return [own];
  return globSync("scenarios/*/journal.ndjson", { cwd: place })
    .toSorted()
    .map((file) => path.join(place, file));
}
