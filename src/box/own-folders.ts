// Room box: the files that only the running actor has, looked at as on a disk: what stands in a folder, how large a file is, a stream of
// it. What is not its own is the machine's, as ever.
import fs from "node:fs";
import path from "node:path/posix";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { currentActor } from "./actor.ts";
import { decoded, ownFile } from "./own-files.ts";
import { real } from "./real.ts";

type Call = (...args: unknown[]) => unknown;
type Callback = (error: unknown, value?: unknown) => void;

/** Regular files and folders that all may read. */
const FILE_MODE = 0o100644;
const FOLDER_MODE = 0o040755;

/** The path that an actor with files of its own means, or undefined: there is none, or it speaks of something else. */
function placed(file: unknown): string | undefined {
  const { files, cwd = "/" } = currentActor() ?? {};
  if (files === undefined) return undefined;
  if (file instanceof URL) return file.protocol === "file:" ? fileURLToPath(file) : undefined;
  return typeof file === "string" ? path.resolve(cwd, file) : undefined;
}

/** What stands in a folder of the actor's own; undefined where it has no such folder. */
function namesIn(folder: unknown): ReadonlyMap<string, boolean> | undefined {
  const place = placed(folder);
  if (place === undefined) return undefined;
  const names = new Map<string, boolean>();
  const before = place === "/" ? "/" : `${place}/`;
  for (const file of currentActor()?.files?.keys() ?? []) {
    if (!file.startsWith(before)) continue;
    const [name = "", ...below] = file.slice(before.length).split("/");
    names.set(name, below.length > 0);
  }
  return names.size === 0 ? undefined : new Map([...names].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const isOwn = (file: unknown): boolean => ownFile(file) !== undefined || namesIn(file) !== undefined;

/** Of no device, and written when the epoch began. */
function statsOf(file: unknown): fs.Stats | undefined {
  const bytes = ownFile(file);
  if (bytes === undefined && namesIn(file) === undefined) return undefined;
  const stats = Object.create(fs.Stats.prototype) as fs.Stats;
  const written = new real.Date(0);
  const mode = bytes === undefined ? FOLDER_MODE : FILE_MODE;
  const place = { dev: 0, ino: 0, nlink: 1, uid: 0, gid: 0, rdev: 0, blksize: 4096, blocks: 0 };
  const times = { atime: written, mtime: written, ctime: written, birthtime: written };
  const timesMs = { atimeMs: 0, mtimeMs: 0, ctimeMs: 0, birthtimeMs: 0 };
  return Object.assign(stats, place, { mode, size: bytes?.length ?? 0 }, times, timesMs);
}

function listing(folder: unknown, options: unknown): unknown {
  const names = namesIn(folder);
  if (names === undefined) return undefined;
  const wantsTypes = typeof options === "object" && options !== null && "withFileTypes" in options;
  if (!wantsTypes || options.withFileTypes !== true) return [...names.keys()];
  return [...names].map(([name, isFolder]) => ({
    name,
    parentPath: placed(folder),
    isFile: () => !isFolder,
    isDirectory: () => isFolder,
    isSymbolicLink: () => false,
  }));
}

/** By the names of the synchronous functions without their ending: the actor's own answer, or undefined. */
const ANSWERS: Readonly<Record<string, (file: unknown, options: unknown) => unknown>> = {
  stat: statsOf,
  lstat: statsOf,
  readdir: listing,
  realpath: (file) => (isOwn(file) ? placed(file) : undefined),
  access: (file) => (isOwn(file) ? NOTHING : undefined),
  readFile(file, options) {
    const bytes = ownFile(file);
    return bytes === undefined ? undefined : decoded(bytes, options);
  },
};
/** What `access` answers. */
const NOTHING = Symbol("nothing");
const plain = (answer: unknown): unknown => (answer === NOTHING ? undefined : answer);

function sync(name: string, answer: (file: unknown, options: unknown) => unknown): Call {
  const onDisk = Reflect.get(fs, name) as Call; // a function of node:fs
  const call: Call = (file, options, ...rest) => {
    const own = answer(file, options);
    return own === undefined ? onDisk(file, options, ...rest) : plain(own);
  };
  return Object.assign(call, onDisk);
}

function withCallback(name: string, answer: (file: unknown, options: unknown) => unknown): Call {
  const onDisk = Reflect.get(fs, name) as Call; // a function of node:fs
  const call: Call = (...args) => {
    const done = args.at(-1);
    const own =
      typeof done === "function" ? answer(args[0], args.length > 2 ? args[1] : undefined) : undefined;
    if (own === undefined) return onDisk(...args);
    queueMicrotask(() => (done as Callback)(null, plain(own)));
    return undefined;
  };
  return Object.assign(call, onDisk);
}

function promised(name: string, answer: (file: unknown, options: unknown) => unknown): Call {
  const onDisk = Reflect.get(fs.promises, name) as Call; // a function of node:fs/promises
  return async (file, options, ...rest) => {
    const own = answer(file, options);
    return own === undefined ? onDisk(file, options, ...rest) : plain(own);
  };
}

const names = Object.entries(ANSWERS);
/** Reading is done elsewhere: at once by `ownFiles`, by a promise in the pool. */
const looks = names.filter(([name]) => name !== "readFile");
const { createReadStream, existsSync } = fs;

/** Members of `node:fs`. */
export const ownFolders: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(looks.map(([name, answer]) => [`${name}Sync`, sync(`${name}Sync`, answer)])),
  ...Object.fromEntries(names.map(([name, answer]) => [name, withCallback(name, answer)])),
  existsSync: (file: unknown) => isOwn(file) || existsSync(file as string),
  createReadStream(file: unknown, options?: { encoding?: BufferEncoding } | BufferEncoding) {
    const bytes = ownFile(file);
    if (bytes === undefined) return (createReadStream as Call)(file, options);
    const encoding = typeof options === "string" ? options : options?.encoding;
    const stream = Readable.from([Buffer.from(bytes)], { objectMode: false });
    return encoding === undefined ? stream : stream.setEncoding(encoding);
  },
};

/** Members of `node:fs/promises`. */
export const ownFolderPromises: Readonly<Record<string, unknown>> = Object.fromEntries(
  looks.map(([name, answer]) => [name, promised(name, answer)]),
);
