// Room provision: the text of a function's `index.js` as a zip, the same bytes wherever it is made, with their digest.
import { createHash } from "node:crypto";
import { zipSync } from "fflate";

export interface CodeZip {
  readonly bytes: Uint8Array;
  readonly sha256: Buffer;
}

/** One process provisions the same functions again and again: a world for each scenario. */
const MAX_KEPT = 32;
const kept = new Map<string, CodeZip>();

export function zipOf(text: string): CodeZip {
  const standing = kept.get(text);
  if (standing !== undefined) return standing;
  const bytes = zipSync({ "index.js": new TextEncoder().encode(text) }, { mtime: "1980-01-01T00:00:00" });
  const made = { bytes, sha256: createHash("sha256").update(bytes).digest() };
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(text, made);
  return made;
}
