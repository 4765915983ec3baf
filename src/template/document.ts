// Room template: the text of a template, YAML or JSON, into one plain value that still knows the lines it came from. CloudFormation
// takes no YAML aliases; a key that stands twice is an error here, since it is one of the two that is silently lost.
import type { Document as YamlDocument, LineCounter, ScalarTag, Tags } from "yaml";
import { SCALARS_OF_YAML_1_1 } from "./yaml-scalars.ts";
import { yaml } from "./yaml.ts";

export interface Document {
  readonly value: unknown;
  /** The line on which the value at a path stands, or the nearest that stands above it; 0 where there is none. */
  lineOf(path: readonly string[]): number;
}

/** A text that is no template. */
export class DocumentError extends Error {
  readonly kind: "json" | "yaml" | "alias";
  readonly line: number;
  readonly column: number;
  constructor(kind: DocumentError["kind"], problem: string, line: number, column: number) {
    super(problem);
    this.name = "DocumentError";
    this.kind = kind;
    this.line = line;
    this.column = column;
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
  "Transform",
  "Length",
  "ToJsonString",
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
    const collection = (kind: "seq" | "map") => ({
      tag: `!${tag}`,
      collection: kind,
      resolve: (items: { toJSON(): unknown }) => wrap(items.toJSON()),
    });
    return [scalar, collection("seq"), collection("map")] as Tags;
  });
}

function splitAtDot(text: string): [string, string] {
  const dot = text.indexOf(".");
  return dot < 0 ? [text, ""] : [text.slice(0, dot), text.slice(dot + 1)];
}

const TAGS = shortForms();

/**
 * Reads a template's text.
 *
 * @throws DocumentError for what is neither YAML nor JSON, has a key twice or an alias.
 */
export function readDocument(text: string): Document {
  return /^\s*\{/.test(text) ? readJson(text) : readYaml(text);
}

/** JSON is read by its own reader, a hundred times as fast; lines are looked up only where one is asked for. */
function readJson(text: string): Document {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What JSON.parse refuses may still be YAML in flow style, as AWS takes it.
    return readYaml(text);
  }
  const repeated = repeatedKey(text);
  if (repeated !== undefined) {
    const before = text.slice(0, repeated).split("\n");
    const [line, col] = [before.length, (before.at(-1) ?? "").length + 1];
    throw new DocumentError("json", "Map keys must be unique", line, col);
  }
  let lines: Document | undefined;
  return {
    value,
    lineOf(path) {
      lines ??= readYaml(text, { isOnlyForLines: true });
      return lines.lineOf(path);
    },
  };
}

/** Where a key of well-formed JSON stands for the second time in its object; JSON.parse loses the first without a word. */
function repeatedKey(text: string): number | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}[\]]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token.endsWith(":")) {
      const names = open.at(-1);
      const name = token.slice(0, token.lastIndexOf('"'));
      if (names?.has(name) === true) return index;
      names?.add(name);
    }
  }
  return undefined;
}

function readYaml(text: string, { isOnlyForLines = false } = {}): Document {
  const { LineCounter: Counter, parseDocument } = yaml();
  const counter = new Counter();
  const document = parseDocument(text, {
    customTags: (tags) => [...SCALARS_OF_YAML_1_1, ...tags, ...TAGS],
    lineCounter: counter,
    uniqueKeys: !isOnlyForLines,
    logLevel: "error",
  });
  // A tag that nobody knows is only a warning to the reader: `!Refer x` would be the text x.
  const [problem] = isOnlyForLines ? [] : [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const { line, col } = problem.linePos?.[0] ?? { line: 0, col: 0 };
    // What comes after a semicolon is advice to who calls the reader.
    const [words = "is not YAML"] = problem.message.split(/\n|;/);
    throw new DocumentError("yaml", words, line, col);
  }
  refuseAliases(document, counter);
  return {
    value: document.toJSON(),
    lineOf: (path) => lineAt(document.contents, path, counter),
  };
}

function refuseAliases(document: YamlDocument.Parsed, counter: LineCounter): void {
  yaml().visit(document, {
    Alias(_key, node) {
      const { line, col } = counter.linePos(node.range?.[0] ?? 0);
      throw new DocumentError("alias", "YAML aliases are not allowed in CloudFormation templates", line, col);
    },
  });
}

function lineAt(root: unknown, path: readonly string[], counter: LineCounter): number {
  const { isAlias, isMap, isNode, isScalar, isSeq } = yaml();
  let at = root;
  let line = 0;
  for (const name of path) {
    if (isMap(at)) {
      const pair = at.items.find(({ key }) => isScalar(key) && String(key.value) === name);
      if (pair === undefined) return line;
      if (isScalar(pair.key) && pair.key.range) line = counter.linePos(pair.key.range[0]).line;
      at = pair.value;
    } else if (isSeq(at)) {
      at = at.items[Number(name)];
      if (isNode(at) && !isAlias(at) && at.range) line = counter.linePos(at.range[0]).line;
    } else return line;
  }
  return line;
}
