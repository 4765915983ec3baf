// Checks: a preload that sends a run a signal right after the write that enters a phase. From outside no one could hit `warm` or
// `settle`, which are over in a millisecond. Linux only: the children are read from /proc.
import type { Phase } from "../src/journal/line.ts";

/**
 * For `node --import`. With ORDEAL_TEST_CHILDREN set, the pids of the run's children are written to that file first. `isToGroup`: as a
 * terminal sends it, to the whole group of the run, which must be the leader of one.
 */
export function signalOnEntering(phase: Phase, signal: NodeJS.Signals, isToGroup = false): string {
  const code = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const write = fs.writeSync;
    // As it is before a box makes it the programs' own.
    const kill = process.kill.bind(process);
    const { pid } = process;
    let sent = false;
    fs.writeSync = (descriptor, ...rest) => {
      const written = write(descriptor, ...rest);
      if (!sent && String(rest[0]).includes('"phase":"${phase}"')) {
        sent = true;
        const children = fs.readFileSync("/proc/self/task/" + pid + "/children");
        if (process.env.ORDEAL_TEST_CHILDREN) fs.writeFileSync(process.env.ORDEAL_TEST_CHILDREN, children);
        kill(${isToGroup ? "-pid" : "pid"}, "${signal}");
      }
      return written;
    };
    syncBuiltinESMExports();
  `;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
