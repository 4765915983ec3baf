// Room simulator/matching: when `$or` is the relationship and when it is a name like any other (SNS developer guide, "OR operator":
// a list, of at least two objects, none of which uses a reserved word as a name).
import type { Token } from "./tokens.ts";

export const OR_KEYWORD = "$or";

/** Names that AWS keeps for itself inside `$or` (aws/event-ruler, Constants). */
export const RESERVED_INSIDE_OR: ReadonlySet<string> = new Set([
  "exactly",
  "equals-ignore-case",
  "prefix",
  "suffix",
  "anything-but",
  "exists",
  "wildcard",
  "numeric",
  "cidr",
  "=",
  "<",
  "<=",
  ">",
  ">=",
  "regex",
  "not-wildcard",
  "not-equals-ignore-case",
  "date-after",
  "date-on-or-after",
  "date-before",
  "date-on-or-before",
  "in-date-range",
  "ip-address-in-range",
  "ip-address-not-in-range",
]);

/** Whether the tokens after the name `$or` make it the relationship. */
export function isOr(ahead: readonly Token[]): boolean {
  if (ahead[0]?.kind !== "[") return false;
  let depth = 0;
  let objects = 0;
  for (const { kind, text } of ahead) {
    if (kind === "}" || kind === "]") depth -= 1;
    if (depth === 0 && kind === "]") return objects >= 2;
    if (depth === 1 && kind !== "{" && kind !== "}") return false;
    if (depth === 1 && kind === "{") objects += 1;
    if (depth === 2 && kind === "name" && RESERVED_INSIDE_OR.has(text)) return false;
    if (kind === "{" || kind === "[") depth += 1;
  }
  return false;
}
