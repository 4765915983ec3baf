// Room claims: the weather as the journal tells it: which faults began, and how often each struck.
import type { Line } from "../journal/line.ts";

interface FaultFacts {
  readonly id: string;
  readonly fault: string;
  readonly strikes: number[];
}

/** Opens an empty book of faults. */
export function openFaultBook() {
  const byId = new Map<string, FaultFacts>();
  return {
    line(line: Line<"fault.began"> | Line<"fault.struck"> | Line<"fault.ended">): void {
      const { id } = line.data;
      if (line.kind === "fault.began") byId.set(id, { id, fault: line.data.fault, strikes: [] });
      else if (line.kind === "fault.struck") byId.get(id)?.strikes.push(line.seq);
    },
    /** `seq` of every strike of a fault's id, or of all faults of that name. */
    strikesOf(what: string): readonly number[] {
      return [...byId.values()]
        .filter((one) => one.id === what || one.fault === what)
        .flatMap((one) => one.strikes);
    },
  };
}
