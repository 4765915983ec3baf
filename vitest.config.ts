// Two tiers by place: src/** is offline and fast, scenarios/** starts the config's default target.
import os from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./checks/longest-first.ts";

// For vitest's processes and all that they start: the SDK is compiled once, not by each of them.
process.env["NODE_COMPILE_CACHE"] ??= path.join(os.tmpdir(), "node-compile-cache");

/** A test that hangs ends; one on a busy machine has the time it needs. */
const testTimeout = 60_000;

export default defineConfig({
  test: {
    // Most of a scenario test's time is waiting for child processes: three files at once keep two cores busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Files share a process and its modules: loading the SDK anew for each of them took half of the time.
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts"],
          testTimeout,
          isolate: false,
          setupFiles: ["checks/property-seed.ts"],
        },
      },
      {
        test: {
          name: "scenarios",
          include: ["scenarios/**/*.test.ts"],
          testTimeout,
          isolate: false,
          globalSetup: ["checks/whole-run.ts"],
        },
      },
    ],
  },
});
