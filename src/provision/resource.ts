// Room provision: what making one kind of resource takes: create, read back, delete, and whether it is still there.
import type { Control } from "../target/clients.ts";
import type { JsonObject } from "../template/template.ts";

/** What exists of a resource: what Ref gives, and its attributes by name. */
export interface Made {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface ResourceKind {
  readonly type: string;
  /** Properties that this kind passes on; any other is refused by name, never ignored. */
  readonly properties: readonly string[];
  /** The physical name that the intent is written under. */
  nameOf(id: string, properties: JsonObject, prefix: string): string;
  create(
    name: string,
    properties: JsonObject,
    clients: Control,
    tags: Readonly<Record<string, string>>,
  ): Promise<Made>;
  /** What a stack made, as `create` would have answered it. */
  adopt(physicalId: string, name: string, clients: Control): Promise<Made>;
  /** What of the properties the target did not keep, as sentences; empty when all is as asked. */
  differences(made: Made, properties: JsonObject, clients: Control): Promise<readonly string[]>;
  remove(made: Made, properties: JsonObject, clients: Control): Promise<void>;
  exists(made: Made, properties: JsonObject, clients: Control): Promise<boolean>;
}

/** The target refuses what the template describes: a definite no (exit 1, claim provisioned). */
export class SystemRefused extends Error {
  readonly exitCode = 1;
  readonly logicalId: string;
  readonly code: string;
  constructor(logicalId: string, code: string, message: string) {
    super(`${logicalId} was refused: ${code}: ${message}`);
    this.name = "SystemRefused";
    this.logicalId = logicalId;
    this.code = code;
  }
}

/** A property as the text that an attribute takes. */
export function attributeText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Whether two attribute texts say the same, whatever the order of members. */
export function sameText(asked: string, got: string | undefined): boolean {
  if (got === undefined) return false;
  if (asked === got) return true;
  try {
    return canonical(JSON.parse(asked)) === canonical(JSON.parse(got));
  } catch {
    return asked.toLowerCase() === got.toLowerCase();
  }
}

/** JSON with sorted members and numbers as text: emulators answer maxReceiveCount as 3 or "3". */
function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(String(value));
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}
