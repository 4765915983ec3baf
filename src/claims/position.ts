// Room claims: positions are strings of decimal digits of any length (a FIFO SequenceNumber has 20), so they are compared as such.

/** Negative, zero or positive, as a comparator: `comparePositions("9", "10") < 0`. */
export function comparePositions(a: string, b: string): number {
  const left = a.replace(/^0+(?=\d)/, "");
  const right = b.replace(/^0+(?=\d)/, "");
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
