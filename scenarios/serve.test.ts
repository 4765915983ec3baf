// Two clocks, one system: the scenarios in virtual time, and in real time against `ordeal serve` in another process. What real time
// rules may be weaker (unknown), never the opposite; and a loss is proved on both.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { outcomesIn, outcomesOfRun } from "../checks/outcomes.ts";
import { openBoxesForRuns } from "../src/scenario/box-driver.ts";
import { loadConfig } from "../src/scenario/config.ts";
import { findScenarios } from "../src/scenario/find.ts";
import { runScenarios } from "../src/scenario/run.ts";

/** Functions on queues wait for real visibility timeouts: all of them take two minutes, which the nightly has (ORDEAL_ALL). */
const QUICK_OF_FUNCTIONS = ["whole-order", "publisher-sends-again", "two-environments-one-order"];
const LIMIT_MS = 300_000;
/** In real time a scenario mostly waits. */
const JOBS = 6;
const boxes = openBoxesForRuns();
let server: ChildProcess;
let url = "";

beforeAll(async () => {
  server = spawn(process.execPath, ["bin/ordeal.js", "serve", "--port", "0", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  url = await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.stdout?.once("data", (chunk: Buffer) =>
      resolve((JSON.parse(chunk.toString("utf8")) as { url: string }).url),
    );
  });
});

afterAll(async () => {
  await boxes.close();
  const ended = new Promise((resolve) => server.once("close", resolve));
  server.kill("SIGTERM");
  await ended;
});

async function outcomes(
  target: string,
  system: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { signal } = new AbortController();
  const { verdict } = await runScenarios(
    { names, cwd: process.cwd(), argv: ["ordeal", "run"], target, system, signal, jobs: JOBS, boxes },
    () => {},
  );
  return outcomesIn(verdict);
}

const config = await loadConfig(process.cwd());
const names = findScenarios(config)
  .filter(
    ({ name, family }) =>
      process.env["ORDEAL_ALL"] === "1" || family !== "lambda" || QUICK_OF_FUNCTIONS.includes(name),
  )
  .map(({ name }) => name);

test.concurrent(
  "real time never contradicts virtual time",
  async () => {
    const inTheBox = outcomesOfRun(inject("wholeRun"), names);
    const served = await outcomes(`endpoint=${url}`, "order", names);
    const contradictions = [...served].filter(
      ([claim, outcome]) => outcome !== "unknown" && outcome !== inTheBox.get(claim),
    );
    expect(contradictions).toEqual([]);
    expect(served.size).toBeGreaterThan(inTheBox.size / 2);
  },
  LIMIT_MS,
);

test.concurrent(
  "what the missing queue policy loses is lost on both clocks",
  async () => {
    const inTheBox = await outcomes("embedded", "variant:no-queue-policy", ["burst-loses-nothing"]);
    const served = await outcomes(`endpoint=${url}`, "variant:no-queue-policy", ["burst-loses-nothing"]);
    for (const found of [inTheBox, served])
      expect([...found].find(([claim]) => claim.includes(": nothingLost: "))?.[1]).toBe("violated");
  },
  LIMIT_MS,
);

/** Calls that nobody but a function makes; each is struck once. */
const AT_FUNCTIONS_CALLS = [
  { id: "table-throttle", hop: "ProviderLog", on: { action: "UpdateItem" }, fault: "throttle" },
  { id: "table-slow", hop: "ProviderLog", on: { action: "TransactWriteItems" }, fault: "slow" },
  { id: "table-drop-ack", hop: "Idempotency", on: { action: "TransactWriteItems" }, fault: "drop-ack" },
  { id: "queue-throttle", hop: "PaymentLedger", on: { action: "SendMessageBatch" }, fault: "throttle" },
  { id: "topic-throttle", hop: "OrderEvents", fault: "throttle" },
];

function plan(): string {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), "ordeal-plan-")), "plan.json");
  writeFileSync(file, JSON.stringify({ format: 1, rules: AT_FUNCTIONS_CALLS }));
  return file;
}

const withPlan = (keep: boolean) =>
  runScenarios(
    {
      names: ["every-function"],
      cwd: path.resolve("fixtures/fault-cells"),
      argv: ["ordeal", "run"],
      target: `endpoint=${url}`,
      faults: plan(),
      keep,
      signal: new AbortController().signal,
    },
    () => {},
  );

test.concurrent(
  "faults strike the calls that functions make in threads of another process",
  async () => {
    const { runDir, verdict } = await withPlan(false);
    const journal = readFileSync(path.join(runDir, "scenarios/every-function/journal.ndjson"), "utf8");
    const struck = [...journal.matchAll(/"fault\.struck".*"id":"([\w-]+)"/g)].map(([, id]) => String(id));
    expect(struck.toSorted()).toEqual(AT_FUNCTIONS_CALLS.map(({ id }) => id).toSorted());
    expect(verdict.scenarios.map(({ outcome }) => outcome)).toEqual(["holds"]);
  },
  LIMIT_MS,
);

test.concurrent(
  "where a system outlives the run its functions pass no gate, and faults at their calls are refused by name",
  async () => {
    await expect(withPlan(true)).rejects.toThrow(
      "/rules/0/fault throttle at table ProviderLog is at calls of functions",
    );
  },
  LIMIT_MS,
);
