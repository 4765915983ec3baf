// Room simulator/dynamodb/expression: the expressions of one call, which share its placeholders: those must be well formed, defined where
// they are used and used where they are defined.
import { type Fields, isFields } from "../../wire/index.ts";
import { serialization, validation } from "../errors.ts";
import { readValue } from "../read-value.ts";
import type { Value } from "../value.ts";
import { AwsError } from "../../wire/index.ts";
import type { Condition } from "./ast.ts";
import { checkCondition } from "./check-condition.ts";
import { checkUpdate } from "./check-update.ts";
import {
  compileCondition,
  type CompiledProjection,
  type CompiledUpdate,
  compileProjection,
  compileUpdate,
  type NamesOfCall,
} from "./compile.ts";
import type { Values } from "./values.ts";

export interface Placeholders {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: unknown;
}

const NO_NAMES: NamesOfCall = { names: new Map(), key: "" };
const NO_VALUES: Values = new Map();
const NAME = /^#[A-Za-z0-9_]+$/;
const VALUE = /^:[A-Za-z0-9_]+$/;

export class Expressions {
  readonly values: Values;
  readonly #names: NamesOfCall;
  readonly #usedNames = new Set<string>();
  readonly #usedValues = new Set<string>();

  /** `texts` by the name of their parameter. */
  constructor(
    { ExpressionAttributeNames: names, ExpressionAttributeValues: values }: Placeholders,
    texts: Readonly<Record<string, string | undefined>>,
    /** Which of them may have values. */
    withValues: readonly string[] = Object.keys(texts),
  ) {
    if (names !== undefined && Object.values(texts).every((text) => text === undefined))
      throw validation("ExpressionAttributeNames can only be specified when using expressions");
    if (values !== undefined && values !== null && withValues.every((kind) => texts[kind] === undefined))
      throw validation(
        `ExpressionAttributeValues can only be specified when using expressions: ${withValues.join(" and ")} ${withValues.length > 1 ? "are" : "is"} null`,
      );
    this.#names = names === undefined ? NO_NAMES : namesOf(names);
    this.values = values === undefined || values === null ? NO_VALUES : valuesOf(values);
  }

  condition(kind: string, text: string | undefined): Condition | undefined {
    if (text === undefined) return undefined;
    const { body, usedNames, usedValues } = compileCondition(kind, text, this.#names);
    this.#use(kind, usedNames, usedValues);
    checkCondition(kind, body, this.values);
    return body;
  }

  update(text: string | undefined): CompiledUpdate | undefined {
    if (text === undefined) return undefined;
    const { body, usedNames, usedValues } = compileUpdate("UpdateExpression", text, this.#names);
    this.#use("UpdateExpression", usedNames, usedValues);
    checkUpdate(body.actions, this.values);
    return body;
  }

  projection(text: string | undefined): CompiledProjection | undefined {
    if (text === undefined) return undefined;
    const { body, usedNames, usedValues } = compileProjection("ProjectionExpression", text, this.#names);
    this.#use("ProjectionExpression", usedNames, usedValues);
    return body;
  }

  #use(kind: string, names: ReadonlySet<string>, values: ReadonlySet<string>): void {
    for (const name of names) this.#usedNames.add(name);
    for (const value of values) {
      this.#usedValues.add(value);
      if (!this.values.has(value))
        throw validation(
          `Invalid ${kind}: An expression attribute value used in expression is not defined; attribute value: ${value}`,
        );
    }
  }

  /** Once all are read: what is defined must have been used. */
  close(): void {
    refuseUnused("Names", [...this.#names.names.keys()], this.#usedNames);
    refuseUnused("Values", [...this.values.keys()], this.#usedValues);
  }
}

function refuseUnused(words: string, defined: readonly string[], used: ReadonlySet<string>): void {
  if (defined.length === used.size) return;
  const unused = defined.filter((name) => !used.has(name));
  if (unused.length > 0)
    throw validation(
      `Value provided in ExpressionAttribute${words} unused in expressions: keys: {${unused.join(", ")}}`,
    );
}

function namesOf(given: Readonly<Record<string, string>>): NamesOfCall {
  const entries = Object.entries(given);
  if (entries.length === 0) throw validation("ExpressionAttributeNames must not be empty");
  for (const [name] of entries)
    if (!NAME.test(name))
      throw validation(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${name}"`);
  return { names: new Map(entries), key: JSON.stringify(given) };
}

function valuesOf(given: unknown): Values {
  if (!isFields(given)) throw serialization("START_ARRAY can not be converted to a Map");
  const entries = entriesOf(given);
  if (entries.length === 0) throw validation("ExpressionAttributeValues must not be empty");
  for (const [name] of entries)
    if (!VALUE.test(name))
      throw validation(`ExpressionAttributeValues contains invalid key: Syntax error; key: "${name}"`);
  return new Map(entries.map(([name, value]) => [name, valueNamed(name, value)]));
}

const entriesOf = (given: Fields) =>
  Object.entries(given).filter(([, value]) => value !== null && value !== undefined);

function valueNamed(name: string, from: unknown): Value {
  try {
    return readValue(from);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "ValidationException") throw error;
    throw validation(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${name}`);
  }
}
