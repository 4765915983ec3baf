// Room claims, tests: journals written by hand in a few words. A test states what happened between the first send and the drain;
// the frame around it is that of a run that went well, and each part of it can be replaced.
import { parseLine } from "../journal/line-parser.ts";
import type { Draft, Json, JsonObject, Kind, KindData } from "../journal/line.ts";
import { openJudge } from "./judge.ts";
import type { ClaimVerdict } from "./verdict.ts";

/** One line or several. */
export type Part = Draft | readonly Part[];

const QUEUE = "AWS::SQS::Queue";

/** Two branches behind a topic, a FIFO queue after them, one sink with three steps. */
export const SYSTEM: KindData["system.described"] = {
  hops: [
    { hop: "Events", type: "AWS::SNS::Topic" },
    {
      hop: "Stock",
      type: QUEUE,
      dlq: "StockDlq",
      maxReceiveCount: 3,
      visibilityS: 1,
      consumer: "StockWorker",
    },
    { hop: "StockDlq", type: QUEUE },
    { hop: "Ship", type: QUEUE, dlq: "ShipDlq", maxReceiveCount: 3, visibilityS: 1, consumer: "ShipWorker" },
    { hop: "ShipDlq", type: QUEUE },
    { hop: "Ledger", type: QUEUE, dlq: "LedgerDlq", maxReceiveCount: 3, consumer: "LedgerWorker" },
    { hop: "LedgerDlq", type: QUEUE },
    { hop: "Audit", type: QUEUE },
    { hop: "StockWorker", type: "Ordeal::Worker" },
  ],
  sinks: [{ sink: "Provider", steps: ["reserve", "ship", "charge"] }],
  orderAt: { "*": "/orderId" },
};

const line = <K extends Kind>(
  kind: K,
  data: KindData[K],
  rest: Partial<Omit<Draft, "kind" | "data">> = {},
): Draft => ({ kind, actor: "test", ...rest, data }) as Draft;

let ops = 0;

interface Sent {
  readonly label?: string;
  readonly batch?: string;
  readonly hop?: string;
  readonly body?: Json;
  readonly groupId?: string;
  readonly redrive?: true;
}

/** An op that is invoked and not completed. */
export function invoked(order: string, { hop = "Events", label, batch, body, groupId }: Sent = {}): Draft {
  ops += 1;
  const request: JsonObject = {
    ...(body === undefined ? {} : { body }),
    ...(groupId === undefined ? {} : { groupId }),
  };
  const data = {
    service: "sqs",
    action: "SendMessage",
    request,
    ...(label === undefined ? {} : { label }),
    ...(batch === undefined ? {} : { batch }),
  };
  return line("op.invoked", data, { hop, order, op: `op${ops}` });
}

const about = ({ order, hop, op }: Draft) => ({
  ...(order === undefined ? {} : { order }),
  ...(hop === undefined ? {} : { hop }),
  ...(op === undefined ? {} : { op }),
});

export const ok = (to: Draft, status = 200, body?: Json): Draft =>
  line("op.ok", { response: { status, ...(body === undefined ? {} : { body }) }, attempts: 1 }, about(to));
export const failed = (to: Draft, status?: number): Draft =>
  line(
    "op.failed",
    { error: { code: "Refused", message: "no", ...(status === undefined ? {} : { status }) }, attempts: 1 },
    about(to),
  );
export const inDoubt = (to: Draft): Draft =>
  line("op.unknown", { reason: "timeout", attempts: 3 }, about(to));

/** An accepted send. */
export function send(order: string, options: Sent = {}): readonly Draft[] {
  const call = invoked(order, options);
  return [call, ok(call)];
}

/** A send whose answer never came. */
export function sendInDoubt(order: string, options: Sent = {}): readonly Draft[] {
  const call = invoked(order, options);
  return [call, inDoubt(call)];
}

/** A send that was refused. */
export function sendRefused(order: string, options: Sent = {}): readonly Draft[] {
  const call = invoked(order, options);
  return [call, failed(call, 400)];
}

