// Room simulator/dynamodb/expression: a key condition: equality of the partition key, and at most one condition on the sort key.
import { validation } from "../errors.ts";
import type { Value } from "../value.ts";
import type { Comparator, Condition, Operand } from "./ast.ts";
import { valueOf, type Values } from "./values.ts";

export type RangeCondition =
  | { readonly by: Exclude<Comparator, "<>">; readonly value: string }
  | { readonly by: "between"; readonly value: string; readonly high: string }
  | { readonly by: "begins_with"; readonly value: string };

interface KeyTest {
  readonly name: string;
  readonly test: RangeCondition;
}

const refuse = (why: string) => validation(`Invalid KeyConditionExpression: ${why}`);

/** The tests that AND joins, each of one attribute. */
export function keyTestsOf(condition: Condition): readonly KeyTest[] {
  const tests: KeyTest[] = [];
  const walk = (at: Condition): void => {
    if (at.kind === "and") {
      walk(at.left);
      walk(at.right);
    } else tests.push(testOf(at));
  };
  walk(condition);
  const names = tests.map(({ name }) => name);
  if (new Set(names).size < names.length)
    throw refuse("KeyConditionExpressions must only contain one condition per key");
  return tests;
}

const MIRRORED = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

function testOf(condition: Condition): KeyTest {
  switch (condition.kind) {
    case "or":
      throw operatorRefused("OR");
    case "not":
      throw operatorRefused("NOT");
    case "in":
      throw operatorRefused("IN");
    case "and":
      throw operatorRefused("AND");
    case "compare": {
      const { by, left, right } = condition;
      if (by === "<>") throw operatorRefused("<>");
      if (left.kind === "value" && right.kind === "path")
        return { name: nameOf(right), test: { by: MIRRORED[by], value: valueName(left) } };
      return { name: nameOf(left), test: { by, value: valueName(right) } };
    }
    case "between": {
      const { of, low, high } = condition;
      return {
        name: nameOf(of),
        test: { by: "between", value: valueName(low), high: valueName(high) },
      };
    }
    case "call": {
      if (condition.name !== "begins_with") throw operatorRefused(condition.name);
      const [of, start] = condition.args;
      return { name: nameOf(of), test: { by: "begins_with", value: valueName(start) } };
    }
  }
}

const operatorRefused = (words: string) =>
  refuse(`Invalid operator used in KeyConditionExpression: ${words}`);

function nameOf(operand: Operand | undefined): string {
  if (operand?.kind === "call") throw operatorRefused(operand.name);
  if (operand?.kind !== "path") throw refuse("No key attribute is specified in a condition");
  if (operand.path.length > 1)
    throw refuse("KeyConditionExpressions cannot have conditions on nested attributes");
  return operand.path[0];
}

function valueName(operand: Operand | undefined): string {
  if (operand?.kind === "call") throw operatorRefused(operand.name);
  if (operand?.kind !== "value")
    throw refuse(
      "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
    );
  return operand.name;
}

export interface KeyNames {
  readonly hash: string;
  readonly range: string | undefined;
}

export interface KeyCondition {
  readonly hash: Value;
  readonly range: RangeCondition | undefined;
}

/** What the tests ask of a table's or an index's keys. */
export function keyConditionOf(tests: readonly KeyTest[], keys: KeyNames, values: Values): KeyCondition {
  const hash = tests.find(({ name }) => name === keys.hash);
  if (tests.length > 2 || (tests.length === 2 && keys.range === undefined && hash !== undefined))
    throw validation("Query key condition not supported");
  if (hash === undefined) throw missed(keys.hash);
  const range = tests.find(({ name }) => name !== keys.hash);
  if (range !== undefined && range.name !== keys.range) throw missed(keys.range ?? range.name);
  if (hash.test.by !== "=") throw validation("Query key condition not supported");
  return { hash: valueOf(values, hash.test.value), range: range?.test };
}

const missed = (name: string) => validation(`Query condition missed key schema element: ${name}`);
