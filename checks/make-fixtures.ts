// Writes fixtures/journals/<claim>/{holds,violated,unknown}.ndjson: small complete journals, one good one changed as each ruling
// asks. The files are data and are committed; this says how they came to be. `npm run make-fixtures`
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

type Line = {
  kind: string;
  actor: string;
  hop?: string;
  order?: string;
  op?: string;
  at?: { source: string; n: string };
  data: Record<string, unknown>;
};

const QUEUE = "AWS::SQS::Queue";
const SYSTEM = {
  hops: [
    { hop: "OrderEvents", type: "AWS::SNS::Topic" },
    {
      hop: "InventoryQueue",
      type: QUEUE,
      dlq: "InventoryDlq",
      maxReceiveCount: 2,
      visibilityS: 1,
      consumer: "InventoryWorker",
    },
    { hop: "InventoryDlq", type: QUEUE },
    { hop: "ShippingQueue", type: QUEUE, visibilityS: 1, consumer: "ShippingWorker" },
    { hop: "InventoryWorker", type: "Ordeal::Worker" },
  ],
  sinks: [{ sink: "Provider", steps: ["reserve", "ship"] }],
  orderAt: { "*": "/orderId" },
};

const sha = (text: string) => createHash("sha256").update(text).digest("hex");
const body = (id: string) => JSON.stringify({ orderId: id, customer: "c-1" });
const A = "fixture/a";
const P = "fixture/poison";

function send(order: string, op: string, label?: string): Line[] {
  const about = { actor: "drive", hop: "OrderEvents", order, op };
  const request = { topic: "OrderEvents", message: body(order) };
  return [
    {
      kind: "op.invoked",
      ...about,
      data: { service: "sns", action: "Publish", request, ...(label === undefined ? {} : { label }) },
    },
    {
      kind: "op.ok",
      ...about,
      data: { response: { status: 200 }, ids: { messageId: `p-${op}` }, attempts: 1 },
    },
  ];
}

function seen(order: string, hop: string, messageId: string, receives = 1, by = "consumer"): Line {
  const data = { messageId, receives, by, bodySha: sha(body(order)), body: body(order), groupId: "c-1" };
  return { kind: "message.seen", actor: "observe", hop, order, data };
}

function gone(order: string, hop: string, messageId: string, by = "deleted"): Line {
  return { kind: "message.gone", actor: "observe", hop, order, data: { messageId, by } };
}

function effect(order: string, step: string, n: number): Line {
  const data = { step, requestId: `r-${n}`, key: `${order}:${step}`, deduplicated: false };
  return {
    kind: "effect.seen",
    actor: "observe",
    hop: "Provider",
    order,
    at: { source: "Provider", n: String(n) },
    data,
  };
}

const probes = [
  ["InventoryWorker.evidence", "InventoryQueue"],
  ["ShippingWorker.evidence", "ShippingQueue"],
  ["InventoryDlq.look", "InventoryDlq"],
  ["Provider.calls", "Provider"],
] as const;

const phase = (name: string): Line => ({ kind: "phase.entered", actor: "runner", data: { phase: name } });
const drained: Line = {
  kind: "drain.ended",
  actor: "runner",
  data: {
    complete: true,
    by: "terminal",
    horizonMs: 3400,
    quietMs: 400,
    watched: [{ hop: "InventoryQueue", samples: 2 }],
  },
};
const depth = (hop: string, visible: number): Line => ({
  kind: "depth.seen",
  actor: "observe",
  hop,
  data: { visible, inflight: 0, delayed: 0 },
});

