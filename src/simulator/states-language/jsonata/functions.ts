// Room states-language, JSONata: the six functions AWS adds and the ones it changes ("Transforming data with JSONata", read 2026-11):
// $eval is not there, $parse reads JSON, $random may be seeded; time and chance come from the execution. As with the library's own
// functions, an argument that is undefined makes the answer undefined. Numbers measured on AWS: floci-io/floci#2676 and #2662.
import jsonata, { type Expression } from "jsonata";
import { hash, parseJson } from "../intrinsic/functions.ts";
import { javaRandomDouble } from "../intrinsic/java-random.ts";
import { distinct, type Json } from "../json.ts";
import { JSONATA_MEMORY_WORDS, JSONATA_RANGE_MAX_ITEMS } from "../limits.ts";
import type { Scope } from "../scope.ts";
import { toJson } from "./values.ts";

/** Longest text that $pad may make; the library has no limit of its own. */
const PAD_MAX = 300_000;

export function registerFunctions(expression: Expression, scope: Scope): void {
  expression.assign("eval", undefined);
  expression.registerFunction("partition", ifGiven(partition), "<an:a>");
  expression.registerFunction("range", ifGiven(range), "<nnn:a>");
  expression.registerFunction(
    "hash",
    ifGiven((value: Json, algorithm: string) => hash(value, algorithm)),
    "<xs:s>",
  );
  expression.registerFunction("uuid", () => scope.chance.uuid(), "<:s>");
  expression.registerFunction("parse", ifGiven(parseJson), "<s:j>");
  expression.registerFunction("random", (seed?: number) => randomOf(seed, scope), "<n?:n>");
  expression.registerFunction("millis", () => scope.nowMs, "<:n>");
  expression.registerFunction("pad", pad, "<s-ns?:s>");
  expression.registerFunction("distinct", distinctValues, "<x:x>");
  expression.registerFunction(
    "shuffle",
    ifGiven((list: readonly Json[]) => shuffle(list, scope)),
    "<a:a>",
  );
  registerNow(expression, scope);
}

function ifGiven<Args extends unknown[], Result>(
  body: (...args: Args) => Result,
): (...args: Args) => Result | undefined {
  return (...args) => (args.includes(undefined) ? undefined : body(...args));
}

/** AWS refuses a size below zero and nothing else; that zero is undefined is not recorded, nor is it for a step. */
function partition(list: readonly Json[], size: number): readonly (readonly Json[])[] | undefined {
  const step = Math.trunc(size);
  if (step < 0) throw new Error("the size must not be less than zero");
  if (step === 0) return undefined;
  return Array.from({ length: Math.ceil(list.length / step) }, (_, at) =>
    list.slice(at * step, (at + 1) * step),
  );
}

/** Both ends belong to the range; what is no whole number is cut towards zero. */
function range(from: number, to: number, by: number): readonly number[] | undefined {
  const [first, last, step] = [Math.trunc(from) + 0, Math.trunc(to), Math.trunc(by)];
  if (step === 0) return undefined;
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > JSONATA_RANGE_MAX_ITEMS) throw new Error(JSONATA_MEMORY_WORDS);
  return Array.from({ length: count }, (_, at) => first + at * step);
}

function randomOf(seed: number | undefined, scope: Scope): number {
  return seed === undefined ? scope.chance.random() : javaRandomDouble(seed);
}

function pad(text: string | undefined, width: number, fill = " "): string | undefined {
  if (text === undefined) return undefined;
  if (Math.abs(width) > PAD_MAX)
    throw Object.assign(new Error(`a text has at most ${PAD_MAX} characters`), { code: "D3150" });
  const filler = fill === "" ? " " : fill;
  return width < 0 ? text.padStart(-width, filler) : text.padEnd(width, filler);
}

/** The library compares each value with all before it. A sequence stays one, so that a single value left in it is that value. */
function distinctValues(this: object, values: unknown): unknown {
  if (!Array.isArray(values) || values.length <= 1) return values;
  const left = distinct<unknown>(values, (one) => {
    const json = toJson(one);
    return typeof json === "symbol" ? undefined : json;
  });
  if (!("sequence" in values)) return left;
  const { createSequence } = this as { readonly createSequence: () => unknown[] }; // the library's own, left out of its types
  const sequence = createSequence();
  for (const one of left) sequence.push(one);
  return sequence;
}

function shuffle(list: readonly Json[], scope: Scope): readonly Json[] {
  const result = [...list];
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = Math.floor(scope.chance.random() * (at + 1));
    [result[at], result[other]] = [result[other] ?? null, result[at] ?? null];
  }
  return result;
}

/** The library reads its own clock for $now; here its $fromMillis formats the execution's time. */
function registerNow(expression: Expression, scope: Scope): void {
  const format = jsonata("$fromMillis(ms, picture, zone)");
  const now = (picture?: string, zone?: string): Promise<unknown> =>
    format.evaluate({ ms: scope.nowMs, picture, zone });
  expression.registerFunction("now", now, "<s?s?:s>");
}
