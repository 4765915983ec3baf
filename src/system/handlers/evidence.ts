// Room system: a function's evidence: what it received, before business code runs, and what came of it. A function has no file that
// anyone could tail, so the lines go to a queue that ORDEAL_EVIDENCE_QUEUE names, one send for what is known at once; without the
// variable nothing is written and nothing is sent.
import { createHash, randomUUID } from "node:crypto";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { sqs } from "./clients.ts";

export interface EvidenceLine {
  readonly kind: "message.seen" | "call.seen" | "fault.struck";
  /** The ARN of the queue or the function: a function does not know logical ids. */
  readonly where: string;
  readonly order: string;
  /** `n` of the line this one follows from. */
  readonly ref?: number | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Of this start of the code: after a timeout the same log stream begins anew. */
const environment = randomUUID();
let written = 0;

/** Sends lines and returns the `n` of each, counted by this environment from 1. */
export async function tell(lines: readonly EvidenceLine[]): Promise<readonly number[]> {
  const QueueUrl = process.env.ORDEAL_EVIDENCE_QUEUE;
  if (QueueUrl === undefined || lines.length === 0) return [];
  const numbered = lines.map((line, index) => ({ n: written + index + 1, ...line }));
  written += lines.length;
  await sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ environment, lines: numbered }) }),
  );
  return numbered.map(({ n }) => n);
}

/** SHA-256 of a body, in hex. */
export function shaOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
