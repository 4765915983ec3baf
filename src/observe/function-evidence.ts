// Room observe: what functions tell of themselves, journaled: each receive, each outcome, each strike of a fault. Lines of one
// environment are numbered and refer to each other; a standard queue may bring them out of order, so they wait for what is missing.
import type { Draft, KindData } from "../journal/line.ts";
import type { JournalWriter } from "../journal/writer.ts";

type FunctionKind = "message.seen" | "call.seen" | "fault.struck";

interface FunctionLine {
  readonly n: number;
  readonly kind: FunctionKind;
  /** The ARN of a queue or a function. */
  readonly where: string;
  readonly order: string;
  readonly ref?: number;
  readonly data: KindData[FunctionKind] & { readonly messageId?: string };
}

interface Environment {
  readonly source: string;
  readonly waiting: Map<number, FunctionLine>;
  readonly seqs: Map<number, number>;
  next: number;
}

export interface FunctionEvidenceOptions {
  readonly journal: JournalWriter;
  hopOf(physical: string): string | undefined;
  /** As in the evidence probe of a worker: where a log tells of receives, the line that tells of this one. */
  readonly told?: (sighting: KindData["message.seen"]) => number | undefined;
}

/** What is told of one message. */
export interface Told {
  readonly hop: string;
  readonly order: string;
  readonly messageId: string;
  readonly seq: number;
  /** Undefined for a receive. */
  readonly outcome: string | undefined;
}

export interface FunctionEvidence {
  /** Takes one message of the evidence queue; one that was taken before is nothing new. */
  take(body: string): void;
  /** Called with each receive and each outcome of a message that is journaled. */
  onTold(listener: (told: Told) => void): void;
}

/** Opens it; `journal` gets what `take` is given. */
export function openFunctionEvidence(options: FunctionEvidenceOptions): FunctionEvidence {
  const { journal, hopOf, told } = options;
  const environments = new Map<string, Environment>();
  const incarnations = new Map<string, number>();
  const listeners: ((told: Told) => void)[] = [];
  const queueOf = new Map<string, string>();

  const environmentOf = (name: string, lines: readonly FunctionLine[]): Environment => {
    const known = environments.get(name);
    if (known !== undefined) return known;
    const call = lines.find(({ kind }) => kind !== "message.seen") ?? lines[0];
    const hop = hopOf(call?.where ?? "") ?? "function";
    const count = (incarnations.get(hop) ?? 0) + 1;
    incarnations.set(hop, count);
    const made = { source: `${hop}~${count}`, waiting: new Map(), seqs: new Map(), next: 1 };
    environments.set(name, made);
    return made;
  };

  const write = (line: FunctionLine, { source, seqs }: Environment): void => {
    const hop = hopOf(line.where);
    if (hop === undefined) return;
    const sighting = line.kind === "message.seen" ? (line.data as KindData["message.seen"]) : undefined;
    const known = sighting === undefined ? undefined : told?.(sighting);
    const cause = line.ref === undefined ? undefined : seqs.get(line.ref);
    const seq = known ?? journal.append(draftOf(line, hop, source, cause));
    seqs.set(line.n, seq);
    const { messageId, order } = { messageId: line.data.messageId, order: line.order };
    if (messageId === undefined) return;
    if (sighting !== undefined) queueOf.set(messageId, hop);
    const outcome = line.kind === "call.seen" ? (line.data as KindData["call.seen"]).outcome : undefined;
    const at = queueOf.get(messageId);
    if (at !== undefined)
      for (const listener of listeners) listener({ hop: at, order, messageId, seq, outcome });
  };

  return {
    take(body) {
      const { environment, lines } = parse(body);
      const from = environmentOf(environment, lines);
      for (const line of lines) if (line.n >= from.next) from.waiting.set(line.n, line);
      for (let line = from.waiting.get(from.next); line !== undefined; line = from.waiting.get(from.next)) {
        from.waiting.delete(from.next);
        from.next += 1;
        write(line, from);
      }
    },
    onTold: (listener) => void listeners.push(listener),
  };
}

function parse(body: string): { environment: string; lines: readonly FunctionLine[] } {
  const value: unknown = JSON.parse(body);
  if (typeof value !== "object" || value === null || !("lines" in value) || !Array.isArray(value.lines))
    throw new Error(`the evidence queue holds no evidence: ${body.slice(0, 80)}`);
  // Written by src/system/handlers/evidence.ts.
  return value as unknown as { environment: string; lines: readonly FunctionLine[] };
}

function draftOf(line: FunctionLine, hop: string, source: string, cause: number | undefined): Draft {
  const draft = {
    kind: line.kind,
    actor: line.kind === "fault.struck" ? "faults" : "observe",
    hop,
    ...(line.order === "" ? {} : { order: line.order }),
    ...(cause === undefined ? {} : { cause }),
    at: { source, n: String(line.n) },
    data: line.data,
  };
  return draft as Draft;
}
