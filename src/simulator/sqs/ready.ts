// Room simulator/sqs: what can be received and in which order: by position on a standard queue (SQS-02), by group on a FIFO queue
// (FIFO-12..16).
import { Line } from "./line.ts";
import type { Stored } from "./message.ts";
import { Ranked } from "./ranked.ts";

export interface Ready {
  /** The message came into the queue, or its status changed. */
  changed(stored: Stored): void;
  /** What a receive may take of what was touched before, first to last; reading changes nothing. */
  inOrder(): Generator<Stored, void>;
}

export function standardReady(): Ready {
  const ranked = new Ranked<Stored>({ keyOf: ({ message }) => message.position });
  return {
    changed(stored) {
      if (stored.status === "ready" && !stored.isListed) {
        stored.isListed = true;
        ranked.push(stored);
      }
      for (let { first } = ranked; first !== undefined && first.status !== "ready"; { first } = ranked) {
        ranked.shift();
        first.isListed = false;
      }
    },
    *inOrder() {
      for (const stored of ranked.inOrder()) if (stored.status === "ready") yield stored;
    },
  };
}

interface Group {
  readonly id: string;
  readonly line: Line<Stored>;
  isListed: boolean;
}

const isOpen = ({ line }: Group): boolean => line.first?.status === "ready";

export function fifoReady(): Ready {
  const groups = new Map<string, Group>();
  const open = new Line<Group>();
  const groupOf = ({
    message: {
      more: { groupId = "" },
    },
  }: Stored): Group => {
    const group = groups.get(groupId) ?? { id: groupId, line: new Line<Stored>(), isListed: false };
    groups.set(groupId, group);
    return group;
  };
  return {
    changed(stored) {
      const group = groupOf(stored);
      if (!stored.isListed) {
        stored.isListed = true;
        group.line.push(stored);
      }
      group.line.prune(({ status }) => status === "gone");
      if (group.line.first === undefined) groups.delete(group.id);
      if (isOpen(group) && !group.isListed) {
        group.isListed = true;
        open.push(group);
      }
      open.prune(
        (first) => !isOpen(first),
        (first) => (first.isListed = false),
      );
    },
    /** One group as far as possible, then the next (FIFO-13). */
    *inOrder() {
      for (const { line } of open) yield* untilHidden(line);
    },
  };
}

/** Up to the first message that is in flight or delayed: nothing overtakes it (FIFO-14, FIFO-16). */
function* untilHidden(line: Line<Stored>): Generator<Stored> {
  for (const stored of line) {
    if (stored.status === "ready") yield stored;
    else if (stored.status !== "gone") return;
  }
}
