// Room simulator/wire: AWS Query: dotted form fields become the members that an action's shape names.
import { AwsError } from "./aws-error.ts";
import { bare, type Fields, type Members, type Shape } from "./shape.ts";

export type Form = readonly (readonly [name: string, value: string])[];

/** The fields of a request as the tree that their dotted names spell. */
interface Node {
  text: string | undefined;
  readonly children: Map<string, Node>;
}

const node = (): Node => ({ text: undefined, children: new Map() });

/** Reads what the shape names and leaves out the rest, as AWS does. */
export function readQuery(form: Form, members: Members): Fields {
  const root = node();
  for (const [name, text] of form) {
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

function readMembers(from: Node, members: Members): Fields {
  const read = bare();
  for (const [name, shape] of Object.entries(members)) {
    const child = from.children.get(flatName(shape) ?? name);
    if (child !== undefined) read[name] = readNode(child, shape, name);
  }
  return read;
}

const flatName = (shape: Shape): string | undefined =>
  typeof shape === "string" || "members" in shape ? undefined : shape.flat;

function readNode(from: Node, shape: Shape, name: string): unknown {
  if (typeof shape === "string") return readText(from.text ?? "", shape, name);
  if ("members" in shape) return readMembers(from, shape.members);
  const label = "list" in shape ? "member" : "entry";
  const items = numbered(shape.flat === undefined ? from.children.get(label) : from);
  if ("list" in shape) return items.map((item) => readNode(item, shape.list, name));
  const [key, value] = shape.entry ?? ["key", "value"];
  const map = bare();
  for (const item of items) {
    map[item.children.get(key)?.text ?? ""] = readNode(item.children.get(value) ?? node(), shape.map, name);
  }
  return map;
}

/** `X.1`, `X.2`: by number, whatever the order they came in. */
function numbered(from: Node | undefined): readonly Node[] {
  return [...(from?.children ?? [])]
    .toSorted(([left], [right]) => Number(left) - Number(right))
    .map(([, item]) => item);
}

function readText(text: string, shape: Extract<Shape, string>, name: string): unknown {
  if (shape === "boolean") return text.toLowerCase() === "true";
  if (shape !== "integer") return text;
  if (!/^[+-]?\d{1,15}$/.test(text))
    throw new AwsError("MalformedInput", `The value '${text}' for the parameter ${name} is not a number.`);
  return Number(text);
}
