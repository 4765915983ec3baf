// Room states-language, Choice: the comparison operators. A value of another type never matches and never fails (AWS, "Choice state").
import type { Json } from "../json.ts";
import { instantMs, instantNs } from "../timestamps.ts";

type Compare = (value: Json, other: Json) => boolean;

const numbers =
  (holds: (one: number, other: number) => boolean): Compare =>
  (value, other) =>
    typeof value === "number" && typeof other === "number" && holds(value, other);

const texts =
  (holds: (one: string, other: string) => boolean): Compare =>
  (value, other) =>
    typeof value === "string" && typeof other === "string" && holds(value, other);

const times = (holds: (one: bigint, other: bigint) => boolean): Compare =>
  texts((value, other) => {
    const [one, two] = [instantNs(value), instantNs(other)];
    return one !== undefined && two !== undefined && holds(one, two);
  });

const ORDERS = new Map<string, <T extends bigint | number | string>(one: T, other: T) => boolean>([
  ["Equals", (one, other) => one === other],
  ["LessThan", (one, other) => one < other],
  ["GreaterThan", (one, other) => one > other],
  ["LessThanEquals", (one, other) => one <= other],
  ["GreaterThanEquals", (one, other) => one >= other],
]);

/** Operators that compare with a value; each has a `...Path` form, StringMatches has none. */
export const COMPARISONS: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ...[...ORDERS].map(([name, holds]) => [`String${name}`, texts(holds)] as const),
  ...[...ORDERS].map(([name, holds]) => [`Numeric${name}`, numbers(holds)] as const),
  ...[...ORDERS].map(([name, holds]) => [`Timestamp${name}`, times(holds)] as const),
  ["BooleanEquals", (value, other) => typeof value === "boolean" && value === other],
  ["StringMatches", texts(matchesWildcard)],
]);

/** Operators that ask about the value itself. */
export const TYPE_TESTS: ReadonlyMap<string, (value: Json) => boolean> = new Map<
  string,
  (value: Json) => boolean
>([
  ["IsNull", (value) => value === null],
  ["IsNumeric", (value) => typeof value === "number"],
  ["IsString", (value) => typeof value === "string"],
  ["IsBoolean", (value) => typeof value === "boolean"],
  ["IsTimestamp", (value) => typeof value === "string" && instantMs(value) !== undefined],
]);

/** `*` stands for any characters, `\\*` for a star; greedy with one way back, so that no pattern takes long. */
export function matchesWildcard(text: string, pattern: string): boolean {
  const parts = [...pattern.matchAll(/\\(?<plain>[*\\])|(?<any>\*)|(?<one>[\s\S])/gu)].map(({ groups }) =>
    groups?.any === undefined ? (groups?.plain ?? groups?.one ?? "") : undefined,
  );
  const letters = Array.from(text);
  let at = 0;
  let part = 0;
  let back: { at: number; part: number } | undefined;
  while (at < letters.length) {
    if (part < parts.length && parts[part] === undefined) {
      back = { at, part };
      part += 1;
    } else if (part < parts.length && parts[part] === letters[at]) {
      at += 1;
      part += 1;
    } else if (back !== undefined) {
      back = { at: back.at + 1, part: back.part };
      at = back.at;
      part = back.part + 1;
    } else return false;
  }
  return parts.slice(part).every((one) => one === undefined);
}
