// This repository's own config. The default target is the emulator fauxqs until the embedded simulator exists.
import { defineConfig } from "./src/index.ts";

export default defineConfig({
  target: "fauxqs",
  targets: {
    fauxqs: { start: ["node", "checks/fauxqs.ts"] },
  },
  scenarios: "scenarios/**/*.ts",
});
