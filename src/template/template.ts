// Room template: CloudFormation as a language: a text into one plain value whose resources keep the line they stand on.
import { type Document, DocumentError, readDocument } from "./document.ts";
import type { Json, JsonObject } from "./json.ts";
import { type PatchOp, patchJson } from "./patch.ts";

export type { Json, JsonObject } from "./json.ts";
export type { PatchOp } from "./patch.ts";

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  /** The name of the condition under which it exists. */
  readonly condition?: string;
  readonly deletionPolicy?: string;
  readonly updateReplacePolicy?: string;
  readonly metadata?: Json;
  /** The line of the template that it stands on; 0 where a patch put it there. */
  readonly line: number;
}

export interface Template {
  readonly file: string;
  readonly raw: JsonObject;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly metadata: JsonObject;
  readonly lines: ReadonlyMap<string, number>;
}

/** A template that cannot be taken (64): names the file, the logical id and the line. */
export class TemplateError extends Error {
  readonly exitCode = 64;
  constructor(file: string, line: number, problem: string) {
    super(`${file}${line > 0 ? `:${line}` : ""}: ${problem}`);
    this.name = "TemplateError";
  }
}

/**
 * Parses a template.
 *
 * @param file names it in errors.
 * @throws TemplateError for what is not YAML, has a duplicate key or an alias, or has no resources.
 * @example parseTemplate("Resources: {Q: {Type: AWS::SQS::Queue}}").resources.get("Q")?.type // "AWS::SQS::Queue"
 */
export function parseTemplate(text: string, file = "template"): Template {
  const document = documentOf(text, file);
  const raw = document.value;
  if (typeof raw !== "object" || raw === null || !("Resources" in raw))
    throw new TemplateError(file, 1, "has no Resources: a CloudFormation template has at least one");
  return templateOf(raw as JsonObject, file, linesOf(document, raw.Resources)); // an object: just checked
}

function documentOf(text: string, file: string): Document {
  try {
    return readDocument(text);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    // The line stands before the words already.
    const words = error.message.replace(/ at line \d+, column \d+:?$/, "");
    const id = logicalIdAbove(text, error.line);
    throw new TemplateError(file, error.line, id === undefined ? words : `${id}: ${words}`);
  }
}

/** Whose lines the line stands among, in a text that is no document: the last name before it that is indented as the first resource is. */
function logicalIdAbove(text: string, line: number): string | undefined {
  const before = text.split("\n").slice(0, line);
  const names = before.map((one) => /^([ \t{]*)"?([A-Za-z0-9]+)"?[ \t]*:/.exec(one));
  const from = names.findIndex((name) => name?.[2] === "Resources");
  const inside = from < 0 ? [] : names.slice(from + 1).filter((name) => name !== null);
  const [first] = inside;
  return inside.findLast((name) => name[1] === first?.[1])?.[2];
}

function linesOf(document: Document, section: unknown): ReadonlyMap<string, number> {
  const ids = typeof section === "object" && section !== null ? Object.keys(section) : [];
  return new Map(ids.map((id) => [id, document.lineOf(["Resources", id])]));
}

/** Applies patch operations, as variants and settings do. */
export function patchTemplate(template: Template, ops: readonly PatchOp[]): Template {
  if (ops.length === 0) return template;
  return templateOf(patchJson(template.raw, ops), template.file, template.lines);
}

function templateOf(raw: JsonObject, file: string, lines: ReadonlyMap<string, number>): Template {
  const section = raw.Resources;
  if (typeof section !== "object" || section === null || Array.isArray(section)) {
    throw new TemplateError(file, 0, "Resources is not a map of logical ids");
  }
  const resources = Object.entries(section as JsonObject).map(([id, value]) => {
    const line = lines.get(id) ?? 0;
    if (typeof value !== "object" || value === null || !("Type" in value) || typeof value.Type !== "string") {
      throw new TemplateError(file, line, `${id} has no Type`);
    }
    return [id, resourceOf(id, value as JsonObject & { readonly Type: string }, line)] as const;
  });
  return { file, raw, resources: new Map(resources), metadata: (raw.Metadata ?? {}) as JsonObject, lines };
}

/** A resource as its template has it. */
export function resourceOf(
  id: string,
  value: JsonObject & { readonly Type: string },
  line: number,
): Resource {
  const {
    Type: type,
    Properties,
    DependsOn,
    Condition,
    DeletionPolicy,
    UpdateReplacePolicy,
    Metadata,
  } = value;
  const dependsOn = typeof DependsOn === "string" ? [DependsOn] : ((DependsOn ?? []) as string[]);
  return {
    id,
    type,
    properties: (Properties ?? {}) as JsonObject,
    dependsOn,
    line,
    ...(typeof Condition === "string" ? { condition: Condition } : {}),
    ...(typeof DeletionPolicy === "string" ? { deletionPolicy: DeletionPolicy } : {}),
    ...(typeof UpdateReplacePolicy === "string" ? { updateReplacePolicy: UpdateReplacePolicy } : {}),
    ...(Metadata === undefined ? {} : { metadata: Metadata }),
  };
}
