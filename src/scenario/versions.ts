// Room scenario: the versions that run.json and the report name.
import { readFileSync } from "node:fs";

export function ownVersion(): string {
  return versionIn(new URL("../../package.json", import.meta.url));
}

export function sdkVersion(): string {
  return versionIn(new URL(import.meta.resolve("@aws-sdk/client-sqs/package.json")));
}

function versionIn(file: URL): string {
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  return typeof value === "object" && value !== null && "version" in value
    ? String(value.version)
    : "unknown";
}
