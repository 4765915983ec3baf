// Room report: index.html: one plain page without scripts, fonts or network. Outcomes are words, not colours alone; what does not hold comes first.
import type { ClaimVerdict, Finding, ScenarioVerdict, Verdict } from "../claims/verdict.ts";
import { escapeMarkup as e } from "./escape.ts";
import { countsText, outcomeWord, secondsText, totalsText, worstFirst } from "./words.ts";

const STYLE = `
:root { color-scheme: light dark; --line: #8885; --holds: #1a7f37; --violated: #c62828; --unknown: #9a6700; --skipped: #6e7781; }
@media (prefers-color-scheme: dark) { :root { --holds: #4ac26b; --violated: #ff7b72; --unknown: #d4a72c; --skipped: #9198a1; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .25rem; }
.holds { color: var(--holds); } .violated { color: var(--violated); } .unknown { color: var(--unknown); } .skipped { color: var(--skipped); }
.word { font-weight: 600; white-space: nowrap; display: inline-block; } td .word { min-width: 4.5rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); }
section td:last-child { width: 100%; }
th, td.n { white-space: nowrap; } td.n { text-align: right; } code, pre { font: .875rem/1.5 ui-monospace, monospace; } pre { white-space: pre-wrap; margin: .25rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: .4rem 0 .8rem; padding-left: .8rem; border-left: 3px solid var(--line); }
dt { opacity: .75; } dd { margin: 0; } p { margin: .25rem 0; } a { color: inherit; }
@media (max-width: 40rem) { td.wide, th.wide { display: none; } dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
`;

/** The whole page. */
export function renderIndexHtml(verdict: Verdict): string {
  const scenarios = worstFirst(verdict.scenarios);
  const where =
    verdict.target === null
      ? ""
      : ` on ${e(verdict.target.name)}${verdict.target.aws ? " (AWS)" : ", not AWS"}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ordeal: ${verdict.outcome}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1><span class="${verdict.outcome}">${verdict.outcome}</span></h1>
<p>${totalsText(verdict.totals, where)}.</p>
${verdict.run === null ? "" : `<p>Run <code>${e(verdict.run)}</code>, seed <code>${e(verdict.seed ?? "")}</code></p>`}
</header>
<main>
<table>
<thead><tr><th>outcome</th><th>scenario</th><th class="wide">what it says</th><th>took</th></tr></thead>
<tbody>
${scenarios.map(row).join("\n")}
</tbody>
</table>
${scenarios.map(section).join("\n")}
</main>
<footer>
<h2>To repeat</h2>
<p>Judge this run again, offline:</p><pre>${e(verdict.repeat.judge)}</pre>
<p>Drive it again:</p><pre>${e(verdict.repeat.run)}</pre>
</footer>
</body>
</html>
`;
}

function word(outcome: string): string {
  return `<span class="word ${outcome}">${outcome}</span>`;
}

function row(scenario: ScenarioVerdict): string {
  const name = `<a href="#${e(scenario.name)}">${e(scenario.name)}</a>`;
  return `<tr><td>${word(outcomeWord(scenario))}</td><td>${name}</td><td class="wide">${e(scenario.skipped === undefined ? scenario.title : `needs ${scenario.skipped.needs}: ${scenario.skipped.evidence}`)}</td><td class="n">${secondsText(scenario.durationMs)}</td></tr>`;
}

function section(scenario: ScenarioVerdict): string {
  const head = `<section id="${e(scenario.name)}"><h2>${word(outcomeWord(scenario))} ${e(scenario.name)}</h2><p>${e(scenario.title)}</p>`;
  if (scenario.skipped !== undefined) {
    return `${head}<p>Needs <code>${e(scenario.skipped.needs)}</code>: ${e(scenario.skipped.evidence)}</p></section>`;
  }
  const drain = scenario.drain;
  const drained =
    drain === null || drain === undefined
      ? "The run did not drain."
      : `Drained: ${drain.complete ? "yes" : "no"}, by ${e(drain.by)}; quiet for ${drain.quietMs} ms, horizon ${drain.horizonMs} ms.`;
  const proves = scenario.proves.length === 0 ? "" : `<p>Shows ${e(scenario.proves.join(", "))}.</p>`;
  const table = `<table><tbody>${(scenario.claims ?? []).map(claimRow).join("")}</tbody></table>`;
  return `${head}${proves}<p>${drained}</p>${table}</section>`;
}

function claimRow(claim: ClaimVerdict): string {
  const counts = claim.counts === undefined ? "" : ` <small>(${e(countsText(claim.counts))})</small>`;
  const says = `<strong>${e(claim.name)}</strong>: ${e(claim.says)}<br>${e(claim.why)}${counts}`;
  return `<tr><td>${word(claim.outcome)}</td><td>${says}${claim.findings.map(findingList).join("")}</td></tr>`;
}

function findingList(finding: Finding): string {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["order", finding.order],
    ["expected", finding.expected],
    ["seen", finding.seen],
    ["last hop", finding.lastHop],
    ["nearest", finding.nearest],
    ["seq", finding.evidence.join(", ")],
  ];
  const items = rows
    .filter(([, text]) => text !== undefined)
    .map(([name, text]) => `<dt>${name}</dt><dd>${e(text ?? "")}</dd>`);
  return `<dl>${items.join("")}</dl>`;
}
