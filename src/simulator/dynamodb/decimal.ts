// Room simulator/dynamodb: DynamoDB's numbers: decimal, 38 significant digits, magnitudes from 1E-130 to below 1E+126. A number is its
// canonical text, so equal numbers are equal texts, and what is stored is what is answered.
import { validation } from "./errors.ts";
import { MAX_DIGITS, MAX_EXPONENT, MIN_EXPONENT } from "./limits.ts";

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;
/** Most numbers are small whole ones, and stand as they came. */
const PLAIN = /^(?:0|-?[1-9]\d{0,14})$/;
/** Up to so many characters a double tells any two decimals apart. */
const EXACT_CHARACTERS = 15;

/** The canonical text; refuses in AWS's words what is no number or out of range. */
export function readNumber(text: string): string {
  if (PLAIN.test(text)) return text;
  if (text === "") throw validation("The parameter cannot be converted to a numeric value");
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = NUMBER.exec(text) ?? [];
  if (whole === "" && fraction === "")
    throw validation(`The parameter cannot be converted to a numeric value: ${text}`);
  return canonical(sign === "-", whole + fraction, Number(exponent) - fraction.length);
}

/** `digits` times ten to the power of `scale`. */
function canonical(isNegative: boolean, digits: string, scale: number): string {
  const first = digits.search(/[1-9]/);
  if (first < 0) return "0";
  const significant = digits.slice(first).replace(/0+$/, "");
  const power = scale + digits.length - first - 1;
  if (power > MAX_EXPONENT) throw overflow();
  if (power < MIN_EXPONENT)
    throw validation(
      "Number underflow. Attempting to store a number with magnitude smaller than supported range",
    );
  if (significant.length > MAX_DIGITS)
    throw validation("Attempting to store more than 38 significant digits in a Number");
  return (isNegative ? "-" : "") + placed(significant, power);
}

/** With the point where it belongs: the first digit counts ten to the power of `power`. */
function placed(digits: string, power: number): string {
  if (power < 0) return `0.${"0".repeat(-power - 1)}${digits}`;
  if (digits.length <= power + 1) return digits + "0".repeat(power + 1 - digits.length);
  return `${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`;
}

const overflow = () =>
  validation("Number overflow. Attempting to store a number with magnitude larger than supported range");

interface Scaled {
  readonly coefficient: bigint;
  readonly scale: number;
}

function scaled(text: string): Scaled {
  const point = text.indexOf(".");
  if (point < 0) return { coefficient: BigInt(text), scale: 0 };
  return {
    coefficient: BigInt(text.slice(0, point) + text.slice(point + 1)),
    scale: point + 1 - text.length,
  };
}

const at = ({ coefficient, scale }: Scaled, wanted: number): bigint =>
  coefficient * 10n ** BigInt(scale - wanted);

/** Of canonical texts: below, at or above 0. */
export function compareNumbers(left: string, right: string): number {
  if (left === right) return 0;
  if (left.length <= EXACT_CHARACTERS && right.length <= EXACT_CHARACTERS)
    return Number(left) - Number(right);
  const [a, b] = [scaled(left), scaled(right)];
  const scale = Math.min(a.scale, b.scale);
  return at(a, scale) < at(b, scale) ? -1 : 1;
}

/**
 * Of canonical texts, exactly. A sum of more digits than there is room for is refused, in AWS's words as an overflow (ScyllaDB,
 * test/alternator/test_number.py, test_update_expression_plus_imprecise, run against AWS).
 */
export function addNumbers(left: string, right: string, sign: 1 | -1): string {
  if (left.length < EXACT_CHARACTERS && right.length < EXACT_CHARACTERS && !/\./.test(left + right))
    return String(Number(left) + sign * Number(right));
  const [a, b] = [scaled(left), scaled(right)];
  const scale = Math.min(a.scale, b.scale);
  const sum = at(a, scale) + BigInt(sign) * at(b, scale);
  const digits = String(sum < 0n ? -sum : sum);
  if (digits.replace(/0+$/, "").length > MAX_DIGITS) throw overflow();
  return canonical(sum < 0n, digits, scale);
}

/** What a number counts of an item's size: half a byte a significant digit, and one ("Capacity units", item sizes). */
export function numberBytes(text: string): number {
  const digits = text.replace(/^-?0*\.?0*/, "").replace(".", "");
  const significant = text.includes(".") ? digits : digits.replace(/0+$/, "");
  return 1 + Math.ceil(significant.length / 2) + (text.startsWith("-") ? 1 : 0);
}
