// Room box: files that only the running actor has, because they are in the bundle it was started with: read as if they were on disk.
import fs from "node:fs";
import path from "node:path/posix";
import { fileURLToPath } from "node:url";
import { currentActor } from "./actor.ts";

/** What the host gave to all programs of the world. */
const given = new Map<string, Uint8Array>();

/** A file that every program of this world reads so, whatever is on disk. */
export function giveFile(file: string, text: string): void {
  given.set(file, Buffer.from(text));
}

/** A world ends. */
export function takeFilesBack(): void {
  given.clear();
}

/** Undefined where the actor has no such file of its own, and none was given. */
export function ownFile(file: unknown): Uint8Array | undefined {
  const found = typeof file === "string" ? given.get(file) : undefined;
  if (found !== undefined) return found;
  const { files, cwd = "/" } = currentActor() ?? {};
  if (files === undefined) return undefined;
  if (file instanceof URL && file.protocol === "file:") return files.get(fileURLToPath(file));
  return typeof file === "string" ? files.get(path.resolve(cwd, file)) : undefined;
}

const { readFileSync } = fs;

/** As Node does: bytes, or text where an encoding is asked for. */
export function decoded(bytes: Uint8Array, options: unknown): Buffer | string {
  const asked: unknown =
    typeof options === "object" && options !== null && "encoding" in options ? options.encoding : options;
  const buffer = Buffer.from(bytes);
  return typeof asked === "string" ? buffer.toString(asked as BufferEncoding) : buffer; // Node refuses what is none
}

export const ownFiles = {
  readFileSync(file: unknown, options?: unknown): unknown {
    const bytes = ownFile(file);
    if (bytes !== undefined) return decoded(bytes, options);
    return (readFileSync as (...args: unknown[]) => unknown)(file, options);
  },
};
