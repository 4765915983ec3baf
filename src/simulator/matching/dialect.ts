// Room simulator/matching: in what EventBridge patterns and SNS filter policies differ. Everything else is one grammar.
import { FIVE_BILLION, ONE_BILLION, type NumberBound } from "./number.ts";

export interface Dialect {
  /** prefix and suffix may hold `{"equals-ignore-case": text}`. */
  readonly caselessEnds: boolean;
  readonly wildcard: boolean;
  /** What may stand inside anything-but beside values, and whether as a list too. */
  readonly anythingBut: ReadonlySet<string>;
  readonly anythingButLists: boolean;
  readonly bound: NumberBound;
  /** Whether a malformed `$or` is an error, or a name like any other. */
  readonly strictOr: boolean;
  /** How many branches `$or` may multiply to, and what is said beyond. */
  readonly maxBranches: number;
  readonly tooManyBranches: string;
}

/** EventBridge user guide, "Comparison operators for use in event patterns" (read 2026-11-24). */
export const EVENT_BRIDGE: Dialect = {
  caselessEnds: true,
  wildcard: true,
  anythingBut: new Set(["prefix", "suffix", "equals-ignore-case", "wildcard"]),
  anythingButLists: true,
  bound: FIVE_BILLION,
  strictOr: true,
  maxBranches: 1_000,
  tooManyBranches: "Rule is too complex - $or makes more than 1000 combinations",
};

/** SNS developer guide, "String value matching", "AND/OR logic" (read 2026-11-24); SNS-07, SNS-12. */
export const SNS: Dialect = {
  caselessEnds: false,
  wildcard: false,
  anythingBut: new Set(["prefix"]),
  anythingButLists: false,
  bound: ONE_BILLION,
  strictOr: false,
  maxBranches: 150,
  tooManyBranches: "Filter policy is too complex",
};
