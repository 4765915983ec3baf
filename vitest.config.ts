// Two tiers by place: src/** is offline and fast, scenarios/** starts the config's default target.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["src/**/*.test.ts"] } },
      { test: { name: "scenarios", include: ["scenarios/**/*.test.ts"] } },
    ],
  },
});