/** A good run: a is reserved and shipped; poison is parked after two receives, redriven, and reserved. */
const GOOD: readonly Line[] = [
  {
    kind: "run.started",
    actor: "runner",
    data: { format: 1, scenario: "fixture", title: "a fixture", proves: [], seed: "1" },
  },
  { kind: "system.described", actor: "runner", data: SYSTEM },
  phase("provision"),
  ...["OrderEvents", "InventoryDlq", "InventoryQueue", "ShippingQueue"].flatMap((hop): Line[] => {
    const data = { type: hop === "OrderEvents" ? "AWS::SNS::Topic" : QUEUE, name: `ordeal-${hop}` };
    return [
      { kind: "resource.intended", actor: "runner", hop, data },
      { kind: "resource.created", actor: "runner", hop, data },
    ];
  }),
  ...probes.map(([probe, hop]): Line => ({
    kind: "probe.began",
    actor: "observe",
    data: { probe, watches: [hop], everyMs: 200 },
  })),
  phase("drive"),
  {
    kind: "fault.began",
    actor: "faults",
    hop: "InventoryWorker",
    data: { id: "f1", fault: "fail", on: { order: P } },
  },
  ...send(A, "o1", "first"),
  ...send(P, "o2"),
  seen(A, "InventoryQueue", "m-1"),
  effect(A, "reserve", 1),
  gone(A, "InventoryQueue", "m-1"),
  seen(A, "ShippingQueue", "m-2"),
  effect(A, "ship", 2),
  gone(A, "ShippingQueue", "m-2"),
  seen(P, "InventoryQueue", "m-3", 1),
  { kind: "fault.struck", actor: "faults", hop: "InventoryWorker", order: P, data: { id: "f1" } },
  seen(P, "InventoryQueue", "m-3", 2),
  { kind: "fault.struck", actor: "faults", hop: "InventoryWorker", order: P, data: { id: "f1" } },
  seen(P, "InventoryDlq", "m-3", 3, "probe"),
  depth("InventoryDlq", 1),
  { kind: "fault.ended", actor: "faults", hop: "InventoryWorker", data: { id: "f1" } },
  {
    kind: "op.invoked",
    actor: "drive",
    hop: "InventoryDlq",
    op: "o3",
    data: { service: "sqs", action: "ReceiveMessage", request: { queue: "InventoryDlq" }, redrive: true },
  },
  {
    kind: "op.ok",
    actor: "drive",
    hop: "InventoryDlq",
    order: P,
    op: "o3",
    data: { response: { status: 200 }, ids: { messageId: "m-3" }, attempts: 1 },
  },
  gone(P, "InventoryDlq", "m-3", "moved"),
  seen(P, "InventoryQueue", "m-4"),
  effect(P, "reserve", 3),
  gone(P, "InventoryQueue", "m-4"),
  phase("settle"),
  phase("drain"),
  depth("InventoryQueue", 0),
  depth("InventoryDlq", 0),
  drained,
  ...probes.map(([probe, hop]): Line => ({
    kind: "probe.ended",
    actor: "observe",
    data: { probe, watches: [hop] },
  })),
  phase("judge"),
  phase("teardown"),
  { kind: "run.ended", actor: "runner", data: { reason: "done" } },
];

type Change = (lines: readonly Line[]) => readonly Line[];
const is = (line: Line, kind: string, order?: string, hop?: string) =>
  line.kind === kind &&
  (order === undefined || line.order === order) &&
  (hop === undefined || line.hop === hop);
const drop =
  (kind: string, order?: string, hop?: string): Change =>
  (lines) =>
    lines.filter((line) => !is(line, kind, order, hop));
const double =
  (kind: string, order?: string): Change =>
  (lines) =>
    lines.flatMap((line) => (is(line, kind, order) ? [line, line] : [line]));
const replace =
  (kind: string, change: (line: Line) => Line, hop?: string): Change =>
  (lines) =>
    lines.map((line) => (is(line, kind, undefined, hop) ? change(line) : line));
const undrained: Change = drop("drain.ended");
const keep: Change = (lines) => lines;
const both =
  (...changes: readonly Change[]): Change =>
  (lines) =>
    changes.reduce((now, change) => change(now), lines);
const refuse = replace(
  "resource.created",
  (line) => ({
    ...line,
    kind: "resource.refused",
    data: { ...line.data, code: "InvalidParameterValue", message: "no" },
  }),
  "InventoryQueue",
);
const swapEffects = replace("effect.seen", (line) =>
  line.data.step === "reserve"
    ? { ...line, at: { source: "Provider", n: line.order === A ? "9" : "1" } }
    : line,
);
const sentApart: Change = (lines) => {
  const sends = lines.filter((line) => line.order === P && line.kind.startsWith("op.") && line.op === "o2");
  return lines.flatMap((line) =>
    sends.includes(line)
      ? []
      : is(line, "effect.seen", A) && line.data.step === "reserve"
        ? [line, ...sends]
        : [line],
  );
};

