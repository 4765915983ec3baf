// A fault plan given to a run strikes where it says and as often as it says: at workers, at service calls, at the control plane.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

const LIMIT_MS = 120_000;

function runWith(plan: object): { code: number | null; out: string; err: string } {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), "ordeal-plan-")), "plan.json");
  writeFileSync(file, JSON.stringify(plan));
  const args = ["bin/ordeal.js", "run", "burst-loses-nothing", "--faults", file, "--json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

test(
  "rules at a worker, a queue and the control plane each strike their number of times",
  () => {
    const { code, out } = runWith({
      format: 1,
      rules: [
        { id: "flaky", hop: "InventoryWorker", fault: "fail", times: 2, error: { type: "Flaky" } },
        { id: "once", hop: "LedgerWorker", fault: "fail" },
        { id: "busy", hop: "PaymentLedger", fault: "throttle", on: { action: "SendMessageBatch" } },
        { id: "create", hop: "control:sqs", fault: "throttle", on: { action: "CreateQueue" } },
      ],
    });
    const { run } = JSON.parse(out) as { run: string };
    const journal = `reports/runs/${run}/scenarios/burst-loses-nothing/journal.ndjson`;
    const struck = [
      ...readFileSync(journal, "utf8").matchAll(/"kind":"fault.struck".*"data":\{"id":"(\w+)"\}/g),
    ];
    expect({ code, struck: struck.map(([, id = ""]) => id).toSorted() }).toEqual({
      code: 0,
      struck: ["busy", "create", "flaky", "flaky", "once"],
    });
  },
  LIMIT_MS,
);

test("a fault that cannot be made where the plan wants it is 64, with its path", () => {
  const { code, err } = runWith({
    format: 1,
    rules: [
      { id: "a", hop: "InventoryWorker", fault: "throttle" },
      { id: "b", hop: "OrderEvents", fault: "reorder" },
      { id: "c", hop: "OrdersQueu", fault: "slow" },
    ],
  });
  const named = ["/rules/0/fault throttle", "/rules/1/fault reorder", "/rules/2/hop OrdersQueu"];
  expect({ code, named: named.filter((words) => err.includes(words)) }).toEqual({ code: 64, named });
});
