// This repository's own config. The default target is the emulator fauxqs until the embedded simulator exists.
import { defineConfig } from "./src/index.ts";

export default defineConfig({
  target: "fauxqs",
  targets: {
    fauxqs: { start: ["node", "checks/fauxqs.ts"] },
    // Installed by node checks/peers.ts.
    moto: { start: ["node", "checks/python-peer.ts", "moto"] },
    ministack: { start: ["node", "checks/python-peer.ts", "ministack"] },
  },
  scenarios: "scenarios/**/*.ts",
});
