// Room simulator/matching: comparison without case as AWS does it: each character of the pattern stands for its lower and its upper
// case, no more. Those may be of different length (the German sharp s and SS), and what is neither (a title case letter) never matches.

/** Where a match of the pattern that begins at `from` ends, or -1. */
export type CaselessAt = (value: string, from: number) => number;

export function caselessAt(pattern: string): CaselessAt {
  const forms = pattern.split("").map((char) => [char.toLowerCase(), char.toUpperCase()] as const);
  return (value, from) => {
    let at = from;
    for (const [lower, upper] of forms) {
      if (value.startsWith(lower, at)) at += lower.length;
      else if (value.startsWith(upper, at)) at += upper.length;
      else return -1;
    }
    return at;
  };
}

export function equalsCaseless(pattern: string): (value: string) => boolean {
  const matchAt = caselessAt(pattern);
  return (value) => matchAt(value, 0) === value.length;
}

export function startsCaseless(pattern: string): (value: string) => boolean {
  const matchAt = caselessAt(pattern);
  return (value) => matchAt(value, 0) !== -1;
}

/** Tries every length that the pattern's forms can have; nearly always there is one. */
export function endsCaseless(pattern: string): (value: string) => boolean {
  const matchAt = caselessAt(pattern);
  const shortest = lengthBy(pattern, Math.min);
  const longest = lengthBy(pattern, Math.max);
  return (value) => {
    const last = value.length - shortest;
    for (let from = Math.max(0, value.length - longest); from <= last; from += 1) {
      if (matchAt(value, from) === value.length) return true;
    }
    return false;
  };
}

function lengthBy(pattern: string, pick: (a: number, b: number) => number): number {
  return pattern
    .split("")
    .reduce((sum, char) => sum + pick(char.toLowerCase().length, char.toUpperCase().length), 0);
}
