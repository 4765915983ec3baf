// Room simulator/wire: an answer as XML, driven by its shape. Written by hand: the shape says all that a library would have to be told.
import { type Fields, isFields, type Members, type Shape } from "./shape.ts";

/** The members of an answer, in the order of the shape; what is undefined is not there. */
export function writeXml(value: Fields, members: Members): string {
  return Object.entries(members)
    .filter(([name]) => value[name] !== undefined)
    .map(([name, shape]) => writeMember(name, value[name], shape))
    .join("");
}

function writeMember(name: string, value: unknown, shape: Shape): string {
  if (typeof shape === "string") return element(name, escapeXml(String(value)));
  if ("members" in shape) return element(name, writeXml(fieldsOf(value), shape.members));
  const items = "list" in shape ? listItems(value, shape.list) : mapItems(value, shape);
  if (shape.flat !== undefined) return items.map((item) => element(shape.flat ?? name, item)).join("");
  const label = "list" in shape ? "member" : "entry";
  return element(name, items.map((item) => element(label, item)).join(""));
}

function listItems(value: unknown, shape: Shape): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.map((item) => inner(item, shape));
}

function mapItems(
  value: unknown,
  shape: { readonly map: Shape; readonly entry?: readonly [string, string] },
) {
  const [keyName, valueName] = shape.entry ?? ["key", "value"];
  return Object.entries(fieldsOf(value)).map(
    ([key, item]) => element(keyName, escapeXml(key)) + element(valueName, inner(item, shape.map)),
  );
}

/** What stands inside an item's element; lists of lists are in no service's model. */
function inner(value: unknown, shape: Shape): string {
  if (typeof shape === "string") return escapeXml(String(value));
  return "members" in shape ? writeXml(fieldsOf(value), shape.members) : "";
}

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

export const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

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
