// Room claims: the weather as the journal tells it: which faults began, and how often each struck.
import type { Line } from "../journal/line.ts";

interface FaultFacts {
  readonly id: string;
  readonly fault: string | undefined;
  readonly strikes: number[];
}

/** Opens an empty book of faults. */
export function openFaultBook() {
  const byId = new Map<string, FaultFacts>();
  return {
    line(line: Line<"fault.began"> | Line<"fault.struck"> | Line<"fault.ended">): void {
      const { id } = line.data;
      const known = byId.get(id);
      const fault = line.kind === "fault.began" ? line.data.fault : known?.fault;
      // A fault that begins again, a pause of a pause, keeps its strikes; one whose beginning is not told has an id all the same.
      const facts = { id, fault, strikes: known?.strikes ?? [] };
      byId.set(id, facts);
      if (line.kind === "fault.struck") facts.strikes.push(line.seq);
    },
    /** `seq` of every strike of a fault's id, or of all faults of that name. */
    strikesOf(what: string): readonly number[] {
      return [...byId.values()]
        .filter((one) => one.id === what || one.fault === what)
        .flatMap((one) => one.strikes);
    },
  };
}
