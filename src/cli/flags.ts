// Room cli: reads flag values; a wrong one says what it must be.
import { InvalidArgumentError } from "commander";

/** A whole number within limits. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= from && value <= to) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${from} to ${to}.`);
  };
}

/** `2/5`: the second of five parts. */
export function shard(text: string): { index: number; of: number } {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const value = { index: Number(index), of: Number(of) };
  if (value.index >= 1 && value.index <= value.of) return value;
  throw new InvalidArgumentError("It must be I/N with I from 1 to N, for example 2/5.");
}

/** One of a few words. */
export function oneOf(...words: readonly string[]): (text: string) => string {
  return (text) => {
    if (words.includes(text)) return text;
    throw new InvalidArgumentError(`It must be ${words.join(" or ")}.`);
  };
}

/** Text of a form. */
export function matching(form: RegExp, what: string): (text: string) => string {
  return (text) => {
    if (form.test(text)) return text;
    throw new InvalidArgumentError(`It must be ${what}.`);
  };
}
