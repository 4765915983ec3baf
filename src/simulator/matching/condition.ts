// Room simulator/matching: what a pattern can ask of one value, as data. Both dialects compile to these and nothing else.
import type { IpRange } from "./ip.ts";
import type { Wildcard } from "./wildcard.ts";

export type Condition =
  | { readonly op: "equals"; readonly value: string | boolean | null }
  | { readonly op: "number"; readonly value: number }
  | { readonly op: "ip"; readonly range: IpRange }
  | { readonly op: "prefix" | "suffix"; readonly text: string; readonly ignoreCase: boolean }
  | { readonly op: "equals-ignore-case"; readonly text: string }
  | { readonly op: "wildcard"; readonly pieces: Wildcard }
  | { readonly op: "numeric"; readonly range: NumericRange }
  | { readonly op: "exists" }
  | { readonly op: "absent" }
  | { readonly op: "anything-but"; readonly excluded: readonly Condition[] };

/** Both ends always there: an open side ends at the bound, which no comparable number passes. */
export interface NumericRange {
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
}

/** What stands at the leaves of an event. */
export type Scalar = string | number | boolean | null;

/** One way to match: every path must hold one of its conditions. A pattern is one or (by `$or`) several of these. */
export type Branch = ReadonlyMap<string, readonly Condition[]>;

export function isScalar(value: unknown): value is Scalar {
  return (
    typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null
  );
}
