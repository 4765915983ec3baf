// Room simulator/matching: what SNS bounds in a filter policy beyond its grammar: five names at the top, 150 combinations, no nesting
// in attribute scope (SNS-12, SNS-16; SNS developer guide, "Filter policy constraints", read 2026-11-24).
import { OR_KEYWORD } from "./or.ts";

export type FilterScope = "MessageAttributes" | "MessageBody";

export const MAX_POLICY_BYTES = 256 * 1_024;
const MAX_NAMES = 5;
const MAX_COMBINATIONS = 150;

type Policy = Readonly<Record<string, unknown>>;

/** Why SNS refuses a policy whose grammar is sound, if it does: the words after the call's own. */
export function refusalOfPolicy(policy: Policy, scope: FilterScope): string | undefined {
  if (Object.keys(policy).length > MAX_NAMES)
    return "FilterPolicy: Filter policy can not have more than 5 keys";
  if (scope === "MessageAttributes" && isNested(policy))
    return "Filter policy scope MessageAttributes does not support nested filter policy";
  return combinationsOf(policy, 1, 1) > MAX_COMBINATIONS
    ? "FilterPolicy: Filter policy is too complex"
    : undefined;
}

/** Objects inside a list that is no `$or` are operators, not nesting. */
function isNested(policy: Policy): boolean {
  return Object.entries(policy).some(
    ([name, value]) => isObject(value) || alternativesOf(name, value).some(isNested),
  );
}

/** The product over all lists of length times depth; the alternatives of an `$or` add up. */
function combinationsOf(policy: Policy, depth: number, before: number): number {
  return Object.entries(policy).reduce((combinations, [name, value]) => {
    if (isObject(value)) return combinationsOf(value, depth + 1, combinations);
    const alternatives = alternativesOf(name, value);
    if (alternatives.length === 0) return combinations * (Array.isArray(value) ? value.length : 1) * depth;
    return alternatives.reduce((sum, one) => sum + combinationsOf(one, depth, combinations), 0);
  }, before);
}

function alternativesOf(name: string, value: unknown): readonly Policy[] {
  return name === OR_KEYWORD && Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Policy {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
