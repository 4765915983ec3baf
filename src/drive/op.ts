// Room drive: one call that Ordeal makes: invoked is on disk before it, then exactly one completion. Failed means certainly no
// effect; a timeout, a cut connection or a 5xx is unknown. The SDK's own retries are one op with its attempts.
import type { JsonObject, KindData } from "../journal/line.ts";
import type { JournalWriter } from "../journal/writer.ts";

export interface Call {
  readonly service: string;
  readonly action: string;
  readonly hop: string;
  readonly order?: string | undefined;
  readonly request: JsonObject;
  readonly label?: string | undefined;
  readonly batch?: string;
  readonly redrive?: true;
  readonly cause?: number | undefined;
}

export interface Answer {
  readonly $metadata: { readonly httpStatusCode?: number; readonly attempts?: number };
}

export type Completed<T> =
  | { readonly outcome: "ok"; readonly seq: number; readonly answer: T }
  | { readonly outcome: "failed" | "unknown"; readonly seq: number };

/** What of an answer goes into the journal. */
export interface Told {
  readonly ids?: { readonly messageId?: string; readonly sequenceNumber?: string };
  readonly body?: JsonObject;
  /** The order that only the answer tells. */
  readonly order?: string;
}

const opCounts = new WeakMap<JournalWriter, number>();

/** `o1`, `o2` and so on within one journal. */
function nextOp(journal: JournalWriter): string {
  const count = (opCounts.get(journal) ?? 0) + 1;
  opCounts.set(journal, count);
  return `o${count}`;
}

/** Makes a call and journals it. */
export async function callOnce<T extends Answer>(
  journal: JournalWriter,
  call: Call,
  send: () => Promise<T>,
  tell: (answer: T) => Told = () => ({}),
): Promise<Completed<T>> {
  const invoked = beginOp(journal, call);
  try {
    const answer = await send();
    const { ids, body, order } = tell(answer);
    const data: KindData["op.ok"] = {
      response: { status: answer.$metadata.httpStatusCode ?? 200, ...(body === undefined ? {} : { body }) },
      ...(ids === undefined ? {} : { ids }),
      attempts: answer.$metadata.attempts ?? 1,
    };
    const seq = journal.append({
      kind: "op.ok",
      ...invoked.frame,
      ...(order === undefined ? {} : { order }),
      data,
    });
    return { outcome: "ok", seq, answer };
  } catch (error) {
    return endBadly(journal, invoked, error);
  }
}

export interface BegunOp {
  readonly seq: number;
  readonly frame: {
    readonly actor: string;
    readonly hop: string;
    readonly order?: string;
    readonly op: string;
    readonly cause: number;
  };
}

/** Journals the intent of a call. */
export function beginOp(journal: JournalWriter, call: Call): BegunOp {
  const op = nextOp(journal);
  const { service, action, request, label, batch, redrive, hop, order, cause } = call;
  const about = { actor: "drive", hop, ...(order === undefined ? {} : { order }), op };
  const seq = journal.append({
    kind: "op.invoked",
    ...about,
    ...(cause === undefined ? {} : { cause }),
    data: {
      service,
      action,
      request,
      ...(label === undefined ? {} : { label }),
      ...(batch === undefined ? {} : { batch }),
      ...(redrive === undefined ? {} : { redrive }),
    },
  });
  return { seq, frame: { ...about, cause: seq } };
}

/** Journals the end of a call that brought an error. */
export function endBadly(
  journal: JournalWriter,
  { frame }: BegunOp,
  error: unknown,
): { outcome: "failed" | "unknown"; seq: number } {
  const { status, attempts } = metadataOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error ? error.name : "Error";
  if (isDefinite(error, status)) {
    const data = { error: { code, message, ...(status === undefined ? {} : { status }) }, attempts };
    return { outcome: "failed", seq: journal.append({ kind: "op.failed", ...frame, data }) };
  }
  return {
    outcome: "unknown",
    seq: journal.append({ kind: "op.unknown", ...frame, data: { reason: `${code}: ${message}`, attempts } }),
  };
}

function metadataOf(error: unknown): { status: number | undefined; attempts: number } {
  if (typeof error !== "object" || error === null || !("$metadata" in error))
    return { status: undefined, attempts: 1 };
  const metadata = error.$metadata as { httpStatusCode?: number; attempts?: number };
  return { status: metadata.httpStatusCode, attempts: metadata.attempts ?? 1 };
}

/** A 4xx was answered before anything happened; a refused connection or a guard never reached the service. */
function isDefinite(error: unknown, status: number | undefined): boolean {
  if (status !== undefined && status >= 400 && status < 500) return true;
  if (!(error instanceof Error)) return false;
  return error.name === "GuardRefused" || ("code" in error && error.code === "ECONNREFUSED");
}