interface Seen {
  readonly receives?: number;
  readonly by?: "consumer" | "probe" | "log";
  readonly body?: string;
  readonly blob?: string;
  readonly groupId?: string;
  readonly sha?: string;
}

export function seen(order: string, hop: string, messageId: string, options: Seen = {}): Draft {
  const { receives = 1, by = hop.endsWith("Dlq") ? "probe" : "consumer", sha = "5", ...rest } = options;
  const bodySha = sha.repeat(64).slice(0, 64);
  return line("message.seen", { messageId, receives, by, bodySha, ...rest }, { order, hop });
}

/** Received so many times, numbered from one. */
export const received = (order: string, hop: string, messageId: string, times: number): readonly Draft[] =>
  Array.from({ length: times }, (_, index) => seen(order, hop, messageId, { receives: index + 1 }));

export const gone = (
  order: string,
  hop: string,
  messageId: string,
  by: KindData["message.gone"]["by"] = "deleted",
): Draft => line("message.gone", { messageId, by }, { order, hop });

/** Received once, and deleted. */
export const worked = (order: string, hop: string, messageId: string): readonly Draft[] => [
  seen(order, hop, messageId),
  gone(order, hop, messageId),
];

let positions = 0;

interface Took {
  readonly n?: number | null;
  readonly source?: string;
  readonly deduplicated?: boolean;
  readonly sink?: string;
}

export function effect(order: string, step: string, options: Took = {}): Draft {
  const { n = (positions += 1), source = "Provider", deduplicated = false, sink = "Provider" } = options;
  const at = n === null ? {} : { at: { source, n: String(n) } };
  return line("effect.seen", { step, requestId: `r-${n ?? 0}`, deduplicated }, { order, hop: sink, ...at });
}

export const handled = (order: string, hop: string): Draft =>
  line("call.seen", { requestId: "c", outcome: "ok" }, { order, hop });

/** A redrive by hand of one message: received, sent back under another id, deleted. */
export function redrive(order: string, dlq: string, messageId: string, to: string): readonly Draft[] {
  return [
    ...redriveReceive(order, dlq, messageId),
    ...redriveSend(order, to),
    ...redriveDelete(order, dlq, messageId),
  ];
}

const redriveOp = (
  action: string,
  hop: string,
  request: JsonObject,
  order: string,
  ids?: { messageId: string },
) => {
  ops += 1;
  const op = `op${ops}`;
  return [
    line("op.invoked", { service: "sqs", action, request, redrive: true }, { hop, op }),
    line(
      "op.ok",
      { response: { status: 200 }, attempts: 1, ...(ids === undefined ? {} : { ids }) },
      { hop, op, order },
    ),
  ];
};
export const redriveReceive = (order: string, dlq: string, messageId: string): readonly Draft[] =>
  redriveOp("ReceiveMessage", dlq, { queue: dlq }, order, { messageId });
export const redriveSend = (order: string, to: string): readonly Draft[] =>
  redriveOp("SendMessage", to, { queue: to }, order);
export const redriveDelete = (order: string, dlq: string, messageId: string): readonly Draft[] =>
  redriveOp("DeleteMessage", dlq, { queue: dlq, messageId }, order);
export const moveTask = (dlq: string): readonly Draft[] => {
  ops += 1;
  const data = {
    service: "sqs",
    action: "StartMessageMoveTask",
    request: { queue: dlq },
    redrive: true,
  } as const;
  const rest = { hop: dlq, op: `op${ops}` };
  return [line("op.invoked", data, rest), line("op.ok", { response: { status: 200 }, attempts: 1 }, rest)];
};

export const depth = (hop: string, visible: number, inflight = 0, delayed = 0): Draft =>
  line("depth.seen", { visible, inflight, delayed }, { hop });
