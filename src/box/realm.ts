// Room box: virtualises this thread, once, before any user code or SDK is loaded: clocks, timers, randomness, environment and process
// are the running actor's; what leaves virtual time is refused with the actor's name.
import { createRequire, syncBuiltinESMExports } from "node:module";
import { Server, Socket } from "node:net";
import { virtualContexts } from "./contexts.ts";
import { virtualCrypto, virtualWebCrypto } from "./crypto.ts";
import { ActorExit, LeavesVirtualTime } from "./errors.ts";
import { virtualFetch } from "./fetch.ts";
import { followedFiles } from "./followed-files.ts";
import { actorHere } from "./here.ts";
import { currentActor } from "./actor.ts";
import { virtualiseMachine } from "./machine.ts";
import { ownFiles } from "./own-files.ts";
import { ownFolderPromises, ownFolders } from "./own-folders.ts";
import { inThread, webAssembly } from "./pool.ts";
import { real } from "./real.ts";
import { timeoutSignal, virtualTimers, virtualTimersPromises } from "./timers.ts";

const require = createRequire(import.meta.url);
let isVirtual = false;

/** After this many reads of the clock without a timer, time moves on by 1 ms: a busy wait ends. */
const READS_A_MS = 10_000;

/** Replaces the thread's globals and built-ins; a second call does nothing. */
export function virtualise(): void {
  if (isVirtual) return;
  isVirtual = true;
  virtualiseTime();
  virtualiseTimers();
  virtualiseRandom();
  virtualiseProcess();
  virtualiseMachine();
  refuseTheOutside();
  syncBuiltinESMExports();
}

/** Milliseconds since the world's zero, with what busy waiting added. */
function nowMs(): number {
  const actor = actorHere();
  actor.clockReads += 1;
  return actor.clock.nowMs() + Math.floor(actor.clockReads / READS_A_MS);
}

function wallMs(): number {
  return Math.floor(actorHere().clock.epochMs + nowMs());
}

function virtualiseTime(): void {
  const RealDate = real.Date;
  const VirtualDate = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [wallMs()] : args, newTarget) as object,
    apply: () => new RealDate(wallMs()).toString(),
    get: (target, key, receiver) =>
      key === "now" ? wallMs : (Reflect.get(target, key, receiver) as unknown),
  });
  RealDate.prototype.constructor = VirtualDate;
  globalThis.Date = VirtualDate;
  define(performance, {
    now: () => nowMs(),
    timeOrigin: actorHere().clock.epochMs,
  });
  const hrtime = (before?: [number, number]): [number, number] => {
    const ns =
      BigInt(Math.round(nowMs() * 1e6)) -
      (before === undefined ? 0n : BigInt(before[0]) * 1_000_000_000n + BigInt(before[1]));
    return [Number(ns / 1_000_000_000n), Number(ns % 1_000_000_000n)];
  };
  define(process, {
    hrtime: Object.assign(hrtime, { bigint: () => BigInt(Math.round(nowMs() * 1e6)) }),
    uptime: () => nowMs() / 1000,
  });
}

function virtualiseTimers(): void {
  define(globalThis, virtualTimers);
  define(builtin("node:timers"), virtualTimers);
  define(builtin("node:timers/promises"), virtualTimersPromises);
  define(AbortSignal, { timeout: timeoutSignal });
}

function virtualiseRandom(): void {
  Math.random = () => actorHere().random();
  define(builtin("node:crypto"), virtualCrypto);
  define(globalThis.crypto, virtualWebCrypto);
  define(globalThis.crypto.subtle, { digest: inThread.digest });
  for (const [name, twin] of inThread.zlib()) define(builtin("node:zlib"), { [name]: twin });
  define(webAssembly, inThread.webAssembly);
  define(
    builtin("node:vm"),
    virtualContexts(wallMs, () => actorHere().random()),
  );
  // Its callbacks would come when the garbage collector likes, which no seed decides: they never come, which is allowed.
  define(globalThis, { FinalizationRegistry: SilentRegistry });
  define(builtin("node:fs"), ownFiles);
  define(builtin("node:fs"), ownFolders);
  define(builtin("node:fs/promises"), ownFolderPromises);
  define(builtin("node:fs"), followedFiles);
  // The developer's own profile must not decide what happens in a world.
  for (const module of ["node:fs/promises"]) define(builtin(module), { readFile: inThread.readFile });
}

