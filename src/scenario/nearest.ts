// Room scenario: a misspelt name is answered with the nearest one that exists.
import { closest, distance } from "fastest-levenshtein";

/** Half the letters wrong is a different word, not a typing mistake. */
const MAX_WRONG_SHARE = 0.5;

/** The nearest of `known` to `given`, as the tail of a sentence; empty when nothing is near. */
export function didYouMean(given: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const best = closest(given, known);
  const near = distance(given, best) <= Math.max(2, given.length * MAX_WRONG_SHARE);
  return near ? ` Did you mean ${best}?` : "";
}
