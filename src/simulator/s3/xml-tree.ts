// Room simulator/s3: an XML document as a tree: elements and their text, nothing else. Written by hand: S3's requests are small, and a
// document type, which no caller needs, is refused instead of being expanded.
import { MAX_XML_DEPTH } from "./limits.ts";

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** An element that is not closed yet. */
interface Open {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));|&/gi;
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Undefined where the text is not one well-formed element. */
export function parseXml(text: string): XmlElement | undefined {
  const top: Open = { name: "", text: "", children: [] };
  const open: Open[] = [top];
  TOKEN.lastIndex = text.startsWith("\uFEFF") ? 1 : 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text);
    if (token === null || !take(token, open)) return undefined;
  }
  const [root] = top.children;
  const isOne = open.length === 1 && top.children.length === 1 && top.text.trim() === "";
  return isOne ? root : undefined;
}

function take(token: RegExpExecArray, open: Open[]): boolean {
  const [, cdata, slash, qualified, , selfClosed, characters] = token;
  const current = open.at(-1);
  if (current === undefined) return false;
  if (cdata !== undefined) current.text += cdata;
  else if (characters !== undefined) {
    const read = unescaped(characters);
    if (read === undefined) return false;
    current.text += read;
  } else if (qualified !== undefined) {
    return slash === "/" ? close(qualified, open) : begin(qualified, selfClosed === "/", current, open);
  }
  return true;
}

function begin(qualified: string, isClosed: boolean, parent: Open, open: Open[]): boolean {
  const element: Open = { name: localName(qualified), text: "", children: [] };
  parent.children.push(element);
  if (!isClosed) open.push(element);
  return open.length <= MAX_XML_DEPTH;
}

function close(qualified: string, open: Open[]): boolean {
  return open.length > 1 && open.pop()?.name === localName(qualified);
}

const localName = (qualified: string): string => qualified.slice(qualified.indexOf(":") + 1);

/** Undefined where an ampersand begins nothing that is known. */
function unescaped(text: string): string | undefined {
  if (!text.includes("&")) return text;
  let isWell = true;
  const read = text.replaceAll(ENTITY, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? "";
    const point = hex === undefined ? Number(decimal ?? "-1") : Number.parseInt(hex, 16);
    if (whole === "&" || point < 0 || point > 0x10ffff) {
      isWell = false;
      return "";
    }
    return String.fromCodePoint(point);
  });
  return isWell ? read : undefined;
}
