// A run that is killed in any phase never judges as holds, and leaves no process behind: no worker, provider or emulator.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { judgeRun } from "../src/claims/judge-run.ts";
import { signalOnEntering } from "../checks/signal-on-phase.ts";
import type { Phase } from "../src/journal/line.ts";

const LIMIT_MS = 60_000;
const POLL_MS = 50;
const PHASES: readonly Phase[] = ["provision", "warm", "drive", "settle", "drain", "judge", "teardown"];

async function untilGone(pids: readonly string[]): Promise<void> {
  const left = () => pids.filter((pid) => existsSync(`/proc/${pid}`));
  for (const startMs = performance.now(); left().length > 0;) {
    if (performance.now() - startMs > LIMIT_MS)
      throw new Error(`processes ${left().join(", ")} are left after ${LIMIT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const CASES = PHASES.flatMap((phase) => [[phase, "fauxqs"] as const, [phase, "embedded"] as const]);

test.skipIf(process.platform !== "linux").concurrent.each(CASES)(
  "SIGKILL on entering %s on %s",
  async (phase, target) => {
    const childrenFile = path.join(mkdtempSync(path.join(os.tmpdir(), "ordeal-killed-")), "children");
    const child = spawn(
      process.execPath,
      [
        "--import",
        signalOnEntering(phase, "SIGKILL"),
        "bin/ordeal.js",
        "run",
        "crash-after-effect",
        "--target",
        target,
      ],
      {
        stdio: ["ignore", "ignore", "pipe"],
        env: { ...process.env, ORDEAL_TEST_CHILDREN: childrenFile },
      },
    );
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
    const signal = await new Promise((resolve) => child.once("close", (_code, by) => resolve(by)));
    expect(signal).toBe("SIGKILL");
    const runDir = / in (\S+)\n/.exec(said)?.[1] ?? "";
    const journal = path.join(runDir, "scenarios", "crash-after-effect", "journal.ndjson");
    expect(readFileSync(journal, "utf8").trimEnd().split("\n").at(-1)).toContain(`"phase":"${phase}"`);
    const { verdict } = await judgeRun(runDir);
    expect(["unknown", "violated"]).toContain(verdict.outcome);
    // In the box workers are actors: there is no process to be left.
    if (target === "embedded") return;
    const children = readFileSync(childrenFile, "utf8").trim().split(" ");
    expect(children.length).toBeGreaterThanOrEqual(phase === "provision" ? 1 : 5);
    await untilGone(children);
  },
  LIMIT_MS * 3,
);
