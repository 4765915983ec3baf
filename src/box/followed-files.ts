// Room box: files that the host of a world follows while its programs append to them: it is told of each write without a look at the
// disk. They reach the disk in blocks, and whole when the world ends: no program of the box can die without this thread.
import fs from "node:fs";

/** Beyond this, what is gathered is written. */
const BLOCK_CHARS = 64 * 1024;

interface Followed {
  /** Not on disk yet. */
  gathered: string;
  /** Not told yet. */
  untold: string;
}

const byFile = new Map<string, Followed>();
const byDescriptor = new Map<number, Followed>();
const { openSync, writeSync, closeSync, writeFileSync } = fs;

/** From now on, each call answers what programs wrote to this file since the last. They open it to append, and write text to it. */
export function followFile(file: string): () => string {
  const followed: Followed = { gathered: "", untold: "" };
  byFile.set(file, followed);
  return () => {
    const { untold } = followed;
    if (untold !== "") followed.untold = "";
    return untold;
  };
}

/** A world ends: what its programs wrote is on disk, and their files are closed, as those of processes that ended. */
export function endFollowing(): void {
  for (const descriptor of byDescriptor.keys()) close(descriptor);
  byFile.clear();
}

function open(...args: Parameters<typeof openSync>): number {
  const descriptor = openSync(...args);
  const [file, flags] = args;
  const followed = flags === "a" && byFile.size > 0 ? byFile.get(String(file)) : undefined;
  if (followed !== undefined) byDescriptor.set(descriptor, followed);
  return descriptor;
}

function write(descriptor: number, ...rest: unknown[]): number {
  const followed = byDescriptor.get(descriptor);
  if (followed === undefined) return (writeSync as (...args: unknown[]) => number)(descriptor, ...rest);
  const [text] = rest;
  if (typeof text !== "string" || rest.length > 1)
    throw new Error("a followed file takes whole texts: give writeSync a string and nothing else");
  followed.gathered += text;
  followed.untold += text;
  if (followed.gathered.length > BLOCK_CHARS) settle(descriptor, followed);
  return Buffer.byteLength(text);
}

function close(descriptor: number): void {
  const followed = byDescriptor.get(descriptor);
  if (followed !== undefined) settle(descriptor, followed);
  byDescriptor.delete(descriptor);
  closeSync(descriptor);
}

function settle(descriptor: number, followed: Followed): void {
  const text = followed.gathered;
  followed.gathered = "";
  if (text !== "") writeFileSync(descriptor, text);
}

export const followedFiles = { openSync: open, writeSync: write, closeSync: close };
