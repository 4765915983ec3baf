// Writes a run directory of one scenario with as many lines as asked for, of the kinds this trial makes: what `ordeal judge` is
// measured on. `npm run make-run -- DIR --lines 1000000`
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { lines: { type: "string", default: "1000000" } },
});
const [dir] = positionals;
const lines = Number(values.lines);
if (dir === undefined || !Number.isInteger(lines) || lines < 100) {
  console.error("usage: npm run make-run -- DIR --lines N   (N a whole number from 100)");
  process.exit(64);
}

const NAME = "made-run";
const folder = path.join(dir, "scenarios", NAME);
mkdirSync(folder, { recursive: true });
const file = openSync(path.join(folder, "journal.ndjson"), "wx");
let seq = 0;
let buffered = "";

function put(line: { kind: string; actor: string; data: object } & Record<string, unknown>): number {
  seq += 1;
  const { kind, actor, data, ...rest } = line;
  buffered += `${JSON.stringify({ seq, atMs: seq, kind, actor, ...rest, data })}\n`;
  if (buffered.length > 1 << 20) flush();
  return seq;
}

function flush(): void {
  writeSync(file, buffered);
  buffered = "";
}

const QUEUE = "AWS::SQS::Queue";
const hops = [
  { hop: "OrderEvents", type: "AWS::SNS::Topic" },
  { hop: "InventoryQueue", type: QUEUE, visibilityS: 2, consumer: "InventoryWorker" },
  { hop: "PaymentLedger", type: QUEUE, visibilityS: 2, consumer: "LedgerWorker" },
];
put({
  kind: "run.started",
  actor: "runner",
  data: { format: 1, scenario: NAME, title: "a run that was made", proves: [], seed: "1" },
});
put({
  kind: "system.described",
  actor: "runner",
  data: { hops, sinks: [{ sink: "Provider", steps: ["reserve", "charge"] }], orderAt: { "*": "/orderId" } },
});
const claims: readonly (readonly [string, object])[] = [
  ["tookEffectOnce", { order: "*", steps: ["reserve", "charge"] }],
  ["routed", { order: "*", to: ["InventoryQueue", "PaymentLedger"] }],
  ["inOrder", { orders: "*", sink: "Provider", per: "group" }],
  ["nothingLost", {}],
];
for (const [claim, args] of claims)
  put({ kind: "claim.declared", actor: "runner", data: { claim, args, says: claim } });
put({ kind: "phase.entered", actor: "runner", data: { phase: "provision" } });
const probes = [
  ["InventoryWorker.evidence", "InventoryQueue"],
  ["LedgerWorker.evidence", "PaymentLedger"],
  ["Provider.calls", "Provider"],
];
for (const [probe, hop] of probes)
  put({ kind: "probe.began", actor: "observe", data: { probe, watches: [hop], everyMs: 200 } });
put({ kind: "phase.entered", actor: "runner", data: { phase: "drive" } });

/** Lines of one order, and those that stand before and after all orders. */
const LINES_OF_ORDER = 10;
const orders = Math.floor((lines - seq - 10) / LINES_OF_ORDER);
for (let i = 0; i < orders; i += 1) oneOrder(i);

function oneOrder(i: number): void {
  const order = `${NAME}/${i}`;
  const group = `c-${i % 1000}`;
  const body = JSON.stringify({
    orderId: order,
    customer: group,
    sku: "A-1",
    quantity: 1,
    order_value: 1200,
    event_type: "order_created",
  });
  const bodySha = createHash("sha256").update(body).digest("hex");
  const op = `o${i}`;
  const about = { actor: "drive", hop: "OrderEvents", order, op };
  const cause = put({
    kind: "op.invoked",
    ...about,
    data: { service: "sns", action: "Publish", request: { topic: "OrderEvents", message: body } },
  });
  put({
    kind: "op.ok",
    ...about,
    cause,
    data: { response: { status: 200 }, ids: { messageId: `p-${i}` }, attempts: 1 },
  });
  for (const [index, hop, worker, step] of [
    [0, "InventoryQueue", "InventoryWorker", "reserve"],
    [1, "PaymentLedger", "LedgerWorker", "charge"],
  ] as const) {
    const messageId = `${hop}-${i}`;
    const at = (n: number) => ({ source: `${worker}#1`, n: String(3 * i + n) });
    const seen = put({
      kind: "message.seen",
      actor: "observe",
      hop,
      order,
      at: at(1),
      data: { messageId, receives: 1, by: "consumer", bodySha, body, groupId: group },
    });
    put({
      kind: "effect.seen",
      actor: "observe",
      hop: "Provider",
      order,
      cause: seen,
      at: { source: "Provider", n: String(2 * i + index + 1) },
      data: { step, requestId: `${step}-${i}`, key: `${order}:${step}`, deduplicated: false },
    });
    const called = put({
      kind: "call.seen",
      actor: "observe",
      hop: worker,
      order,
      cause: seen,
      at: at(2),
      data: { requestId: `${step}-${i}`, outcome: "ok" },
    });
    put({
      kind: "message.gone",
      actor: "observe",
      hop,
      order,
      cause: called,
      at: at(3),
      data: { messageId, by: "deleted" },
    });
  }
}

put({ kind: "phase.entered", actor: "runner", data: { phase: "settle" } });
put({ kind: "phase.entered", actor: "runner", data: { phase: "drain" } });
const watched = ["InventoryQueue", "PaymentLedger"].map((hop) => ({ hop, samples: 2 }));
put({
  kind: "drain.ended",
  actor: "runner",
  data: { complete: true, by: "terminal", horizonMs: 3400, quietMs: 400, watched },
});
for (const [probe, hop] of probes)
  put({ kind: "probe.ended", actor: "observe", data: { probe, watches: [hop] } });
put({ kind: "phase.entered", actor: "runner", data: { phase: "judge" } });
while (seq < lines - 2)
  put({
    kind: "depth.seen",
    actor: "observe",
    hop: "InventoryQueue",
    data: { visible: 0, inflight: 0, delayed: 0 },
  });
put({ kind: "phase.entered", actor: "runner", data: { phase: "teardown" } });
put({ kind: "run.ended", actor: "runner", data: { reason: "done" } });
flush();
closeSync(file);

const run = {
  format: 1,
  run: path.basename(dir),
  startedAt: "2026-11-23T00:00:00.000Z",
  endedAt: "2026-11-23T00:10:00.000Z",
  argv: ["make-run"],
  cwd: ".",
  host: { os: "made", arch: "made", cpus: 1, memoryBytes: 0 },
  versions: { ordeal: "made", node: "made", sdk: "made" },
  target: { kind: "endpoint", name: "made", region: "us-east-1", aws: false },
  seed: "1",
  scenarios: [NAME],
  skipped: [],
  durationsMs: { [NAME]: 600_000 },
  exitCode: 0,
};
writeFileSync(path.join(dir, "run.json"), `${JSON.stringify(run, null, 2)}\n`);
console.log(`${dir}: ${seq} lines, ${orders} orders`);
