// Benchmarks: `npm run bench -- judge` judges a made run of a million lines in a process of its own and prints lines a second and
// peak memory; `npm run bench -- matching` matches events. Ratios against a peer belong here too, once there is one.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const LINES = 1_000_000;
const asked = process.argv[2] ?? "judge";
if (asked === "matching") {
  const { benchMatching } = await import("./bench/matching.ts");
  benchMatching();
  process.exit();
}
if (asked !== "judge") {
  console.error(`there is no benchmark ${asked}; there are judge and matching`);
  process.exit(64);
}
const work = mkdtempSync(path.join(os.tmpdir(), "ordeal-bench-"));
try {
  const dir = path.join(work, "run");
  spawnSync(process.execPath, ["checks/make-run.ts", dir, "--lines", String(LINES)], { stdio: "inherit" });
  const program = `
    const start = performance.now();
    const { judgeRun } = await import("./src/claims/judge-run.ts");
    const { verdict } = await judgeRun(${JSON.stringify(dir)});
    const s = (performance.now() - start) / 1000;
    const mib = process.resourceUsage().maxRSS / 1024;
    console.log(verdict.outcome + ": " + Math.round(${LINES} / s) + " lines/s, " + Math.round(mib) + " MiB peak");`;
  spawnSync(process.execPath, ["--input-type=module", "-e", program], { stdio: "inherit" });
} finally {
  rmSync(work, { recursive: true });
}
