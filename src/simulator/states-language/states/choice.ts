// Room states-language, Choice: the first rule that matches decides; a path that names nothing fails the state, it does not go to
// Default (SFN-18).
import { type ScopeExtras, scopeOf } from "../context.ts";
import { filteredInput, ofRule, passedOn } from "../data-flow.ts";
import { runtimeError } from "../failure.ts";
import { exitTo } from "../flow.ts";
import { isObject, type Json, type JsonObject, listOf, member, objectOf, textOf } from "../json.ts";
import { evaluateTyped } from "../jsonata/typed.ts";
import { lookUp } from "../jsonpath/evaluate.ts";
import { evaluateTemplate } from "../payload-template.ts";
import { currentOf, type Step } from "../step.ts";
import type { Scope } from "../scope.ts";
import { COMPARISONS, TYPE_TESTS } from "./comparisons.ts";

export async function choice(step: Step, id: string): Promise<void> {
  const { state } = currentOf(step, id);
  const rules = (listOf(state.fields, "Choices") ?? []).filter(isObject);
  for (const [at, rule] of rules.entries()) {
    if (await matches(step, id, rule, at)) return take(step, id, rule, at);
  }
  const next = textOf(state.fields, "Default");
  // AWS's own words for States.NoChoiceMatched name no choice.
  if (next === undefined)
    throw runtimeError("Failed to transition out of the state. The state does not point to a next state.");
  exitTo(step, id, await passedOn(step, id), next);
}

async function matches(step: Step, id: string, rule: JsonObject, at: number): Promise<boolean> {
  if (currentOf(step, id).state.language === "JSONPath") {
    return holds(rule, scopeOf(step, id, "Choices", { input: filteredInput(step, id) }));
  }
  const field = `Choices[${at}]/Condition`;
  return (
    (await evaluateTyped(member(rule, "Condition") ?? null, field, "boolean", scopeOf(step, id, field))) ===
    true
  );
}

/** A rule's Assign and Output stand for those of the state. */
async function take(step: Step, id: string, rule: JsonObject, at: number): Promise<void> {
  const { state } = currentOf(step, id);
  const next = textOf(rule, "Next");
  if (state.language === "JSONata") {
    return exitTo(step, id, await ofRule(step, id, rule, {}, `Choices[${at}]/`), next);
  }
  const { output } = await passedOn(step, id);
  const extras: ScopeExtras = { input: filteredInput(step, id) };
  const template = objectOf(rule, "Assign");
  const assigned =
    template === undefined ? {} : evaluateTemplate(template, scopeOf(step, id, "Assign", extras));
  exitTo(step, id, { output, assigned: isObject(assigned) ? assigned : {} }, next);
}

function holds(rule: JsonObject, scope: Scope): boolean {
  const and = listOf(rule, "And");
  if (and !== undefined) return and.filter(isObject).every((one) => holds(one, scope));
  const or = listOf(rule, "Or");
  if (or !== undefined) return or.filter(isObject).some((one) => holds(one, scope));
  const not = objectOf(rule, "Not");
  return not === undefined ? compares(rule, scope) : !holds(not, scope);
}

function compares(rule: JsonObject, scope: Scope): boolean {
  const path = textOf(rule, "Variable") ?? "$";
  const present = member(rule, "IsPresent");
  if (typeof present === "boolean") return (lookUp(path, scope) !== undefined) === present;
  const value = needed(path, scope);
  for (const [operator, expected] of Object.entries(rule)) {
    const test = TYPE_TESTS.get(operator);
    if (test !== undefined) return test(value) === expected;
    const compare = COMPARISONS.get(operator);
    if (compare !== undefined) return compare(value, expected);
    const byPath = operator.endsWith("Path") ? COMPARISONS.get(operator.slice(0, -"Path".length)) : undefined;
    if (byPath !== undefined && typeof expected === "string") return byPath(value, needed(expected, scope));
  }
  return false;
}

function needed(path: string, scope: Scope): Json {
  const value = lookUp(path, scope);
  if (value === undefined) {
    throw runtimeError(
      `Invalid path '${path}': The choice state's condition path references an invalid value.`,
    );
  }
  return value;
}