function virtualiseProcess(): void {
  const own = process.env;
  const envHere = () => currentActor()?.env ?? own;
  const env = new Proxy(own, {
    get: (_target, key) => Reflect.get(envHere(), key) as unknown,
    has: (_target, key) => key in envHere(),
    set: (_target, key, value) => Reflect.set(envHere(), key, String(value)),
    deleteProperty: (_target, key) => Reflect.deleteProperty(envHere(), key),
    ownKeys: () => Reflect.ownKeys(envHere()),
    getOwnPropertyDescriptor(_target, key) {
      const value: unknown = Reflect.get(envHere(), key);
      return value === undefined
        ? undefined
        : { value, configurable: true, enumerable: true, writable: true };
    },
  });
  const listeners = { on: process.on, once: process.once, off: process.off };
  const toActor =
    (name: "on" | "once" | "off") =>
    (event: string, listener: (...args: unknown[]) => void): NodeJS.Process => {
      const actor = currentActor();
      if (actor === undefined)
        (listeners[name] as (...args: unknown[]) => void).call(process, event, listener);
      else actor.events[name](event, listener);
      return process;
    };
  Object.defineProperty(process, "env", { value: env, configurable: true });
  Object.defineProperty(process, "stdin", { get: () => actorHere().stdin, configurable: true });
  define(process, {
    on: toActor("on"),
    once: toActor("once"),
    off: toActor("off"),
    exit(code = 0): never {
      const actor = actorHere();
      actor.end({ kind: "exited", code });
      throw new ActorExit(actor.name, code);
    },
    abort: () => signalSelf("SIGABRT"),
    kill(pid: number, signal: string | number = "SIGTERM"): true {
      if (pid !== process.pid)
        throw Object.assign(new Error("kill EPERM"), { code: "EPERM", syscall: "kill" });
      return signal === 0 || signalSelf(String(signal));
    },
  });
  for (const name of ["stdout", "stderr"] as const) {
    const stream = process[name];
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    define(stream, {
      write(chunk: string | Uint8Array, ...rest: unknown[]): boolean {
        const actor = currentActor();
        if (actor === undefined) return write(chunk, ...rest);
        actor.print(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
        const done = rest.find((one) => typeof one === "function") as (() => void) | undefined;
        if (done !== undefined) queueMicrotask(done);
        return true;
      },
    });
  }
  for (const level of ["log", "info", "warn", "error", "debug"] as const) {
    const print = console[level].bind(console);
    console[level] = (...args: unknown[]) => {
      const actor = currentActor();
      if (actor === undefined) print(...args);
      else actor.print(`${real.format(...args)}\n`, level);
    };
  }
}

/** What the code listens for it is told; anything else ends it, and the box goes on. */
function signalSelf(signal: string): true {
  const actor = actorHere();
  if (signal !== "SIGKILL" && actor.events.emit(signal, signal)) return true;
  actor.end({ kind: "signalled", signal });
  throw new ActorExit(actor.name, 0, signal);
}

/** Sockets, processes and threads. */
function refuseTheOutside(): void {
  globalThis.fetch = virtualFetch;
  const refusals: readonly (readonly [string, readonly string[]])[] = [
    ["node:http", ["request", "get"]],
    ["node:https", ["request", "get"]],
    ["node:http2", ["connect"]],
    ["node:net", ["connect", "createConnection"]],
    ["node:tls", ["connect"]],
    ["node:dgram", ["createSocket"]],
    ["node:dns", ["lookup", "resolve"]],
    ["node:dns/promises", ["lookup", "resolve"]],
    ["node:child_process", ["spawn", "exec", "execFile", "fork", "spawnSync", "execSync", "execFileSync"]],
    ["node:worker_threads", ["Worker"]],
  ];
  for (const [module, names] of refusals)
    for (const name of names) define(builtin(module), { [name]: refusing(`${module}.${name}`) });
  for (const name of ["WebSocket", "EventSource"]) define(globalThis, { [name]: refusing(name) });
  define(Server.prototype, { listen: refusing("listening on a port") });
  define(Socket.prototype, { connect: refusing("node:net.Socket.connect") });
}

class SilentRegistry {
  register(): void {}
  unregister(): boolean {
    return false;
  }
}

/** A function that classes may be replaced by too. */
function refusing(what: string): () => never {
  return function refused() {
    throw new LeavesVirtualTime(actorHere().name, what);
  };
}

function builtin(name: string): object {
  return require(name) as object;
}

function define(target: object, members: object): void {
  for (const [key, value] of Object.entries(members) as [string, unknown][])
    Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
}
