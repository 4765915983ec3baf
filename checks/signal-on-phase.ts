// Checks: preloads that send a run a signal right after the write that enters a phase, or keep what then lies on disk. From outside no one
// could hit `warm` or `settle`, which are over in a millisecond. Linux only: children and open files are read from /proc.
import type { Phase } from "../src/journal/line.ts";

/** A module for `node --import`: `before` runs at once, `entered` after each write that enters a phase; it knows `phase` and `descriptor`. */
function onEntering(before: string, entered: string): string {
  const code = `
    import fs from "node:fs";
    import path from "node:path";
    import { syncBuiltinESMExports } from "node:module";
    const { writeSync: write } = fs;
    ${before}
    fs.writeSync = (descriptor, ...rest) => {
      const written = write(descriptor, ...rest);
      const [, phase] = /"kind":"phase.entered".*"phase":"(\\w+)"/.exec(String(rest[0])) ?? [];
      if (phase !== undefined) {
        ${entered}
      }
      return written;
    };
    syncBuiltinESMExports();
  `;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/**
 * With ORDEAL_TEST_CHILDREN set, the pids of the run's children are written to that file first. `isToGroup`: as a terminal sends it, to
 * the whole group of the run, which must be the leader of one.
 */
export function signalOnEntering(wanted: Phase, signal: NodeJS.Signals, isToGroup = false): string {
  return onEntering(
    `
    // As it is before a box makes it the programs' own.
    const kill = process.kill.bind(process);
    const { pid } = process;
    let sent = false;`,
    `
        if (sent || phase !== "${wanted}") return written;
        sent = true;
        const children = fs.readFileSync("/proc/self/task/" + pid + "/children");
        if (process.env.ORDEAL_TEST_CHILDREN) fs.writeFileSync(process.env.ORDEAL_TEST_CHILDREN, children);
        kill(${isToGroup ? "-pid" : "pid"}, "${signal}");`,
  );
}

/**
 * On entering each phase of its one scenario the run's folder is copied to `folder/PHASE`. It is what SIGKILL would leave there, since
 * what was written outlives the process; one run shows all phases.
 */
export function keepOnEntering(folder: string): string {
  return onEntering(
    "const { cpSync, readlinkSync } = fs;",
    `
        const journal = readlinkSync("/proc/self/fd/" + descriptor);
        cpSync(path.resolve(journal, "../../.."), path.join(${JSON.stringify(folder)}, phase), { recursive: true });`,
  );
}

/** The time that `--timeout` gives runs out on entering the phase, however fast the machine is. */
export function timeOutOnEntering(wanted: Phase, timeoutS: number): string {
  return onEntering(
    `
    const set = globalThis.setTimeout;
    const due = [];
    globalThis.setTimeout = (run, ms, ...rest) => {
      if (ms === ${timeoutS * 1_000}) due.push(run);
      return set(run, ms, ...rest);
    };`,
    `if (phase === "${wanted}") for (const run of due.splice(0)) run();`,
  );
}
