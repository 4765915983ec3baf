// Room box: what Node gives to its thread pool, done in this thread instead: when a pool is done, no seed decides.
import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { decoded, ownFile } from "./own-files.ts";

type Callback = (error: unknown, value?: unknown) => void;

const readFile = fs.readFile.bind(fs);
const profile = path.join(os.homedir(), ".aws");

/** Each asynchronous function of zlib that has a synchronous twin. */
function zlibTwins(): readonly (readonly [string, (...args: unknown[]) => void])[] {
  const functions = zlib as unknown as Readonly<Record<string, unknown>>;
  return Object.keys(functions).flatMap((name) => {
    const twin = functions[`${name}Sync`];
    return typeof twin === "function" ? [[name, asCallback(twin as (...args: unknown[]) => unknown)]] : [];
  });
}

function asCallback(twin: (...args: unknown[]) => unknown): (...args: unknown[]) => void {
  return (...args) => {
    const done = args.pop() as Callback;
    try {
      const value = twin(...args);
      queueMicrotask(() => done(null, value));
    } catch (error) {
      queueMicrotask(() => done(error));
    }
  };
}

async function digest(
  algorithm: string | { name: string },
  data: NodeJS.ArrayBufferView,
): Promise<ArrayBuffer> {
  const name = (typeof algorithm === "string" ? algorithm : algorithm.name).replace("-", "");
  const bytes = createHash(name)
    .update(data instanceof ArrayBuffer ? new Uint8Array(data) : data)
    .digest();
  return new Uint8Array(bytes).buffer;
}

/** The part of WebAssembly that is used here; Node's types have none of it. */
interface WebAssemblyHere {
  readonly Module: new (bytes: unknown) => object;
  readonly Instance: new (module: object, imports?: unknown) => object;
}

export const webAssembly = Reflect.get(globalThis, "WebAssembly") as WebAssemblyHere & object;

async function compile(bytes: unknown): Promise<object> {
  return new webAssembly.Module(bytes);
}

async function instantiate(source: object, imports?: unknown): Promise<object> {
  if (source instanceof webAssembly.Module) return new webAssembly.Instance(source, imports);
  const module = new webAssembly.Module(source);
  return { module, instance: new webAssembly.Instance(module, imports) };
}

/** A developer's profile is not there; everything else is read as ever. */
async function readFileHere(file: unknown, ...rest: unknown[]): Promise<unknown> {
  if (String(file).startsWith(profile))
    throw Object.assign(new Error(`ENOENT: no such file or directory, open '${String(file)}'`), {
      code: "ENOENT",
    });
  const own = ownFile(file);
  if (own !== undefined) return decoded(own, rest[0]);
  return (readFile as (...args: unknown[]) => Promise<unknown>)(file, ...rest);
}

export const inThread = {
  digest,
  zlib: zlibTwins,
  webAssembly: { compile, instantiate },
  readFile: readFileHere,
};
