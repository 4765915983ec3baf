// Room states-language, JSONata: what an evaluation answered, as a payload. The library's sequences are arrays with marks on them; lambdas
// and expressions that match nothing are no payload.
import type { Json } from "../json.ts";
import { PAYLOAD_MAX_DEPTH } from "../limits.ts";

export const NOTHING = Symbol("nothing");
export const UNSUPPORTED = Symbol("unsupported");

type Found = Json | typeof NOTHING | typeof UNSUPPORTED;

export function toJson(value: unknown, levels = PAYLOAD_MAX_DEPTH): Found {
  if (levels < 0) return UNSUPPORTED;
  if (value === undefined) return NOTHING;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : UNSUPPORTED;
  if (typeof value !== "object" || "_jsonata_lambda" in value || "_jsonata_function" in value)
    return UNSUPPORTED;
  return Array.isArray(value) ? listToJson(value, levels - 1) : objectToJson(value, levels - 1);
}

function listToJson(value: readonly unknown[], levels: number): Found {
  const items = value.map((one) => toJson(one, levels)).filter((one) => one !== NOTHING);
  return items.includes(UNSUPPORTED) ? UNSUPPORTED : (items as Json[]); // neither mark is left in it
}

function objectToJson(value: object, levels: number): Found {
  const entries = Object.entries(value).map(([key, one]) => [key, toJson(one, levels)] as const);
  if (entries.some(([, one]) => one === UNSUPPORTED)) return UNSUPPORTED;
  const kept = entries.filter((entry): entry is readonly [string, Json] => typeof entry[1] !== "symbol");
  return Object.fromEntries(kept);
}

/** `T1006: Attempted to invoke a non-function`: the library's code and text (recorded: MATH_RANDOM_SEEDED). */
export function describeError(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const code = "code" in error && typeof error.code === "string" ? `${error.code}: ` : "";
  return `${code}${"message" in error ? String(error.message) : ""}`;
}
