// Room simulator/sns: AWS Query: dotted form fields become the members that an action's shape names, and an answer becomes XML.
import type { Members, Shape } from "./shape.ts";

/** The fields of a request as the tree that their dotted names spell. */
interface Node {
  text: string | undefined;
  readonly children: Map<string, Node>;
}

export type Input = { readonly [name: string]: unknown };

const node = (): Node => ({ text: undefined, children: new Map() });

/** Reads what the shape names and leaves out the rest, as AWS does. */
export function readQuery(fields: Iterable<readonly [string, string]>, members: Members): Input {
  const root = node();
  for (const [name, text] of fields) {
    let at = root;
    for (const part of name.split(".")) at = childOf(at, part);
    at.text = text;
  }
  return readMembers(root, members);
}

function childOf(parent: Node, name: string): Node {
  const child = parent.children.get(name) ?? node();
  parent.children.set(name, child);
  return child;
}

function readMembers(from: Node, members: Members): Input {
  const read: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(members)) {
    const child = from.children.get(name);
    if (child !== undefined) read[name] = readNode(child, shape);
  }
  return read;
}

function readNode(from: Node, shape: Shape): unknown {
  if (shape === "boolean") return from.text?.toLowerCase() === "true";
  if (shape === "blob") return Buffer.from(from.text ?? "", "base64").toString("base64");
  if (typeof shape === "string") return from.text ?? "";
  if ("members" in shape) return readMembers(from, shape.members);
  if ("list" in shape) return numbered(from, "member").map((item) => readNode(item, shape.list));
  const [key, value] = shape.entry ?? ["key", "value"];
  const map: Record<string, unknown> = Object.create(null) as Record<string, unknown>; // no inherited names
  for (const entry of numbered(from, "entry")) {
    const name = entry.children.get(key)?.text ?? "";
    map[name] = readNode(entry.children.get(value) ?? node(), shape.map);
  }
  return map;
}

/** `X.member.1`, `X.member.2`: by number, whatever the order they came in. */
function numbered(from: Node, label: string): readonly Node[] {
  const items = [...(from.children.get(label)?.children ?? [])];
  return items.toSorted(([left], [right]) => Number(left) - Number(right)).map(([, item]) => item);
}

/** The members of an answer, in the order of the shape; what is undefined is not there. */
export function writeXml(value: Input, members: Members): string {
  return Object.entries(members)
    .filter(([name]) => value[name] !== undefined)
    .map(([name, shape]) => element(name, writeValue(value[name], shape)))
    .join("");
}

function writeValue(value: unknown, shape: Shape): string {
  if (typeof shape === "string") return escapeXml(String(value));
  if ("members" in shape) return writeXml(recordOf(value), shape.members);
  if ("list" in shape) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    return items.map((item) => element("member", writeValue(item, shape.list))).join("");
  }
  const entries = Object.entries(recordOf(value));
  const [keyName, valueName] = shape.entry ?? ["key", "value"];
  return entries
    .map(([key, item]) => element(keyName, escapeXml(key)) + element(valueName, writeValue(item, shape.map)))
    .map((entry) => element("entry", entry))
    .join("");
}

const recordOf = (value: unknown): Input =>
  typeof value === "object" && value !== null ? (value as Input) : {}; // an object: just checked

export const element = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#xD;",
};

/** XML 1.0 has no way to write the other control characters. */
export const escapeXml = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "\uFFFD")
    .replaceAll(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character);
