// Room report: JUnit XML as GitHub, GitLab and Jenkins show it: a suite a scenario, a case a claim. Violated is a failure, unknown
// an error, skipped is skipped.
import type { ClaimVerdict, ScenarioVerdict, Verdict } from "../claims/verdict.ts";
import { escapeMarkup } from "./escape.ts";
import { findingLines } from "./words.ts";

/** The whole document. */
export function renderJUnit(verdict: Verdict): string {
  const suites = verdict.scenarios.map(suite);
  const sum = (pick: (one: Suite) => number) => suites.reduce((total, one) => total + pick(one), 0);
  const head = attributes({
    name: "ordeal",
    tests: sum((one) => one.tests),
    failures: sum((one) => one.failures),
    errors: sum((one) => one.errors),
    skipped: sum((one) => one.skipped),
    time: sum((one) => one.timeS).toFixed(3),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${suites.map((one) => one.xml).join("\n")}\n</testsuites>\n`;
}

interface Suite {
  readonly xml: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly timeS: number;
}

function suite(scenario: ScenarioVerdict): Suite {
  const claims = scenario.claims ?? [];
  const timeS = (scenario.durationMs ?? 0) / 1000;
  const cases = claims.map((claim) => claimCase(scenario, claim, timeS / Math.max(1, claims.length)));
  if (cases.length === 0) cases.push(loneCase(scenario));
  const count = (outcome: string) => claims.filter((claim) => claim.outcome === outcome).length;
  const isSkipped = scenario.skipped !== undefined;
  const counts = {
    tests: cases.length,
    failures: count("violated"),
    errors: claims.length === 0 && !isSkipped ? 1 : count("unknown"),
    skipped: isSkipped ? 1 : 0,
  };
  const head = attributes({ name: scenario.name, ...counts, time: timeS.toFixed(3) });
  return { xml: `  <testsuite${head}>\n${cases.join("\n")}\n  </testsuite>`, ...counts, timeS };
}

function claimCase(scenario: ScenarioVerdict, claim: ClaimVerdict, timeS: number): string {
  const head = attributes({
    classname: scenario.name,
    name: `${claim.name}: ${claim.says}`,
    time: timeS.toFixed(3),
  });
  if (claim.outcome === "holds") return `    <testcase${head}/>`;
  const text = [claim.why, ...claim.findings.flatMap((finding) => ["", ...findingLines(finding)])].join("\n");
  const tag = claim.outcome === "violated" ? "failure" : "error";
  const about = attributes({ message: claim.why, type: claim.outcome });
  return `    <testcase${head}>\n      <${tag}${about}>${escapeMarkup(text)}</${tag}>\n    </testcase>`;
}

function loneCase(scenario: ScenarioVerdict): string {
  const head = attributes({ classname: scenario.name, name: scenario.title, time: "0.000" });
  const inner =
    scenario.skipped === undefined
      ? `<error${attributes({ message: "nothing was judged", type: "unknown" })}/>`
      : `<skipped${attributes({ message: `needs ${scenario.skipped.needs}: ${scenario.skipped.evidence}` })}/>`;
  return `    <testcase${head}>\n      ${inner}\n    </testcase>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`)
    .join("");
}
