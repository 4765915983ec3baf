// Room cli: the version of this package, from its package.json, which stands two folders up from src and dist alike.
import { readFileSync } from "node:fs";

export function ownVersion(): string {
  const value: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return typeof value === "object" && value !== null && "version" in value
    ? String(value.version)
    : "unknown";
}
