// Room faults: the switch file of one worker: the faults its wrapper makes, read anew for each order. Written whole, by rename.
import { renameSync, writeFileSync } from "node:fs";
import type { JournalWriter } from "../journal/writer.ts";
import type { FaultRule } from "./rule.ts";

export interface SwitchFile {
  readonly path: string;
  /** Lets a fault begin; the returned function ends it. */
  begin(rule: FaultRule): () => void;
}

/** Opens the switch file of a worker, with nothing switched on. */
export function openSwitchFile(path: string, journal: JournalWriter): SwitchFile {
  const rules: FaultRule[] = [];
  const write = () => {
    const switches = rules.map(({ id, fault, on, error, delayMs }) => ({
      id,
      ...(on?.order === undefined ? {} : { order: on.order }),
      ...(fault === "slow" ? { slowMs: delayMs?.[0] ?? 1_000 } : { error: error?.type ?? "Error" }),
    }));
    writeFileSync(`${path}.new`, JSON.stringify(switches));
    renameSync(`${path}.new`, path);
  };
  write();
  return {
    path,
    begin(rule) {
      const { id, fault, hop, on } = rule;
      const began = journal.append({
        kind: "fault.began",
        actor: "faults",
        hop,
        data: { id, fault, ...(on === undefined ? {} : { on: { ...on } }) },
      });
      rules.push(rule);
      write();
      return () => {
        const index = rules.indexOf(rule);
        if (index < 0) return;
        rules.splice(index, 1);
        write();
        journal.append({ kind: "fault.ended", actor: "faults", hop, cause: began, data: { id } });
      };
    },
  };
}
