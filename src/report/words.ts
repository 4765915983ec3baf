// Room report: the words that every page shares.
import type { ClaimVerdict, Counts, Finding, ScenarioVerdict, Verdict } from "../claims/verdict.ts";

/** The outcome of a scenario, or `skipped`. */
export function outcomeWord(scenario: ScenarioVerdict): string {
  return scenario.skipped === undefined ? (scenario.outcome ?? "unknown") : "skipped";
}

/** `1.2 s`; a dash where it was not measured. */
export function secondsText(ms: number | null): string {
  return ms === null ? "-" : `${(ms / 1000).toFixed(1)} s`;
}

/** One finding as lines of plain text. */
export function findingLines(finding: Finding): readonly string[] {
  const { order, expected, seen, lastHop, nearest, evidence } = finding;
  return [
    ...(order === undefined ? [] : [`order    ${order}`]),
    `expected ${expected}`,
    `seen     ${seen}`,
    ...(lastHop === undefined ? [] : [`last hop ${lastHop}`]),
    ...(nearest === undefined ? [] : [`nearest  ${nearest}`]),
    `seq      ${evidence.join(", ")}`,
  ];
}

/** `20 attempted, 20 acknowledged, 19 ok, 1 lost`; zeros of bad things are left out. */
export function countsText(counts: Counts | undefined): string {
  if (counts === undefined) return "";
  const always = new Set(["attempted", "acknowledged", "ok"]);
  return Object.entries(counts)
    .filter(([name, count]) => always.has(name) || count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");
}

/** Claims that a reader must look at: everything that does not hold. */
export function notHolding(scenario: ScenarioVerdict): readonly ClaimVerdict[] {
  return (scenario.claims ?? []).filter((claim) => claim.outcome !== "holds");
}

/** `1 scenario: 1 holds, 0 violated, 0 unknown, 0 skipped`, as one sentence's worth. */
export function totalsText(
  { scenarios, holds, violated, unknown, skipped }: Verdict["totals"],
  where = "",
): string {
  const head = `${scenarios} ${scenarios === 1 ? "scenario" : "scenarios"}${where}`;
  return `${head}: ${holds} ${holds === 1 ? "holds" : "hold"}, ${violated} violated, ${unknown} unknown, ${skipped} skipped`;
}

const WORST_FIRST: readonly string[] = ["violated", "unknown", "holds", "skipped"];

/** For a reader who begins at the top: what does not hold comes first, what was skipped last; each kind keeps its own order. */
export function worstFirst(scenarios: readonly ScenarioVerdict[]): readonly ScenarioVerdict[] {
  return scenarios.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** For a reader who sees the end: the other way round, each kind still in its own order. */
export function worstLast(scenarios: readonly ScenarioVerdict[]): readonly ScenarioVerdict[] {
  return scenarios.toSorted((one, other) => rankOf(other) - rankOf(one));
}

function rankOf(scenario: ScenarioVerdict): number {
  return WORST_FIRST.indexOf(outcomeWord(scenario));
}
