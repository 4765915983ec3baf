// Room provision: the lock of a run directory: it is free when the process that took it is dead, however it died. A pid alone
// would be fooled by its reuse, so the process's start time stands beside it.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const NAME = "lock.json";

export interface RunLock {
  release(): void;
}

/**
 * Takes the lock of a fresh run directory. The endpoint stands in it because run.json comes later, and what was made before that is to
 * be found too.
 */
export function acquireRunLock(runDir: string, endpoint?: string): RunLock {
  const file = path.join(runDir, NAME);
  const held = { pid: process.pid, started: startOf(process.pid), endpoint };
  writeFileSync(file, `${JSON.stringify(held)}\n`, { flag: "wx" });
  return { release: () => rmSync(file, { force: true }) };
}

/** Whether nobody holds the run any more: it ended, or its process is dead. */
export function isRunLockFree(runDir: string): boolean {
  const file = path.join(runDir, NAME);
  if (!existsSync(file)) return true;
  const { pid, started } = JSON.parse(readFileSync(file, "utf8")) as { pid: number; started: string };
  return startOf(pid) !== started;
}

/** The endpoint that a run was about, as far as its lock says so. */
export function endpointInLock(runDir: string): string | undefined {
  const file = path.join(runDir, NAME);
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, "utf8")) as { endpoint?: string }).endpoint;
}

/** When a process started, in whatever words the system has; empty when there is none of that pid. */
function startOf(pid: number): string {
  try {
    if (process.platform !== "linux") {
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    }
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces; starttime is the 22nd field (proc_pid_stat(5)).
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

/** This process, so that another one on this machine can tell whether it still lives: `host/pid/start`. */
export const holderOf = (): string => `${os.hostname()}/${process.pid}/${startOf(process.pid)}`;

/** Whether the process is one of another machine's: nothing can be said of it here. */
export const isHeldElsewhere = (holder: string): boolean => hostIn(holder) !== os.hostname();

/** Whether that process is one of this machine's and still lives. */
export function isHolderAlive(holder: string): boolean {
  const [, pid = "", ...start] = holder.split("/");
  return !isHeldElsewhere(holder) && /^\d+$/.test(pid) && startOf(Number(pid)) === start.join("/");
}

const hostIn = (holder: string): string => holder.slice(0, holder.indexOf("/"));
