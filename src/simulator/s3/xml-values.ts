// Room simulator/s3: XML to members and back, driven by their shape. Timestamps are seconds since 1970 in members, ISO 8601 in XML.
import { type Fields, isFields } from "../wire/index.ts";
import { escapeXml } from "../wire/xml.ts";
import { malformedXml } from "./errors.ts";
import type { XmlShape } from "./place.ts";
import type { XmlElement } from "./xml-tree.ts";

/** Throws MalformedXML where a number or a flag is none. */
export function readElement(from: XmlElement, shape: XmlShape): unknown {
  if (typeof shape === "string") return readText(from.text, shape);
  if ("list" in shape) return itemsOf(from, shape).map((item) => readElement(item, shape.list));
  const read: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape.members)) {
    if (typeof member !== "string" && "list" in member && member.flat === true) {
      read[name] = itemsOf(from, member).map((item) => readElement(item, member.list));
      continue;
    }
    const child = from.children.find((one) => one.name === name);
    if (child !== undefined) read[name] = readElement(child, member);
  }
  return read;
}

const itemsOf = (from: XmlElement, { item }: { readonly item: string }): readonly XmlElement[] =>
  from.children.filter(({ name }) => name === item);

function readText(text: string, as: "string" | "integer" | "boolean" | "timestamp"): unknown {
  if (as === "string") return text;
  const trimmed = text.trim();
  if (as === "boolean") {
    if (!/^(?:true|false)$/i.test(trimmed)) throw malformedXml();
    return trimmed.toLowerCase() === "true";
  }
  const value = as === "integer" ? Number(trimmed) : Date.parse(trimmed) / 1000;
  if (trimmed === "" || !Number.isFinite(value)) throw malformedXml();
  return value;
}

/** One element with what is in the value; what is undefined is not there. */
export function writeElement(name: string, value: unknown, shape: XmlShape): string {
  if (value === undefined) return "";
  if (typeof shape === "string") return `<${name}>${escapeXml(textOf(value, shape))}</${name}>`;
  if ("members" in shape) return `<${name}>${writeMembers(value, shape.members)}</${name}>`;
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const written = items.map((item) => writeElement(shape.item, item, shape.list)).join("");
  return shape.flat === true ? written : `<${name}>${written}</${name}>`;
}

export function writeMembers(value: unknown, members: { readonly [name: string]: XmlShape }): string {
  const fields: Fields = isFields(value) ? value : {};
  return Object.entries(members)
    .map(([name, shape]) => writeElement(name, fields[name], shape))
    .join("");
}

function textOf(value: unknown, as: string): string {
  return as === "timestamp" ? new Date(Number(value) * 1000).toISOString() : String(value);
}
