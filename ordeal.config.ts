// This repository's own config. The default target is the embedded simulator; the named ones are peers that answer the same calls.
import { defineConfig } from "./src/index.ts";

export default defineConfig({
  targets: {
    fauxqs: { start: ["node", "checks/fauxqs.ts"] },
    // Installed by node checks/peers.ts.
    moto: { start: ["node", "checks/python-peer.ts", "moto"] },
    ministack: { start: ["node", "checks/python-peer.ts", "ministack"] },
  },
  scenarios: "scenarios/**/*.ts",
});
