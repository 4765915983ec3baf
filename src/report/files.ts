// Room report: writes the derived files of a run, each whole, by rename. Sources are never touched.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { JournalError } from "../journal/errors.ts";
import { validatorOf } from "../journal/schema.ts";
import type { Verdict } from "../claims/verdict.ts";
import { renderIndexHtml } from "./html.ts";
import { renderJUnit } from "./junit.ts";
import { renderSummary } from "./summary.ts";

/** Writes everything that is derived from a run's verdict. */
export function writeRunFiles(runDir: string, verdict: Verdict): void {
  writeWhole(path.join(runDir, "verdict.json"), json(verdict));
  for (const scenario of verdict.scenarios) {
    const folder = path.join(runDir, "scenarios", scenario.name);
    if (existsSync(folder)) writeWhole(path.join(folder, "verdict.json"), json(scenario));
  }
  writePages(runDir, verdict);
}

/** Writes a scenario's own verdict.json. */
export function writeScenarioFile(folder: string, verdict: Verdict): void {
  writeWhole(path.join(folder, "verdict.json"), json(verdict.scenarios[0]));
}

/** Rewrites the pages alone. */
export function writePages(runDir: string, verdict: Verdict): void {
  writeWhole(path.join(runDir, "junit.xml"), renderJUnit(verdict));
  writeWhole(path.join(runDir, "summary.md"), renderSummary(verdict));
  writeWhole(path.join(runDir, "index.html"), renderIndexHtml(verdict));
}

/** Reads a run's verdict.json. */
export function readVerdict(runDir: string): Verdict {
  const file = path.join(runDir, "verdict.json");
  if (!existsSync(file)) throw new JournalError(file, 0, "does not exist; `ordeal judge` writes it");
  const checked = validatorOf<Verdict>("verdict")(JSON.parse(readFileSync(file, "utf8")));
  if (!checked.valid)
    throw new JournalError(file, 0, `is no verdict of format 1: ${checked.problems.join("; ")}`);
  return checked.value;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
