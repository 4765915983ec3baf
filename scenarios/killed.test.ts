// A run that is killed in any phase never judges as holds, and leaves no process behind.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { judgeRun } from "../src/claims/judge-run.ts";

const LIMIT_MS = 60_000;
const POLL_MS = 20;

/** Polls until `look` gives something; the limit is a bound on a hang, not a proof. */
async function until<T>(what: string, look: () => T | undefined): Promise<T> {
  for (const startMs = performance.now(); performance.now() - startMs < LIMIT_MS;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`${what} did not come within ${LIMIT_MS} ms`);
}

/** Processes of Linux whose environment names the run: its workers. */
function workersOf(runDir: string): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, "utf8").includes(runDir);
    } catch {
      return false;
    }
  });
}

test.skipIf(process.platform !== "linux").each(["provision", "drive", "drain", "teardown"])(
  "SIGKILL in %s",
  async (phase) => {
    const child = spawn(process.execPath, ["bin/ordeal.js", "run", "crash-after-effect"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
    const ended = new Promise<string | null>((resolve) =>
      child.once("close", (_code, signal) => resolve(signal)),
    );
    const runDir = await until("the run's directory", () => / in (\S+)\n/.exec(said)?.[1]);
    const journal = path.join(runDir, "scenarios", "crash-after-effect", "journal.ndjson");
    await until(`phase ${phase}`, () => {
      const isThere = existsSync(journal) && readFileSync(journal, "utf8").includes(`"phase":"${phase}"`);
      return isThere || undefined;
    });
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");
    const { verdict } = await judgeRun(runDir);
    expect(["unknown", "violated"]).toContain(verdict.outcome);
    await until("the end of every worker", () => workersOf(path.resolve(runDir)).length === 0 || undefined);
  },
  LIMIT_MS * 3,
);
