// Room report: the verdict as a terminal shows it: a line a scenario, what does not hold below it, totals, and the two commands.
// What does not hold comes last: that end is what a CI log still shows when it is cut.
import type { Verdict } from "../claims/verdict.ts";
import { findingLines, notHolding, outcomeWord, secondsText, totalsText, worstLast } from "./words.ts";

export interface TerminalOptions {
  readonly color: boolean;
  /** Where the run lies, as the reader may type it. */
  readonly place?: string;
  readonly notices?: readonly string[];
}

const COLORS: Readonly<Record<string, number>> = { holds: 32, violated: 31, unknown: 33, skipped: 90 };

/** The outcome word as wide as the widest, in its colour where there is one. */
export function paintOutcome(word: string, color: boolean): string {
  const padded = word.padEnd("violated".length);
  return color ? `\u001b[${COLORS[word] ?? 0}m${padded}\u001b[0m` : padded;
}

/** The whole text, with a newline at its end. */
export function renderTerminal(verdict: Verdict, options: TerminalOptions): string {
  const width = Math.max(0, ...verdict.scenarios.map((scenario) => scenario.name.length));
  const lines = worstLast(verdict.scenarios).flatMap((scenario) => {
    const word = paintOutcome(outcomeWord(scenario), options.color);
    const time = secondsText(scenario.durationMs).padStart(7);
    const rest =
      scenario.skipped === undefined
        ? scenario.title
        : `needs ${scenario.skipped.needs}: ${scenario.skipped.evidence}`;
    const head = `${word}  ${scenario.name.padEnd(width)} ${time}  ${rest}`;
    const claims = notHolding(scenario).flatMap((claim) => [
      `    ${paintOutcome(claim.outcome, options.color)}  ${claim.name}: ${claim.says}`,
      `              ${claim.why}`,
      ...claim.findings.flatMap((finding) => findingLines(finding).map((line) => `                ${line}`)),
    ]);
    return [head, ...claims];
  });
  return `${[...lines, "", ...closing(verdict, options)].join("\n")}\n`;
}

function closing(verdict: Verdict, { color, place, notices }: TerminalOptions): readonly string[] {
  return [
    ...(notices ?? []).map((notice) => `note: ${notice}`),
    `${paintOutcome(verdict.outcome, color).trimEnd()}: ${totalsText(verdict.totals)}`,
    ...(place === undefined ? [] : [`run:         ${place}`]),
    `judge again: ${verdict.repeat.judge}`,
    `drive again: ${verdict.repeat.run}`,
  ];
}
