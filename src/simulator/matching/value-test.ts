// Room simulator/matching: conditions as one test of one value, made once per rule.
import type { Condition, NumericRange, Scalar } from "./condition.ts";
import { endsCaseless, equalsCaseless, startsCaseless } from "./ignore-case.ts";
import { ipToHex, type IpRange } from "./ip.ts";
import { isComparable } from "./number.ts";
import { wildcardTest } from "./wildcard.ts";

export type ValueTest = (value: Scalar) => boolean;

/** Whether a value meets one of the conditions. Plain values are looked up, however many there are. */
export function valueTest(conditions: readonly Condition[]): ValueTest {
  const plain = new Set(conditions.filter(isPlain).map((condition) => condition.value));
  const others = conditions
    .filter((condition) => !isPlain(condition) && condition.op !== "absent")
    .map(testOf);
  const [only] = plain.size === 1 ? plain : [];
  if (only !== undefined && others.length === 0) return (value) => value === only;
  const [first, second] = others;
  if (plain.size === 0 && first !== undefined && second === undefined) return first;
  return (value) => plain.has(value) || others.some((test) => test(value));
}

export function isPlain(condition: Condition): condition is Condition & { readonly op: "equals" | "number" } {
  return condition.op === "equals" || condition.op === "number";
}

function testOf(condition: Condition): ValueTest {
  switch (condition.op) {
    case "equals":
    case "number":
      return (value) => value === condition.value;
    case "ip":
      return ipTest(condition.range);
    case "prefix":
      return prefixTest(condition.text, condition.ignoreCase);
    case "suffix":
      return suffixTest(condition.text, condition.ignoreCase);
    case "equals-ignore-case":
      return onText(equalsCaseless(condition.text));
    case "wildcard":
      return onText(wildcardTest(condition.pieces));
    case "numeric":
      return numericTest(condition.range);
    case "exists":
      return () => true;
    case "absent":
      return () => false;
    case "anything-but": {
      // Of any type: null is anything but "a" (recorded: content_anything_but_string_null).
      const isExcluded = valueTest(condition.excluded);
      return (value) => !isExcluded(value);
    }
  }
}

function onText(test: (value: string) => boolean): ValueTest {
  return (value) => typeof value === "string" && test(value);
}

function prefixTest(text: string, ignoreCase: boolean): ValueTest {
  return onText(ignoreCase ? startsCaseless(text) : (value) => value.startsWith(text));
}

function suffixTest(text: string, ignoreCase: boolean): ValueTest {
  return onText(ignoreCase ? endsCaseless(text) : (value) => value.endsWith(text));
}

function ipTest({ from, to }: IpRange): ValueTest {
  return onText((value) => {
    const hex = ipToHex(value);
    return hex !== undefined && hex.length === from.length && hex >= from && hex <= to;
  });
}

function numericTest({ low, lowOpen, high, highOpen }: NumericRange): ValueTest {
  return (value) =>
    typeof value === "number" &&
    (lowOpen ? value > low : value >= low) &&
    (highOpen ? value < high : value <= high) &&
    isComparable(value);
}
