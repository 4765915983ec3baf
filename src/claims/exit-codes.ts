// Room claims: exit codes (CONTRACTS 1). If several apply, the first of the precedence counts; verdict.json keeps all.
import type { Outcome } from "./verdict.ts";

const PRECEDENCE = [70, 77, 69, 64, 3, 130, 143, 1, 2];
const OF_OUTCOME: Record<Outcome, number> = { holds: 0, violated: 1, unknown: 2 };

/** The one exit code of a command to which all of `codes` apply; 0 when none does. */
export function exitCodeOf(codes: readonly number[]): number {
  return PRECEDENCE.find((code) => codes.includes(code)) ?? 0;
}

/** The exit code that an outcome asks for. */
export function codeOfOutcome(outcome: Outcome): number {
  return OF_OUTCOME[outcome];
}

/** Codes without doubles, in the order of precedence; `[0]` when nothing went wrong. */
export function sortedCodes(codes: readonly number[]): readonly number[] {
  const applying = PRECEDENCE.filter((code) => codes.includes(code));
  return applying.length === 0 ? [0] : applying;
}
