// Room simulator/sqs: what the eight hexadecimal digits say that a UUID and a digest begin with.

/** Of a UUID's first group. */
export const DIGITS = 8;
const ZERO = 48;
const NINE = 57;
/** `a` is ten. */
const LETTERS = 87;

/** As a whole number of 32 bits with its sign: V8 keeps it without memory of its own. */
export function firstGroup(text: string): number {
  let number = 0;
  for (let at = 0; at < DIGITS; at += 1) {
    const code = text.charCodeAt(at);
    number = (number << 4) | ((code <= NINE ? code - ZERO : code - LETTERS) & 15);
  }
  return number;
}
