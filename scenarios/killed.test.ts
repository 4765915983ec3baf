// A run that is killed in any phase never judges as holds, and leaves no process behind: no worker, provider or emulator.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { judgeRun } from "../src/claims/judge-run.ts";
import { keepOnEntering, signalOnEntering } from "../checks/signal-on-phase.ts";
import type { Phase } from "../src/journal/line.ts";
import { serveWorld } from "../src/scenario/served-world.ts";
import { clientsFor } from "../src/target/clients.ts";
import { standing } from "../checks/standing.ts";

const LIMIT_MS = 60_000;
const POLL_MS = 50;
const PHASES: readonly Phase[] = ["provision", "warm", "drive", "settle", "drain", "judge", "teardown"];
const ALL = process.env["ORDEAL_EVERY_KILL"] !== undefined;
/** Where other processes are to be gone, and where other resources stand: `npm test` takes some, `.ci/run` all. */
const PHASES_OF_PROCESSES: readonly Phase[] = ALL ? PHASES : ["provision", "drive", "teardown"];
const PHASES_OF_RESOURCES: readonly Phase[] = ALL ? ["provision", "drive", "drain", "teardown"] : ["drive"];

async function untilGone(pids: readonly string[]): Promise<void> {
  const left = () => pids.filter((pid) => existsSync(`/proc/${pid}`));
  for (const startMs = performance.now(); left().length > 0;) {
    if (performance.now() - startMs > LIMIT_MS)
      throw new Error(`processes ${left().join(", ")} are left after ${LIMIT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

interface Killed {
  readonly journal: string;
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
  const journal = await expectNoHold(runDir, scenario, phase);
  return { journal, children: readFileSync(childrenFile, "utf8").trim().split(" ") };
}

/** The journal, which ends on entering the phase and judges as no hold. */
async function expectNoHold(runDir: string, scenario: string, phase: Phase): Promise<string> {
  const journal = readFileSync(path.join(runDir, "scenarios", scenario, "journal.ndjson"), "utf8");
  expect(journal.trimEnd().split("\n").at(-1)).toContain(`"phase":"${phase}"`);
  const { verdict } = await judgeRun(runDir);
  expect(["unknown", "violated"]).toContain(verdict.outcome);
  return journal;
}

test.skipIf(process.platform !== "linux").concurrent.each(PHASES_OF_PROCESSES)(
  "SIGKILL on entering %s on an emulator that the run started: no process is left",
  async (phase) => {
    const { children } = await killOn(phase, "crash-after-effect", "fauxqs");
    expect(children.length).toBeGreaterThanOrEqual(phase === "provision" ? 1 : 5);
    await untilGone(children);
  },
  LIMIT_MS * 3,
);

/** In the box workers are actors: there is no process to be left. */
test.skipIf(process.platform !== "linux").concurrent.each(["crash-after-effect", "crash-before-the-ack"])(
  "what a run of %s in the box has written on entering any phase judges as no hold, and SIGKILL leaves just that",
  async (scenario) => {
    const kept = mkdtempSync(path.join(os.tmpdir(), "ordeal-kept-"));
    const args = ["--import", keepOnEntering(kept), "bin/ordeal.js", "run", scenario, "--target", "embedded"];
    const whole = spawn(process.execPath, args, { stdio: "ignore" });
    expect(await new Promise((resolve) => whole.once("close", resolve))).toBe(0);
    const journals = new Map<Phase, string>();
    for (const phase of PHASES)
      journals.set(phase, await expectNoHold(path.join(kept, phase), scenario, phase));
    // Near the end the most could be written that a kill would not leave; `.ci/run` kills in all phases.
    for (const phase of ALL ? PHASES : (["judge"] as const)) {
      const { journal } = await killOn(phase, scenario, "embedded");
      expect(journal).toBe(journals.get(phase));
    }
  },
  LIMIT_MS * 3,
);

/** What it provisions outlives the runner; where it goes on by itself, functions go on too. */
test.skipIf(process.platform !== "linux").concurrent.each(PHASES_OF_RESOURCES)(
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
