// A run that is killed in any phase never judges as holds, and leaves no process behind: no worker, provider or emulator.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { judgeRun } from "../src/claims/judge-run.ts";
import { signalOnEntering } from "../checks/signal-on-phase.ts";
import type { Phase } from "../src/journal/line.ts";
import { serveWorld } from "../src/scenario/served-world.ts";
import { clientsFor } from "../src/target/clients.ts";
import { standing } from "../checks/standing.ts";

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

interface Killed {
  readonly runDir: string;
  /** The pids that the runner had started. */
  readonly children: readonly string[];
}

/** Runs a scenario until its journal enters the phase; there SIGKILL ends it, and what it leaves judges as no hold. */
async function killOn(phase: Phase, scenario: string, target: string): Promise<Killed> {
  const childrenFile = path.join(mkdtempSync(path.join(os.tmpdir(), "ordeal-killed-")), "children");
  const child = spawn(
    process.execPath,
    ["--import", signalOnEntering(phase, "SIGKILL"), "bin/ordeal.js", "run", scenario, "--target", target],
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
  expect({ signal, said }).toMatchObject({ signal: "SIGKILL" });
  const runDir = / in (\S+)\n/.exec(said)?.[1] ?? "";
  const journal = path.join(runDir, "scenarios", scenario, "journal.ndjson");
  expect(readFileSync(journal, "utf8").trimEnd().split("\n").at(-1)).toContain(`"phase":"${phase}"`);
  const { verdict } = await judgeRun(runDir);
  expect(["unknown", "violated"]).toContain(verdict.outcome);
  return { runDir, children: readFileSync(childrenFile, "utf8").trim().split(" ") };
}

const CASES = PHASES.flatMap((phase) => [
  [phase, "crash-after-effect", "fauxqs"] as const,
  [phase, "crash-after-effect", "embedded"] as const,
  [phase, "crash-before-the-ack", "embedded"] as const,
]);

test.skipIf(process.platform !== "linux").concurrent.each(CASES)(
  "SIGKILL on entering %s of %s on %s",
  async (phase, scenario, target) => {
    const { children } = await killOn(phase, scenario, target);
    // In the box workers are actors: there is no process to be left.
    if (target === "embedded") return;
    expect(children.length).toBeGreaterThanOrEqual(phase === "provision" ? 1 : 5);
    await untilGone(children);
  },
  LIMIT_MS * 3,
);

/** What it provisions outlives the runner; where it goes on by itself, functions go on too. */
test
  .skipIf(process.platform !== "linux")
  .concurrent.each(["provision", "drive", "drain", "teardown"] as const)(
  "SIGKILL on entering %s with functions on a served world: a sweep leaves nothing",
  async (phase) => {
    const world = await serveWorld({ port: 0, clock: "real", seed: "1", account: "000000000000" });
    const target = `endpoint=${world.url.href}`;
    const clients = clientsFor(world.url, { region: "us-east-1", allowedHosts: ["127.0.0.1"] });
    try {
      const { children } = await killOn(phase, "whole-order", target);
      await untilGone(children.filter((pid) => pid !== ""));
      const isUp = (await standing(clients)).length > 0;
      expect(isUp).toBe(phase !== "provision");
      const swept = spawn(process.execPath, ["bin/ordeal.js", "sweep", "--target", target], {
        stdio: "ignore",
      });
      expect(await new Promise((resolve) => swept.once("close", resolve))).toBe(0);
      expect(await standing(clients)).toEqual([]);
    } finally {
      clients.destroy();
      await world.close();
    }
  },
  LIMIT_MS * 3,
);
