// Room system: a worker's evidence: one line for each receive, before its business code runs, and for each outcome and deletion
// once known. Appended with O_APPEND, one write a line, so that a SIGKILL loses no line and tears none that was written.
import { createHash } from "node:crypto";
import { openSync, writeSync } from "node:fs";

export interface EvidenceLine {
  readonly kind: "message.seen" | "message.gone" | "call.seen" | "fault.struck";
  readonly hop: string;
  readonly order?: string | undefined;
  /** `n` of the line this one follows from. */
  readonly ref?: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Evidence {
  /** Appends a line and returns its `n`. */
  write(line: EvidenceLine): number;
}

/** Opens the evidence file of one incarnation of a worker. */
export function openEvidence(file: string): Evidence {
  const descriptor = openSync(file, "a");
  let n = 0;
  return {
    write(line) {
      n += 1;
      writeSync(descriptor, `${JSON.stringify({ n, ...line })}\n`);
      return n;
    },
  };
}

/** SHA-256 of a body, in hex. */
export function shaOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
