// Room simulator/dynamodb: what the API's model says of a parameter, checked before the service looks: all that is wrong is said at once.
import { validation } from "./errors.ts";

/** A breach, in AWS's words, or undefined. */
type Checked = string | undefined;

export function demand(...checks: readonly Checked[]): void {
  const breaches = checks.filter((check) => check !== undefined);
  if (breaches.length === 0) return;
  const words = breaches.length === 1 ? "1 validation error" : `${breaches.length} validation errors`;
  throw validation(`${words} detected: ${breaches.join("; ")}`);
}

const breach = (value: unknown, at: string, why: string): string =>
  `Value ${value === undefined || value === null ? "null" : `'${shown(value)}'`} at '${at}' failed to satisfy constraint: Member must ${why}`;

const shown = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

export const notNull = (value: unknown, at: string): Checked =>
  value === undefined || value === null ? breach(value, at, "not be null") : undefined;

export const oneOf = (value: string | undefined, at: string, values: readonly string[]): Checked =>
  value === undefined || values.includes(value)
    ? undefined
    : breach(value, at, `satisfy enum value set: [${values.join(", ")}]`);

export function between(value: number | undefined, at: string, least: number, most: number): Checked {
  if (value === undefined) return undefined;
  if (value < least) return breach(value, at, `have value greater than or equal to ${least}`);
  return value > most ? breach(value, at, `have value less than or equal to ${most}`) : undefined;
}

export function sized(
  value: string | readonly unknown[] | undefined,
  at: string,
  least: number,
  most: number,
): Checked {
  if (value === undefined || (value.length >= least && value.length <= most)) return undefined;
  const words = typeof value === "string" ? value : `[${value.map(shown).join(", ")}]`;
  return breach(
    words,
    at,
    value.length < least
      ? `have length greater than or equal to ${least}`
      : `have length less than or equal to ${most}`,
  );
}

const NAME = /^[a-zA-Z0-9_.-]+$/;

export const pattern = (value: string | undefined, at: string): Checked =>
  value === undefined || NAME.test(value)
    ? undefined
    : breach(value, at, "satisfy regular expression pattern: [a-zA-Z0-9_.-]+");

/** Of a table's or an index's name: 3 to 255 characters. */
export const named = (value: string | undefined, at: string): readonly Checked[] => [
  notNull(value, at),
  pattern(value, at),
  sized(value, at, 3, 255),
];
