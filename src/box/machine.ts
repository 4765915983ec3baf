// Room box: the machine as programs see it: the same small one everywhere, so that a name, a number of a process or a folder that gets
// into an order is no other machine's. The world's own host keeps the real one.
import { createRequire } from "node:module";
import type os from "node:os";
import { currentActor } from "./actor.ts";

const GIB = 1024 ** 3;
/** As in an execution environment of Lambda: a link-local address. */
const HOSTNAME = "169.254.76.1";
const PROCESSOR = { model: "virtual", speed: 2_500, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } };
const USER = { username: "sbx_user1051", uid: 993, gid: 990, shell: null, homedir: "/home/sbx_user1051" };

const ANSWERS = {
  hostname: () => HOSTNAME,
  cpus: () => [PROCESSOR, PROCESSOR],
  availableParallelism: () => 2,
  totalmem: () => 4 * GIB,
  freemem: () => 2 * GIB,
  loadavg: () => [0, 0, 0],
  uptime: () => Math.floor(process.uptime()),
  networkInterfaces: () => ({}),
  userInfo: () => USER,
  release: () => "5.10.0",
  version: () => "#1 SMP",
} satisfies { readonly [K in keyof typeof os]?: unknown };

/** Ids of a process that are no other's: a program learns its own and can signal no other. */
const PID = 8;
const PARENT = 1;

/** Replaces what `node:os` and `process` say of the machine, for programs alone. */
export function virtualiseMachine(): void {
  const module = createRequire(import.meta.url)("node:os") as Record<string, (...args: unknown[]) => unknown>;
  for (const [name, answer] of Object.entries(ANSWERS)) {
    const machine = module[name];
    module[name] = (...args) => (currentActor() === undefined ? machine?.(...args) : answer());
  }
  const { pid, ppid } = process;
  const { cwd } = process;
  Object.defineProperty(process, "pid", { get: () => (currentActor() === undefined ? pid : PID) });
  Object.defineProperty(process, "ppid", { get: () => (currentActor() === undefined ? ppid : PARENT) });
  process.cwd = () => currentActor()?.cwd ?? cwd();
}
