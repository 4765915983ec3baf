// Room states-language, intrinsic functions: the eighteen of AWS ("Intrinsic functions for JSONPath states", read 2026-11). Pure: what
// is random comes in as bytes of the execution's own seed.
import { createHash } from "node:crypto";
import { distinct, isArray, isEqual, isObject, javaText, type Json } from "../json.ts";
import { INTRINSIC_MAX_CHARACTERS, RANGE_MAX_ITEMS } from "../limits.ts";
import { javaRandomInt } from "./java-random.ts";
import { unescapeLiteral } from "./parse.ts";

/** What a function may know beside its arguments. */
export interface IntrinsicWorld {
  /** A number in [0, 1) that no other call of this execution gets. */
  readonly random: () => number;
  readonly uuid: () => string;
  /** The raw text of a literal argument, for States.Format. */
  readonly raw: (at: number) => string | undefined;
}

/** An argument that the function does not take. */
export class IntrinsicRefused extends Error {}

type Intrinsic = (args: readonly Json[], world: IntrinsicWorld) => Json;

const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ["MD5", "md5"],
  ["SHA-1", "sha1"],
  ["SHA-256", "sha256"],
  ["SHA-384", "sha384"],
  ["SHA-512", "sha512"],
]);

export const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ["Array", (args) => [...args]],
  ["ArrayPartition", arity(2, ([list, size]) => partition(listArg(list), positiveArg(size)))],
  ["ArrayContains", arity(2, ([list, value]) => listArg(list).some((one) => isEqual(one, value ?? null)))],
  ["ArrayRange", arity(3, ([from, to, by]) => range(wholeArg(from), wholeArg(to), wholeArg(by)))],
  ["ArrayGetItem", arity(2, ([list, at]) => itemAt(listArg(list), wholeArg(at)))],
  ["ArrayLength", arity(1, ([list]) => listArg(list).length)],
  ["ArrayUnique", arity(1, ([list]) => unique(listArg(list)))],
  ["Base64Encode", arity(1, ([text]) => Buffer.from(shortArg(text)).toString("base64"))],
  ["Base64Decode", arity(1, ([text]) => Buffer.from(shortArg(text), "base64").toString("utf8"))],
  ["Hash", arity(2, ([value, algorithm]) => hash(value ?? null, textArg(algorithm)))],
  ["JsonMerge", arity(3, ([one, other, deep]) => merge(one ?? null, other ?? null, deep ?? null))],
  ["StringToJson", arity(1, ([text]) => parseJson(textArg(text)))],
  ["JsonToString", arity(1, ([value]) => JSON.stringify(value))],
  ["MathRandom", (args, world) => random(args, world)],
  ["MathAdd", arity(2, ([one, other]) => wholeArg(one) + wholeArg(other))],
  ["StringSplit", arity(2, ([text, separators]) => split(textArg(text), textArg(separators)))],
  ["UUID", (args, world) => (args.length === 0 ? world.uuid() : refuse("expected no argument"))],
  ["Format", format],
]);

function refuse(why: string): never {
  throw new IntrinsicRefused(why);
}

function arity(count: number, body: Intrinsic): Intrinsic {
  return (args, world) =>
    args.length === count
      ? body(args, world)
      : refuse(`expected ${count} arguments, but received ${args.length}`);
}

function listArg(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : refuse(`expected an array, but received ${JSON.stringify(value)}`);
}

function textArg(value: Json | undefined): string {
  return typeof value === "string"
    ? value
    : refuse(`expected a string, but received ${JSON.stringify(value)}`);
}

function shortArg(value: Json | undefined): string {
  const text = textArg(value);
  return text.length > INTRINSIC_MAX_CHARACTERS
    ? refuse(`expected at most ${INTRINSIC_MAX_CHARACTERS} characters`)
    : text;
}

/** AWS rounds what is no whole number (recorded: 1.5 is 2, -1.5 is -1, as Java's Math.round). */
function wholeArg(value: Json | undefined): number {
  if (typeof value !== "number") return refuse(`expected a number, but received ${JSON.stringify(value)}`);
  return Math.round(value) + 0;
}

function positiveArg(value: Json | undefined): number {
  const size = wholeArg(value);
  return size > 0 ? size : refuse(`expected a positive number, but received ${size}`);
}

function partition(list: readonly Json[], size: number): Json {
  const chunks: Json[] = [];
  for (let at = 0; at < list.length; at += size) chunks.push(list.slice(at, at + size));
  return chunks;
}

/** Both ends belong to the range. */
function range(from: number, to: number, by: number): readonly number[] {
  if (by === 0) return refuse("the step must not be zero");
  const count = Math.max(0, Math.floor((to - from) / by) + 1);
  if (count > RANGE_MAX_ITEMS) return refuse(`a range has at most ${RANGE_MAX_ITEMS} elements`);
  return Array.from({ length: count }, (_, at) => from + at * by);
}

function itemAt(list: readonly Json[], at: number): Json {
  return (
    list[at] ?? (at in list ? null : refuse(`the index ${at} is out of bounds for length ${list.length}`))
  );
}

function unique(list: readonly Json[]): Json {
  return distinct(list, (one) => one);
}

export function hash(value: Json, algorithm: string): string {
  const name = ALGORITHMS.get(algorithm) ?? refuse(`no hash algorithm is named ${algorithm}`);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text.length > INTRINSIC_MAX_CHARACTERS)
    refuse(`expected at most ${INTRINSIC_MAX_CHARACTERS} characters`);
  return createHash(name).update(text).digest("hex");
}

function merge(one: Json, other: Json, deep: Json): Json {
  if (deep !== false) return refuse("only a shallow merge is supported: the third argument must be false");
  if (!isObject(one) || !isObject(other)) return refuse("expected two objects");
  return Object.fromEntries([...Object.entries(one), ...Object.entries(other)]);
}

/** Blank text is null (recorded). */
export function parseJson(text: string): Json {
  if (text.trim() === "") return null;
  try {
    const value: unknown = JSON.parse(text, (_, one: unknown) => (Object.is(one, -0) ? 0 : one));
    return value as Json; // JSON.parse answers JSON and nothing else
  } catch {
    return refuse(`${JSON.stringify(text)} is not JSON`);
  }
}

function random(args: readonly Json[], world: IntrinsicWorld): Json {
  if (args.length < 2 || args.length > 3)
    return refuse(`expected 2 or 3 arguments, but received ${args.length}`);
  const from = wholeArg(args[0]);
  const to = wholeArg(args[1]);
  if (to <= from) return refuse("the end must be above the start");
  if (args.length === 3) return from + javaRandomInt(wholeArg(args[2]), to - from);
  return from + Math.floor(world.random() * (to - from));
}

/** Any character of the second text separates; empty parts are left out (recorded). */
function split(text: string, separators: string): Json {
  const cuts = new Set(separators);
  const parts: string[] = [];
  let part = "";
  for (const one of text) {
    if (cuts.has(one)) {
      parts.push(part);
      part = "";
    } else part += one;
  }
  return [...parts, part].filter((one) => one !== "");
}

function format(args: readonly Json[], world: IntrinsicWorld): Json {
  const raw = world.raw(0);
  const template = raw ?? textArg(args[0]);
  const values = args.slice(1);
  let used = 0;
  const text = template.replaceAll(/\\([\s\S])|\{\}/g, (found: string) => {
    if (found !== "{}") return raw === undefined ? found : unescapeLiteral(found);
    used += 1;
    return javaText(values[used - 1] ?? null);
  });
  if (used !== values.length) {
    return refuse(`number of arguments do not match the occurrences of {}: ${values.length} and ${used}`);
  }
  return text;
}
