// Room faults: the switch file of one worker: the faults its wrapper makes, read anew for each order. Written whole, by rename.
import { renameSync, writeFileSync } from "node:fs";
import type { JournalWriter } from "../journal/writer.ts";
import type { FaultRule } from "./rule.ts";

export interface SwitchFile {
  readonly path: string;
  /** Lets a fault begin; the returned function ends it. */
  begin(rule: FaultRule): () => void;
}

/** Opens the switch file of a worker, with nothing switched on. `give` is told of all that is written. */
export function openSwitchFile(
  path: string,
  journal: JournalWriter,
  seed: string,
  give: (file: string, text: string) => void = () => {},
): SwitchFile {
  const rules: FaultRule[] = [];
  const write = () => {
    const text = JSON.stringify(rules.map((rule) => switchOf(rule, path, seed)));
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
    give(path, text);
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
      for (const token of tokensOf(rule, path)) writeFileSync(token, "");
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

/** What the handlers' wrapper reads (src/system/worker/switches.ts). */
function switchOf(rule: FaultRule, path: string, seed: string) {
  const { id, fault, on, error, delayMs, probability } = rule;
  return {
    id,
    ...(on?.order === undefined ? {} : { order: on.order }),
    ...(rule.times === undefined ? {} : { tokens: tokensOf(rule, path) }),
    ...(probability === undefined ? {} : { probability, seed }),
    ...(fault === "slow" ? { slowMs: delayMs?.[0] ?? 1_000 } : { error: error?.type ?? "Error" }),
  };
}

/** A file for each strike there may be: whoever deletes one strikes, whichever of the worker's incarnations that is. */
function tokensOf({ id, times }: FaultRule, path: string): readonly string[] {
  return Array.from({ length: times ?? 0 }, (_, index) => `${path}.${id}.${index + 1}`);
}
