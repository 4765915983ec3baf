// Room simulator/matching: numbers as AWS compares them: by value (300, 300.0 and 3.0e2 are one), with six decimals, within a bound
// (EventBridge user guide, "Numeric matching": -5.0e9 to 5.0e9). A number outside of that is compared with itself only (EB-11).

export interface NumberBound {
  readonly value: number;
  /** As AWS prints it: a Java double. */
  readonly text: string;
}

export const FIVE_BILLION: NumberBound = { value: 5e9, text: "5.0E9" };
/** SNS developer guide, "Filter policy constraints": -10^9 to 10^9. */
export const ONE_BILLION: NumberBound = { value: 1e9, text: "1.0E9" };
const DECIMALS = 1e6;

/** Whether the number takes part in comparisons at all: at most six decimals, within five billion. */
export function isComparable(value: number, bound: number = FIVE_BILLION.value): boolean {
  if (value > bound || value < -bound) return false;
  return Number.isInteger(value) || Math.round(value * DECIMALS) / DECIMALS === value;
}

/** Why AWS refuses the number as an operand, if it does. */
export function refusalOfNumber(value: number, bound: NumberBound): string | undefined {
  if (Math.abs(value) > bound.value)
    return `Value must be between -${bound.text} and ${bound.text}, inclusive`;
  return isComparable(value, bound.value) ? undefined : "Only values upto 6 decimals are supported";
}
