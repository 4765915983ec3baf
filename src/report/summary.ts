// Room report: summary.md, as a CI job's summary page shows it: the outcome first, a table, what does not hold, how to repeat.
import type { Verdict } from "../claims/verdict.ts";
import { escapeCell } from "./escape.ts";
import { countsText, findingLines, notHolding, outcomeWord, secondsText, totalsText } from "./words.ts";

/** The whole page. */
export function renderSummary(verdict: Verdict): string {
  const rows = verdict.scenarios.map((one) => {
    const rest =
      one.skipped === undefined ? one.title : `needs ${one.skipped.needs}: ${one.skipped.evidence}`;
    return `| ${outcomeWord(one)} | ${escapeCell(one.name)} | ${secondsText(one.durationMs)} | ${escapeCell(rest)} |`;
  });
  const findings = verdict.scenarios.flatMap((one) =>
    notHolding(one).flatMap((claim) => [
      `### ${claim.outcome}: ${escapeCell(one.name)}, ${escapeCell(claim.name)}`,
      "",
      `${escapeCell(claim.says)}: ${escapeCell(claim.why)}${claim.counts === undefined ? "" : ` (${countsText(claim.counts)})`}`,
      "",
      ...claim.findings.flatMap((finding) => [...findingLines(finding).map(codeLine), ""]),
    ]),
  );
  return [
    `# Ordeal: ${verdict.outcome}`,
    "",
    `${totalsText(verdict.totals)}.`,
    "",
    "| outcome | scenario | took | |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    ...findings,
    "To judge again, offline, and to drive again:",
    "",
    `    ${verdict.repeat.judge}`,
    `    ${verdict.repeat.run}`,
    "",
  ].join("\n");
}

/** A line of an indented code block: a newline in it must not end the block, where text would become markup. */
function codeLine(line: string): string {
  return `    ${line.replaceAll(/[\u0000-\u001f\u007f]+/g, " ")}`;
}
