// Two tiers by place: src/** is offline and fast, scenarios/** starts the config's default target.
import { defineConfig } from "vitest/config";

/** A test that hangs ends; one on a busy machine has the time it needs. */
const testTimeout = 60_000;

export default defineConfig({
  test: {
    // Most of a scenario test's time is waiting for child processes: three files at once keep two cores busy.
    maxWorkers: 3,
    projects: [
      { test: { name: "unit", include: ["src/**/*.test.ts"], testTimeout } },
      { test: { name: "scenarios", include: ["scenarios/**/*.test.ts"], testTimeout } },
    ],
  },
});
