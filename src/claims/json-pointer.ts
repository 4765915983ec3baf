// Room claims: a JSON Pointer (RFC 6901) into a body that is JSON text.
import type { Json, JsonObject } from "../journal/line.ts";

/** The value at `pointer`, or undefined where the text is no JSON or has nothing there. */
export function pointInto(text: string, pointer: string): Json | undefined {
  let value: Json | undefined;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<Json | undefined>(step, value);
}

function step(value: Json | undefined, token: string): Json | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return (value as readonly Json[])[Number(token)];
  return Object.hasOwn(value, token) ? (value as JsonObject)[token] : undefined;
}
