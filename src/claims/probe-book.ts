// Room claims: the life of the probes. Absence at a hop is evidence only where its probe was alive from the first send to the
// drain (CONTRACTS 3); of a gap the book says where.
import type { Line } from "../journal/line.ts";

interface ProbeFacts {
  readonly probe: string;
  readonly beganSeq: number;
  readonly everyMs: number;
  readonly watches: readonly string[];
  gapSeq: number;
  endedSeq: number;
}

/** The probe that counts what is in queues: from a count no order's absence can be told. */
const COUNTING = "depth";

type ProbeLine = Line<"probe.began"> | Line<"probe.ended"> | Line<"probe.gap">;

/** Opens an empty book of probes. */
export function openProbeBook() {
  const byName = new Map<string, ProbeFacts>();
  let drainedSeq = 0;
  function began(line: ProbeLine): void {
    const { probe, watches, everyMs } = line.data;
    const known = byName.get(probe);
    if (known !== undefined && known.endedSeq === 0) return;
    // One that ended and begins again counts from here: what was between nobody saw.
    const gapSeq = known?.gapSeq ?? 0;
    byName.set(probe, { probe, watches, beganSeq: line.seq, everyMs: everyMs ?? 0, gapSeq, endedSeq: 0 });
  }
  const watching = (hop: string) => [...byName.values()].filter((probe) => probe.watches.includes(hop));
  return {
    line(line: ProbeLine): void {
      if (line.kind === "probe.began") began(line);
      const facts = byName.get(line.data.probe);
      if (facts === undefined) return;
      if (line.kind === "probe.gap") facts.gapSeq ||= line.seq;
      if (line.kind === "probe.ended") facts.endedSeq = line.seq;
    },
    /** The drain ended here: a probe that ended before was not alive to its end. */
    drained(seq: number): void {
      drainedSeq = seq;
    },
    /** Why nothing can be concluded from silence at a hop, or undefined where it can; `counted`: how many are there is all that is asked. */
    blindAt(
      hop: string,
      firstSendSeq: number,
      { counted = false }: { counted?: boolean } = {},
    ): string | undefined {
      const probes = watching(hop);
      if (probes.length === 0) return `no probe watched ${hop}`;
      if (!counted && probes.every((probe) => probe.probe === COUNTING))
        return `no probe watched ${hop} for orders: its depth alone was sampled`;
      const gap = probes.find((probe) => probe.gapSeq > 0);
      if (gap !== undefined) return `the probe ${gap.probe} had a gap (seq ${gap.gapSeq})`;
      const ended = probes.find((probe) => probe.endedSeq > 0 && probe.endedSeq < drainedSeq);
      if (ended !== undefined)
        return `the probe ${ended.probe} ended before the drain did (seq ${ended.endedSeq})`;
      const late = probes.find((probe) => firstSendSeq > 0 && probe.beganSeq > firstSendSeq);
      if (late !== undefined)
        return `the probe ${late.probe} began after the first send (seq ${late.beganSeq})`;
      return undefined;
    },
    /** How late a sign at this hop may be learned, in milliseconds. */
    everyMsAt(hop: string): number {
      return Math.max(0, ...watching(hop).map((probe) => probe.everyMs));
    },
  };
}
