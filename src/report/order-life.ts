// Room report: one order's life, hop by hop, with the seq numbers a reader can look up.
import type { Line } from "../journal/line.ts";

/** One line of the life of an order; undefined for lines that say nothing of it. */
export function lifeLine(line: Line): string | undefined {
  const words = wordsOf(line);
  if (words === undefined) return undefined;
  const time = `${(line.atMs / 1000).toFixed(3)} s`.padStart(10);
  return `${String(line.seq).padStart(6)} ${time}  ${(line.hop ?? "").padEnd(18)} ${words}`;
}

function wordsOf(line: Line): string | undefined {
  switch (line.kind) {
    case "op.invoked":
      return `${line.data.redrive === true ? "redrive: " : ""}${line.data.service} ${line.data.action} is called`;
    case "op.ok":
      return `answered ${line.data.response.status}${line.data.ids?.messageId === undefined ? "" : `, message ${line.data.ids.messageId}`}`;
    case "op.failed":
      return `failed: ${line.data.error.code}: ${line.data.error.message}`;
    case "op.unknown":
      return `no answer: ${line.data.reason}`;
    case "message.seen":
      return `seen by ${line.data.by}, receive ${line.data.receives}, message ${line.data.messageId}`;
    case "message.gone":
      return `gone: ${line.data.by}`;
    case "call.seen":
      return `handled: ${line.data.outcome}${line.data.errorType === undefined ? "" : ` (${line.data.errorType})`}`;
    case "effect.seen":
      return line.data.deduplicated
        ? `${line.data.step} again, deduplicated by its key`
        : `${line.data.step} took effect (request ${line.data.requestId})`;
    case "fault.struck":
      return `fault ${line.data.id} strikes`;
    default:
      return undefined;
  }
}
