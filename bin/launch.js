// An old Node starts a newer one and stands in for it: its streams, its signals and its exit are the child's. The child ends when
// the one that was started is killed: whoever kills `ordeal run` by its id means the run. Plain JavaScript that old Nodes can read.
import { spawn } from "node:child_process";

/** Tells a child that the channel to its parent is its launcher's, and not that of a program which forked it. */
const LAUNCHED = "ORDEAL_LAUNCHED";

/** Runs the command in this process's stead. */
export function launch(node, args) {
  const child = spawn(node, args, {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, [LAUNCHED]: "1" },
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("close", (code, signal) => process.exit(signal === null ? code : 70));
}

/** Ends this process as its launcher ended, when that is killed; does nothing where there is none. */
export function endWithLauncher() {
  if (process.env[LAUNCHED] === undefined || process.channel === undefined) return;
  // What this process starts has a parent of its own.
  delete process.env[LAUNCHED];
  const end = () => process.kill(process.pid, "SIGKILL");
  if (!process.connected) end();
  process.once("disconnect", end);
  process.channel.unref();
}
