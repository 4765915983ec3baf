// Benchmarks: `npm run bench -- judge` judges a made run of a million lines in a process of its own and prints lines a second and peak
// memory; `matching` matches events; `box` and `functions` play whole orders in virtual time; `stack`
// puts a system up by its stack; `sqs` sends over HTTP beside fauxqs.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const LINES = 1_000_000;
const asked = process.argv[2] ?? "judge";
const BENCHES: Readonly<Record<string, () => Promise<void> | void>> = {
  judge: benchJudge,
  matching: async () => (await import("./bench/matching.ts")).benchMatching(),
  box: async () => (await import("./bench/box.ts")).benchBox(),
  functions: async () => (await import("./bench/box.ts")).benchFunctions(),
  stack: async () => (await import("./bench/stack.ts")).benchStack(),
  sqs: async () => (await import("./bench/sqs.ts")).benchSqs(),
};
const bench = BENCHES[asked];
if (bench === undefined) {
  console.error(`there is no benchmark ${asked}; there are ${Object.keys(BENCHES).join(", ")}`);
  process.exitCode = 64;
} else await bench();

function benchJudge(): void {
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
}
