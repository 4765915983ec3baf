// Room simulator/lambda/runtime: nothing that a function does leaves this machine: a connection to any other host is refused before its name
// is looked up, and so are processes and datagrams (DESIGN section 8).
import { createRequire, syncBuiltinESMExports } from "node:module";
import net from "node:net";

const require = createRequire(import.meta.url);

/** Thrown into the function. */
class LeavesLoopback extends Error {
  constructor(name: string, what: string) {
    super(`${name}: ${what} is refused: a function of a local target reaches this machine's loopback alone`);
    this.name = "LeavesLoopback";
  }
}

/** Guards the whole thread; once. */
export function guardLoopback(name: string): void {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]): net.Socket {
    const { host, path } = placeOf(args);
    if (path !== undefined) throw new LeavesLoopback(name, `connecting to ${path}`);
    if (!isLoopback(host)) throw new LeavesLoopback(name, `connecting to ${host}`);
    return (connect as (...given: unknown[]) => net.Socket).apply(this, args);
  };
  const refusals: readonly (readonly [string, readonly string[]])[] = [
    ["node:dgram", ["createSocket"]],
    ["node:dns", ["resolve", "resolve4", "resolve6"]],
    ["node:child_process", ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"]],
  ];
  for (const [module, names] of refusals) {
    const builtin = require(module) as object;
    for (const one of names) {
      const value = () => {
        throw new LeavesLoopback(name, `${module}.${one}`);
      };
      Object.defineProperty(builtin, one, { value, configurable: true, enumerable: true, writable: true });
    }
  }
  syncBuiltinESMExports();
}

export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

/** Of connect(options), connect(port, host) and connect(path), also as net.connect hands them on: in one array. */
function placeOf(args: readonly unknown[]): { readonly host: string; readonly path?: string } {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as readonly unknown[]) : args;
  if (typeof first === "object" && first !== null) {
    const { host, path } = first as { readonly host?: unknown; readonly path?: unknown };
    if (typeof path === "string") return { host: "", path };
    return { host: typeof host === "string" ? host : "localhost" };
  }
  if (typeof first === "string" && !/^\d+$/.test(first)) return { host: "", path: first };
  return { host: typeof second === "string" ? second : "localhost" };
}
