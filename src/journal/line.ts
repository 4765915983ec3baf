// Room journal: the shape of one journal line, kind by kind (CONTRACTS 3). Everything else in Ordeal speaks these types.

/** The journal format this code writes and the newest it reads. */
export const JOURNAL_FORMAT = 1;

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

/** A position in the one source that orders it totally; `n` is a string of decimal digits. */
export interface Position {
  readonly source: string;
  readonly n: string;
}

export type Phase = "provision" | "warm" | "drive" | "settle" | "drain" | "judge" | "teardown";

/** One hop of the system: its logical id and what a claim may need to know of it. Times in seconds. */
export interface HopDescription {
  readonly hop: string;
  readonly type: string;
  readonly dlq?: string;
  readonly maxReceiveCount?: number;
  readonly visibilityS?: number;
  readonly delayS?: number;
  readonly consumer?: string;
}

/** Where effects are seen: the steps it names, and which step undoes which. */
export interface SinkDescription {
  readonly sink: string;
  readonly steps: readonly string[];
  readonly undoes?: { readonly [step: string]: string };
}

export interface SystemDescription {
  readonly hops: readonly HopDescription[];
  readonly sinks: readonly SinkDescription[];
  /** JSON Pointers to the order id in a body, by hop or `*`. */
  readonly orderAt: { readonly [hop: string]: string };
}

export interface ClaimDeclaration {
  readonly claim: string;
  readonly args: JsonObject;
  readonly says: string;
  readonly module?: string;
  readonly export?: string;
}

interface ResourceName {
  readonly type: string;
  readonly name: string;
}

interface ProbeLine {
  readonly probe: string;
  readonly watches: readonly string[];
  readonly everyMs?: number;
  readonly touches?: true;
  readonly reason?: string;
}

/** The data of every kind of line. A field not listed here may stand in a line; a listed one keeps its meaning. */
export interface KindData {
  "run.started": {
    readonly format: number;
    readonly scenario: string;
    readonly title: string;
    readonly proves: readonly string[];
    readonly seed: string;
  };
  "run.ended": { readonly reason: string };
  "system.described": SystemDescription;
  "claim.declared": ClaimDeclaration;
  "phase.entered": { readonly phase: Phase };
  "resource.intended": ResourceName & {
    /** What it puts on resources that the run did not make. */
    readonly writes?: readonly { readonly on: string; readonly wrote: string }[];
  };
  "resource.created": ResourceName;
  "resource.refused": ResourceName & { readonly code: string; readonly message: string };
  "resource.deleted": ResourceName;
  "op.invoked": {
    readonly service: string;
    readonly action: string;
    readonly request: JsonObject;
    readonly label?: string;
    readonly batch?: string;
    readonly redrive?: true;
  };
  "op.ok": {
    readonly response: { readonly status: number; readonly body?: Json };
    readonly ids?: { readonly messageId?: string; readonly sequenceNumber?: string };
    readonly attempts: number;
  };
  "op.failed": {
    readonly error: { readonly code: string; readonly message: string; readonly status?: number };
    readonly attempts: number;
  };
  "op.unknown": { readonly reason: string; readonly attempts: number };
  "probe.began": ProbeLine;
  "probe.ended": ProbeLine;
  "probe.gap": ProbeLine;
  "message.seen": {
    readonly messageId: string;
    readonly receives: number;
    readonly by: "consumer" | "probe" | "log";
    readonly touch?: true;
    readonly bodySha: string;
    readonly body?: string;
    readonly blob?: string;
    readonly groupId?: string;
    readonly dedupId?: string;
  };
  "message.gone": { readonly messageId: string; readonly by: "deleted" | "expired" | "purged" | "moved" };
  "event.seen": {
    readonly id: string;
    readonly source: string;
    readonly detailType: string;
    readonly detail?: Json;
    readonly blob?: string;
  };
  "notice.seen": {
    readonly channel: "email" | "sms" | "push" | "http";
    readonly to: string;
    readonly subject?: string;
    readonly bodySha: string;
  };
  "call.seen": {
    readonly requestId: string;
    readonly outcome: "ok" | "error" | "timeout" | "throttled";
    readonly errorType?: string;
    readonly batch?: string;
  };
  "effect.seen": {
    readonly step: string;
    readonly requestId: string;
    readonly key?: string;
    readonly deduplicated: boolean;
  };
  "step.seen": { readonly execution: string; readonly state: string; readonly event: string };
  "execution.seen": {
    readonly execution: string;
    readonly status: string;
    readonly error?: string;
    readonly cause?: string;
    readonly output?: Json;
  };
  "depth.seen": { readonly visible: number; readonly inflight: number; readonly delayed: number };
  "alarm.seen": { readonly state: string; readonly reason: string };
  "fault.began": { readonly id: string; readonly fault: string; readonly on?: JsonObject };
  "fault.struck": { readonly id: string };
  "fault.ended": { readonly id: string };
  "warm.ended": {
    readonly complete: boolean;
    readonly routes: readonly { readonly route: string; readonly tries: number }[];
  };
  "drain.ended": {
    readonly complete: boolean;
    readonly by: "heap" | "terminal" | "horizon" | "limit" | "proof";
    readonly horizonMs: number;
    readonly assumes?: readonly string[];
    readonly quietMs: number;
    readonly watched: readonly { readonly hop: string; readonly samples: number }[];
  };
}

export type Kind = keyof KindData;

/** One journal line. `seq` is dense from 1; `atMs` is monotonic milliseconds since the journal was opened. */
export type Line<K extends Kind = Kind> = {
  readonly [P in K]: {
    readonly seq: number;
    readonly atMs: number;
    readonly kind: P;
    readonly actor: string;
    readonly hop?: string;
    readonly order?: string;
    readonly op?: string;
    readonly cause?: number;
    readonly at?: Position;
    readonly data: KindData[P];
  };
}[K];

/** A line before the writer numbers it. */
export type Draft<K extends Kind = Kind> = { readonly [P in K]: Omit<Line<P>, "seq" | "atMs"> }[K];