export const gap = (probe: string): Draft => line("probe.gap", { probe, watches: [], reason: "test" });
export const probeEnded = (probe: string): Draft => line("probe.ended", { probe, watches: [] });
export const probeBegan = (probe: string, ...watches: readonly string[]): Draft =>
  line("probe.began", { probe, watches, everyMs: 200 });
export const began = (id: string, fault: string): Draft => line("fault.began", { id, fault });
export const struck = (id: string): Draft => line("fault.struck", { id });
export const resource = (
  kind: "intended" | "created" | "refused" | "deleted",
  hop: string,
  { type = QUEUE, name = `ordeal-${hop}`, code = "InvalidParameterValue", message = "no" } = {},
): Draft =>
  kind === "refused"
    ? line("resource.refused", { type, name, code, message }, { hop })
    : line(`resource.${kind}`, { type, name }, { hop });

const drainEnded = (complete: boolean, by: KindData["drain.ended"]["by"]): Draft =>
  line("drain.ended", { complete, by, horizonMs: 1000, quietMs: 1000, watched: [] });

export interface Frame {
  /** How the drain ended; null where it did not begin. Default `terminal`. */
  readonly drain?: KindData["drain.ended"]["by"] | null;
  readonly system?: KindData["system.described"] | null;
  /** Claims beside the one that is asked about. */
  readonly beside?: readonly (readonly [claim: string, args: JsonObject])[];
  /** Probe names with what they watch. */
  readonly probes?: Readonly<Record<string, readonly string[]>>;
  /** After the drain, before the judge phase. */
  readonly late?: readonly Draft[];
  readonly reason?: string | null;
  /** Between two lines; the journal's clock moves on by so much. */
  readonly stepMs?: number;
}

const PROBES = {
  "Stock.evidence": ["Stock"],
  "Ship.evidence": ["Ship"],
  "Ledger.evidence": ["Ledger"],
  "Dlq.look": ["StockDlq", "ShipDlq", "LedgerDlq"],
  "Audit.look": ["Audit"],
  "Provider.calls": ["Provider"],
};

const drafts = (part: Part): readonly Draft[] => (isList(part) ? part.flatMap(drafts) : [part]);
const isList = (part: Part): part is readonly Part[] => Array.isArray(part);

/** The whole journal as drafts. */
export function framed(
  claim: string,
  args: JsonObject,
  parts: readonly Part[],
  frame: Frame = {},
): readonly Draft[] {
  const {
    drain = "terminal",
    system = SYSTEM,
    beside = [],
    probes = PROBES,
    late = [],
    reason = "done",
  } = frame;
  const phase = (name: KindData["phase.entered"]["phase"]) => line("phase.entered", { phase: name });
  return [
    line("run.started", { format: 1, scenario: "hand", title: "by hand", proves: [], seed: "1" }),
    ...(system === null ? [] : [line("system.described", system)]),
    ...[[claim, args] as const, ...beside].map(([name, more]) =>
      line("claim.declared", { claim: name, args: more, says: name }),
    ),
    phase("provision"),
    ...Object.entries(probes).map(([probe, watches]) => probeBegan(probe, ...watches)),
    phase("drive"),
    ...parts.flatMap(drafts),
    ...(drain === null ? [] : [drainEnded(drain !== "limit" && drain !== "proof", drain)]),
    ...late,
    phase("judge"),
    phase("teardown"),
    ...(reason === null ? [] : [line("run.ended", { reason })]),
  ];
}

/** The ruling of the built-in claim on what happened. Every line passes the format's own checks first. */
export function rulingOn(
  claim: string,
  args: JsonObject,
  parts: readonly Part[],
  frame: Frame = {},
): ClaimVerdict {
  const judge = openJudge();
  for (const [index, draft] of framed(claim, args, parts, frame).entries()) {
    const seq = index + 1;
    const text = JSON.stringify({ seq, atMs: index * (frame.stepMs ?? 10), ...draft });
    judge.line(parseLine(text, { file: "by hand", line: seq }));
  }
  const [first] = judge.verdict().claims ?? [];
  if (first === undefined) throw new Error("no claim was judged");
  return first;
}
