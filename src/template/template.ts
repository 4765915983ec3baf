// Room template: CloudFormation as a language: YAML or JSON with the short forms of the intrinsics, into one plain value whose
// resources keep the line they stand on.
import { isMap, isScalar, LineCounter, parseDocument, type ScalarTag, type Tags } from "yaml";
import { type PatchOp, patchJson } from "./patch.ts";

export type { PatchOp } from "./patch.ts";

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
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

const SHORT_FORMS = [
  "Base64",
  "Cidr",
  "FindInMap",
  "GetAtt",
  "GetAZs",
  "ImportValue",
  "Join",
  "Select",
  "Split",
  "Sub",
  "If",
  "Equals",
  "And",
  "Or",
  "Not",
];

/** `!Ref x` is `{Ref: x}`, `!Sub x` is `{"Fn::Sub": x}`, `!GetAtt a.b` is `{"Fn::GetAtt": ["a", "b"]}`. */
function shortForms(): Tags {
  const names = [
    ["Ref", "Ref"],
    ["Condition", "Condition"],
    ...SHORT_FORMS.map((name) => [name, `Fn::${name}`]),
  ];
  return names.flatMap(([tag, key]) => {
    const wrap = (value: unknown) => ({
      [key ?? ""]: key === "Fn::GetAtt" && typeof value === "string" ? splitAtDot(value) : value,
    });
    const scalar: ScalarTag = { tag: `!${tag}`, resolve: (text) => wrap(text) };
    return [
      scalar,
      {
        tag: `!${tag}`,
        collection: "seq" as const,
        resolve: (seq: { toJSON(): unknown }) => wrap(seq.toJSON()),
      },
      {
        tag: `!${tag}`,
        collection: "map" as const,
        resolve: (map: { toJSON(): unknown }) => wrap(map.toJSON()),
      },
    ] as Tags;
  });
}

function splitAtDot(text: string): [string, string] {
  const dot = text.indexOf(".");
  return [text.slice(0, dot), text.slice(dot + 1)];
}

/**
 * Parses a template.
 *
 * @param file names it in errors.
 * @throws TemplateError for what is not YAML, has a duplicate key, or has no resources.
 * @example parseTemplate("Resources: {Q: {Type: AWS::SQS::Queue}}").resources.get("Q")?.type // "AWS::SQS::Queue"
 */
export function parseTemplate(text: string, file = "template"): Template {
  const counter = new LineCounter();
  const document = parseDocument(text, { customTags: shortForms(), lineCounter: counter, uniqueKeys: true });
  const [problem] = document.errors;
  if (problem !== undefined) {
    throw new TemplateError(
      file,
      problem.linePos?.[0].line ?? 0,
      problem.message.split("\n")[0] ?? "is not YAML",
    );
  }
  const raw: unknown = document.toJSON();
  if (typeof raw !== "object" || raw === null || !("Resources" in raw)) {
    throw new TemplateError(file, 1, "has no Resources: a CloudFormation template has at least one");
  }
  const lines = new Map<string, number>();
  const section = document.get("Resources");
  if (isMap(section)) {
    for (const { key } of section.items) {
      if (isScalar(key) && key.range) lines.set(String(key.value), counter.linePos(key.range[0]).line);
    }
  }
  return templateOf(raw as JsonObject, file, lines);
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
    const { Type: type, Properties, DependsOn } = value;
    const dependsOn = typeof DependsOn === "string" ? [DependsOn] : ((DependsOn ?? []) as string[]);
    return [id, { id, type, properties: (Properties ?? {}) as JsonObject, dependsOn, line }] as const;
  });
  return { file, raw, resources: new Map(resources), metadata: (raw.Metadata ?? {}) as JsonObject, lines };
}