/** For each claim its arguments, and the change by which the good journal must be ruled violated and unknown. */
const CLAIMS: readonly (readonly [claim: string, args: object, violated: Change, unknown: Change])[] = [
  ["provisioned", {}, refuse, drop("resource.created", undefined, "ShippingQueue")],
  [
    "routed",
    { order: A, to: ["InventoryQueue", "ShippingQueue"] },
    drop("message.seen", A, "ShippingQueue"),
    both(drop("message.seen", A, "ShippingQueue"), undrained),
  ],
  [
    "reachedOnly",
    { order: P, to: ["InventoryQueue"], among: ["InventoryQueue", "ShippingQueue"] },
    (lines) =>
      lines.flatMap((line) =>
        is(line, "effect.seen", P) ? [line, seen(P, "ShippingQueue", "m-9")] : [line],
      ),
    drop("probe.began"),
  ],
  [
    "parked",
    { order: P, in: "InventoryDlq", afterReceives: 2 },
    (lines) =>
      lines.flatMap((line) =>
        is(line, "message.seen", P, "InventoryDlq") ? [seen(P, "InventoryQueue", "m-3", 3), line] : [line],
      ),
    undrained,
  ],
  [
    "redriven",
    { order: P, from: "InventoryDlq", to: "InventoryQueue" },
    (lines) => lines.filter((line) => line.data.messageId !== "m-4"),
    (lines) => lines.filter((line) => line.op !== "o3"),
  ],
  [
    "drained",
    { queue: "InventoryDlq" },
    replace(
      "depth.seen",
      (line) => ({ ...line, data: { visible: 1, inflight: 0, delayed: 0 } }),
      "InventoryDlq",
    ),
    drop("depth.seen"),
  ],
  ["tookEffectOnce", { order: [A, P], steps: ["reserve"] }, double("effect.seen", A), undrained],
  [
    "inOrder",
    { orders: [A, P], sink: "Provider", per: "group" },
    both(sentApart, swapEffects),
    drop("effect.seen", P),
  ],
  [
    "answered",
    { label: "first", status: 200 },
    replace("op.ok", (line) => ({ ...line, data: { ...line.data, response: { status: 500 } } })),
    (lines) => lines.filter((line) => !(line.op === "o1" && line.kind === "op.ok")),
  ],
  [
    "nothingLost",
    {},
    (lines) => lines.filter((line) => !(is(line, "message.gone", A) && line.hop === "InventoryQueue")),
    undrained,
  ],
  ["finishedWithin", { order: A, ms: 300 }, keep, undrained],
  [
    "reached",
    { what: "fail", atLeast: 2 },
    (lines) => {
      const last = lines.findLast((line) => line.kind === "fault.struck");
      return lines.filter((line) => line !== last);
    },
    drop("fault.struck"),
  ],
];

for (const [claim, args, violated, unknown] of CLAIMS) {
  const holds: Change = claim === "inOrder" ? sentApart : keep;
  write(claim, "holds", claim === "finishedWithin" ? { ...args, ms: 5000 } : args, holds);
  write(claim, "violated", claim === "finishedWithin" ? { ...args, ms: 1 } : args, violated);
  write(claim, "unknown", args, unknown);
}

function write(claim: string, outcome: string, args: object, change: Change): void {
  const declared: Line = { kind: "claim.declared", actor: "runner", data: { claim, args, says: claim } };
  const lines = change(GOOD).toSpliced(2, 0, declared);
  const slow = claim === "finishedWithin" && outcome === "violated" ? 300 : 10;
  const text = lines.map((line, index) => {
    const { kind, actor, data, ...rest } = line;
    return `${JSON.stringify({ seq: index + 1, atMs: index * slow, kind, actor, ...rest, data })}\n`;
  });
  const folder = path.join("fixtures", "journals", claim);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${outcome}.ndjson`), text.join(""));
}
