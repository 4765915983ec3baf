// Room states-language, JSONata: one `{% %}` expression. The library evaluates with promises but without timers, so the answer is
// deterministic; steps, depth and sequences are bounded, and clock and chance are the execution's own.
import jsonata from "jsonata";
import { queryError } from "../failure.ts";
import { isArray, isObject, type Json } from "../json.ts";
import {
  JSONATA_MAX_DEPTH,
  JSONATA_MAX_ITEMS,
  JSONATA_MAX_SEQUENCE,
  JSONATA_MAX_STEPS,
  JSONATA_MEMORY_WORDS,
} from "../limits.ts";
import type { Scope } from "../scope.ts";
import { registerFunctions } from "./functions.ts";
import { describeError, NOTHING, toJson, UNSUPPORTED } from "./values.ts";

/** The text between the marks, or undefined where the value is no expression. */
export function expressionIn(value: Json): string | undefined {
  if (typeof value !== "string") return undefined;
  return /^\{%([\s\S]*)%\}$/.exec(value)?.[1]?.trim();
}

/** A whole field: expressions anywhere inside it are evaluated, in order. */
export async function evaluateField(template: Json, field: string, scope: Scope): Promise<Json> {
  const expression = expressionIn(template);
  if (expression !== undefined) return evaluateExpression(expression, field, scope);
  if (isArray(template)) {
    const values: Json[] = [];
    for (const [at, one] of template.entries())
      values.push(await evaluateField(one, `${field}[${at}]`, scope));
    return values;
  }
  if (!isObject(template)) return template;
  const entries: [string, Json][] = [];
  for (const [key, one] of Object.entries(template)) {
    entries.push([key, await evaluateField(one, `${field}/${key}`, scope)]);
  }
  return Object.fromEntries(entries);
}

/** @throws StateFailed with States.QueryEvaluationError */
async function evaluateExpression(expression: string, field: string, scope: Scope): Promise<Json> {
  const where = `The JSONata expression '${expression}' specified for the field '${field}'`;
  let value: unknown;
  try {
    value = await evaluate(expression, scope);
  } catch (error) {
    const said = describeError(error);
    const why = said.startsWith(SEQUENCE_TOO_LONG) ? BOUNDS.memory : said;
    throw queryError(`${where} threw an error during evaluation${separated(why)}`, field);
  }
  const json = toJson(value);
  if (json === NOTHING) throw queryError(`${where} returned nothing (undefined).`, field);
  if (json === UNSUPPORTED) throw queryError(`${where} returned an unsupported result type.`, field);
  return json;
}

/** A coded message is a sentence of its own. */
function separated(message: string): string {
  return /^[A-Z]\d{4}: /.test(message) ? `. ${message}` : `: ${message}`;
}

/** AWS's words, which have no code (depth and memory: floci-io/floci#2737, measured on AWS; time: dashjoin's jsonata, which AWS is near). */
const BOUNDS = {
  depth:
    "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive",
  memory: JSONATA_MEMORY_WORDS,
  time: "Expression evaluation timeout: Check for infinite loop",
};
const SEQUENCE_TOO_LONG = "D2015";

async function evaluate(expression: string, scope: Scope): Promise<unknown> {
  const compiled = jsonata(expression, { sequence: JSONATA_MAX_SEQUENCE });
  registerFunctions(compiled, scope);
  let steps = 0;
  const onEntry = (_node: unknown, _input: unknown, frame: { base: { depth: number; timestamp: Date } }) => {
    steps += 1;
    // A date picture that leaves a part out takes it from the evaluation's time, which is the execution's.
    if (steps === 1) frame.base.timestamp = new Date(scope.nowMs);
    if (steps > JSONATA_MAX_STEPS) throw new Error(BOUNDS.time);
    if (frame.base.depth > JSONATA_MAX_DEPTH) throw new Error(BOUNDS.depth);
  };
  let items = 0;
  const onExit = (_node: unknown, _input: unknown, _frame: unknown, result: unknown) => {
    items += Array.isArray(result) ? result.length : 0;
    if (items > JSONATA_MAX_ITEMS) throw new Error(BOUNDS.memory);
  };
  // The library's own hooks are symbols; its type says strings.
  compiled.assign(Symbol.for("jsonata.__evaluate_entry") as unknown as string, onEntry);
  compiled.assign(Symbol.for("jsonata.__evaluate_exit") as unknown as string, onExit);
  return compiled.evaluate(undefined, bindingsOf(scope));
}

function bindingsOf(scope: Scope): Record<string, unknown> {
  const states = {
    input: scope.input,
    context: scope.context,
    ...(scope.result === undefined ? {} : { result: scope.result }),
    ...(scope.errorOutput === undefined ? {} : { errorOutput: scope.errorOutput }),
  };
  return { ...scope.variables, states };
}
