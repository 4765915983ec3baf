// Room observe: tails the evidence files of a worker, one a incarnation, and journals what they say. Lines refer to each other by
// `n`; in the journal they refer by seq.
import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { Draft, KindData } from "../journal/line.ts";
import type { JournalWriter } from "../journal/writer.ts";
import { type Probe, startProbe } from "./probe.ts";

export interface EvidenceProbe extends Probe {
  /** Follows another incarnation's file from now on. `added` answers what was added since the last call. Default: a look at the file. */
  follow(file: string, source: string, added?: () => string): void;
  /** Reads what is there, at once. */
  readNow(): void;
}

type EvidenceKind = "message.seen" | "message.gone" | "call.seen" | "fault.struck";

interface EvidenceLine {
  readonly n: number;
  readonly kind: EvidenceKind;
  readonly hop: string;
  readonly order?: string;
  readonly ref?: number;
  readonly data: KindData[EvidenceKind];
}

const READ_BYTES = 256 * 1024;
const KINDS: readonly string[] = ["message.seen", "message.gone", "call.seen", "fault.struck"];

export interface EvidenceProbeOptions {
  readonly worker: string;
  readonly queue: string;
  readonly everyMs: number;
  /**
   * Where the simulator's log tells what was received and deleted, only the rest is journaled. Answers the line that tells of a
   * sighting, for what follows from it.
   */
  readonly told?: (sighting: KindData["message.seen"]) => number | undefined;
}

/** Starts the probe of one worker. */
export function startEvidenceProbe(journal: JournalWriter, options: EvidenceProbeOptions): EvidenceProbe {
  const { told } = options;
  const tails: (() => void)[] = [];
  const readNow = () => {
    for (const tail of tails) tail();
  };
  const probe = startProbe(journal, {
    name: `${options.worker}.evidence`,
    watches: [options.queue, options.worker],
    everyMs: options.everyMs,
    ...(told === undefined ? {} : { onlyWhenAsked: true }),
    read: async () => readNow(),
  });
  return {
    ...probe,
    readNow,
    follow: (file, source, added) =>
      tails.push(
        openTail(journal, added === undefined ? linesOfFile(file) : wholeLines(added), file, source, told),
      ),
  };
}

/** One for all tails, which read without a pause: one for each read would be most of the memory that a box takes and gives back. */
const buffer = Buffer.allocUnsafe(READ_BYTES);

/** Each call journals the lines that were added since the last. */
function openTail(
  journal: JournalWriter,
  added: () => readonly string[],
  file: string,
  source: string,
  told: EvidenceProbeOptions["told"],
): () => void {
  const seqs = new Map<number, number>();
  return () => {
    for (const line of added()) {
      const read = parseEvidence(line, file);
      const seq = told === undefined ? "untold" : seqOfTold(read, told);
      if (seq === "untold") seqs.set(read.n, journal.append(draftOf(read, source, seqs)));
      else if (seq !== undefined) seqs.set(read.n, seq);
    }
  };
}

const NONE: readonly string[] = [];

/** Each call answers the lines that were added to a file since the last. */
function linesOfFile(file: string): () => readonly string[] {
  let offset = 0;
  let rest = "";
  return () => {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === offset) return NONE;
    const descriptor = openSync(file, "r");
    try {
      // A read that does not fill the buffer was the last.
      for (let bytes = buffer.length; bytes === buffer.length;) {
        bytes = readSync(descriptor, buffer, 0, buffer.length, offset);
        offset += bytes;
        rest += buffer.toString("latin1", 0, bytes);
      }
    } finally {
      closeSync(descriptor);
    }
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    return lines.map((line) => Buffer.from(line, "latin1").toString("utf8"));
  };
}

function wholeLines(added: () => string): () => readonly string[] {
  let rest = "";
  return () => {
    const text = added();
    if (text === "") return NONE;
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    return lines;
  };
}

function seqOfTold(
  { kind, data }: EvidenceLine,
  told: NonNullable<EvidenceProbeOptions["told"]>,
): number | "untold" | undefined {
  if (kind === "message.gone") return undefined;
  return kind === "message.seen" ? told(data as KindData["message.seen"]) : "untold";
}

function parseEvidence(text: string, file: string): EvidenceLine {
  const value: unknown = JSON.parse(text);
  if (
    typeof value !== "object" ||
    value === null ||
    !("kind" in value) ||
    !KINDS.includes(String(value.kind))
  ) {
    throw new Error(`${file} holds a line that is no evidence: ${text.slice(0, 80)}`);
  }
  return value as EvidenceLine;
}

function draftOf(line: EvidenceLine, source: string, seqs: ReadonlyMap<number, number>): Draft {
  const cause = line.ref === undefined ? undefined : seqs.get(line.ref);
  const draft = {
    kind: line.kind,
    actor: line.kind === "fault.struck" ? "faults" : "observe",
    hop: line.hop,
    ...(line.order === undefined || line.order === "" ? {} : { order: line.order }),
    ...(cause === undefined ? {} : { cause }),
    at: { source, n: String(line.n) },
    data: line.data,
  };
  return draft as Draft;
}
