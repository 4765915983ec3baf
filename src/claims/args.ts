// Room claims: reads a declared claim's arguments. A journal may come from anywhere, so they are checked before they are used;
// a claim whose arguments are wrong is unknown and says so.
import type { Json, JsonObject } from "../journal/line.ts";

/** The arguments of a declared claim are not what the claim takes. */
export class ClaimArgsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ClaimArgsError";
  }
}

export function textArg(args: JsonObject, name: string): string {
  const value = args[name];
  if (typeof value === "string") return value;
  throw new ClaimArgsError(`its argument ${name} is ${JSON.stringify(value)} and must be a string`);
}

export function numberArg(args: JsonObject, name: string): number {
  const value = args[name];
  if (typeof value === "number") return value;
  throw new ClaimArgsError(`its argument ${name} is ${JSON.stringify(value)} and must be a number`);
}

/** A list of strings; one string counts as a list of one; absent is undefined. */
export function listArg(args: JsonObject, name: string): readonly string[] | undefined {
  const value: Json | undefined = args[name];
  if (value === undefined) return undefined;
  if (typeof value === "string") return [value];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw new ClaimArgsError(`its argument ${name} is ${JSON.stringify(value)} and must be a list of strings`);
}

/** Which orders: one id, a list, or `*`. */
export function ordersArg(args: JsonObject): void {
  const value = args.order ?? args.orders;
  const isList = Array.isArray(value) && value.every((item) => typeof item === "string");
  if (typeof value !== "string" && !isList) {
    throw new ClaimArgsError(
      `its argument order is ${JSON.stringify(value)} and must be an id, a list of ids or "*"`,
    );
  }
}
