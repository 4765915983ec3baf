// Room simulator/sns: JSON that a caller sent as text: read as unknown, and refused in the words of AWS's JSON reader.
import { type Place, placeOf } from "../matching/errors.ts";
import { tokensOf } from "../matching/tokens.ts";
import { invalidParameter } from "./errors.ts";

export type JsonRecord = { readonly [key: string]: unknown };

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value, or undefined where the text is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The object in `text`; `what` begins the refusal: `Attributes Reason: RedrivePolicy`. */
export function readRecord(text: string, what: string): JsonRecord {
  const value = parsed(text);
  if (isRecord(value)) return value;
  const broken = tokensOf(text).at(-1);
  if (broken?.kind !== "broken") throw invalidParameter(`${what}: failed to parse JSON.`);
  throw invalidParameter(
    `${what}: failed to parse JSON. ${withPlace(broken.text, placeOf(text, broken.end))}`,
  );
}

/** Where AWS's JSON reader stood, in its words (recorded). */
export const withPlace = (reason: string, { line, column }: Place): string =>
  `${reason}\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`;
