// Checks: what the scenario tests share: every scenario once on the embedded target, through the built command line. Three tests hold
// another way of playing against it; played by each of them it was a tenth of `npm test`.
import { spawnSync } from "node:child_process";
import path from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The run directory. */
    readonly wholeRun: string;
  }
}

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Called by vitest, once, before the first file. */
export default function setup(project: TestProject): void {
  const args = ["bin/ordeal.js", "run", "--target", "embedded", "--jobs", "2", "--json"];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: { ...process.env, TZ: "UTC" },
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (stdout === "") throw new Error(`no scenario was played: ${stderr}`);
  const { run } = JSON.parse(stdout) as { run: string }; // as CONTRACTS 4 says
  project.provide("wholeRun", path.resolve("reports", "runs", run));
}
