// Room journal: bodies over 4 KiB stand in blobs/<sha256> beside the journal. The writer takes them out, the reader puts them
// back before a fold sees the line. `body` and `detail` become `blob`; any other long string becomes {"blob": sha}.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { JournalError } from "./errors.ts";
import type { Json, JsonObject } from "./line.ts";
import { MAX_INLINE_BYTES } from "./limits.ts";

const SHA = /^[0-9a-f]{64}$/;

/** SHA-256 of a text in UTF-8, in hex: the name of a blob, and the `bodySha` of a message. */
export function shaOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Replaces long strings in `data` by references, saving each through `save`. */
export function takeOutBlobs(kind: string, data: JsonObject, save: (text: string) => string): JsonObject {
  const named = kind === "message.seen" ? "body" : kind === "event.seen" ? "detail" : undefined;
  const whole = named === undefined ? undefined : data[named];
  if (named === undefined || whole === undefined) return mapStrings(data, save);
  const text = typeof whole === "string" ? whole : JSON.stringify(whole);
  if (!isLong(text)) return mapStrings(data, save);
  const { [named]: _moved, ...rest } = data;
  return { ...mapStrings(rest, save), blob: save(text) };
}

/** Most lines have no long string, and are taken as they are. */
function mapStrings(data: JsonObject, save: (text: string) => string): JsonObject {
  if (!hasLong(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, mapValue(value, save)]));
}

function mapValue(value: Json | undefined, save: (text: string) => string): Json | undefined {
  if (typeof value === "string") return isLong(value) ? { blob: save(value) } : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => mapValue(item, save) ?? null);
  return mapStrings(value as JsonObject, save);
}

function hasLong(value: Json | undefined): boolean {
  if (typeof value === "string") return isLong(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value as JsonObject).some(hasLong);
}

/** A cheap bound first: a UTF-16 unit is at most three bytes of UTF-8. */
function isLong(text: string): boolean {
  return text.length * 3 > MAX_INLINE_BYTES && Buffer.byteLength(text) > MAX_INLINE_BYTES;
}

/** Saves a blob once; equal texts share one file. */
export function saveBlob(folder: string, text: string): string {
  const sha = shaOf(text);
  const file = path.join(folder, sha);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  return sha;
}

/** Puts blobs back into `data`; a missing one leaves its reference, a changed one is an error. */
export function putBackBlobs(kind: string, data: JsonObject, folder: string): JsonObject {
  const back = putBackValue(data, folder) as JsonObject;
  if (typeof back.blob !== "string") return back;
  const text = loadBlob(folder, back.blob);
  if (text === undefined) return back;
  if (kind === "message.seen") return { ...back, body: text };
  return kind === "event.seen" ? { ...back, detail: detailOf(text, path.join(folder, back.blob)) } : back;
}

function detailOf(text: string, file: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new JournalError(file, 0, "is the detail of an event and no JSON", { cause: error });
  }
}

function putBackValue(value: Json | undefined, folder: string): Json | undefined {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => putBackValue(item, folder) ?? null);
  const entries = Object.entries(value);
  const only = entries[0];
  if (entries.length === 1 && only?.[0] === "blob" && typeof only[1] === "string") {
    return loadBlob(folder, only[1]) ?? value;
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, putBackValue(item, folder)]));
}

function loadBlob(folder: string, sha: string): string | undefined {
  const file = path.join(folder, sha);
  if (!SHA.test(sha) || !existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  if (shaOf(text) !== sha)
    throw new JournalError(file, 0, `the blob is not what its name says: its sha256 is ${shaOf(text)}`);
  return text;
}
