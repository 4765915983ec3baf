// Room faults: decides which rule strikes a call, by its hop, order and action, its window, how often it struck, and chance.
import type { JournalWriter } from "../journal/writer.ts";
import { chance } from "./chance.ts";
import type { FaultName, FaultRule } from "./rule.ts";
import type { AwsCall } from "./wire.ts";

export interface Strike {
  readonly rule: FaultRule;
  readonly delayMs: number;
  /** Of a batch, the entries that are struck. */
  readonly entryIds: readonly string[];
}

interface Active {
  readonly rule: FaultRule;
  readonly began: number;
  readonly attempts: Map<string, number>;
  strikes: number;
}

/** Faults that strike at messages, not at calls. */
const AT_MESSAGES: readonly FaultName[] = ["duplicate", "delay", "reorder"];

/** Opens an empty set of rules. */
export function openRules(journal: Pick<JournalWriter, "append" | "nowMs">, seed: string) {
  const active: Active[] = [];
  const counts = new Map<string, number>();
  const struckNow = (one: Active, order: string, entryIds: readonly string[]): Strike => {
    one.strikes += 1;
    counts.set(one.rule.id, one.strikes);
    journal.append({
      kind: "fault.struck",
      actor: "faults",
      hop: one.rule.hop,
      ...(order === "" ? {} : { order }),
      cause: one.began,
      data: { id: one.rule.id },
    });
    const [fromMs, toMs] = one.rule.delayMs ?? [1_000, 1_000];
    const delayMs = fromMs + (toMs - fromMs) * chance(seed, one.rule.id, order, one.strikes);
    return { rule: one.rule, delayMs, entryIds };
  };
  return {
    begin(rule: FaultRule): () => void {
      const { id, fault, hop, on } = rule;
      const began = journal.append({
        kind: "fault.began",
        actor: "faults",
        hop,
        data: { id, fault, ...(on === undefined ? {} : { on: { ...on } }) },
      });
      const entry = { rule, began, attempts: new Map<string, number>(), strikes: 0 };
      active.push(entry);
      return () => {
        const index = active.indexOf(entry);
        if (index < 0) return;
        active.splice(index, 1);
        journal.append({ kind: "fault.ended", actor: "faults", hop, cause: began, data: { id } });
      };
    },
    /** At a call of a service. */
    strike(call: AwsCall): Strike | undefined {
      for (const one of active) {
        const struck = AT_MESSAGES.includes(one.rule.fault) ? undefined : entriesStruck(one.rule, call);
        if (struck === undefined || !isDue(one, struck.order, seed, journal.nowMs())) continue;
        return struckNow(one, struck.order, struck.ids);
      }
      return undefined;
    },
    /** At a message that comes or is handed out. */
    strikeMessage(
      faults: readonly FaultName[],
      hop: string,
      order: string | undefined,
      action?: string,
    ): Strike | undefined {
      for (const one of active) {
        const { rule } = one;
        if (!faults.includes(rule.fault) || rule.hop !== hop) continue;
        if (rule.on?.order !== undefined && rule.on.order !== order) continue;
        if (action !== undefined && (rule.on?.action ?? action) !== action) continue;
        if (isDue(one, order ?? "", seed, journal.nowMs())) return struckNow(one, order ?? "", []);
      }
      return undefined;
    },
    isEmpty: () => active.length === 0,
    strikesOf: (id: string) => counts.get(id) ?? 0,
  };
}

/** Which entries of a call a rule concerns; undefined when it concerns none. */
function entriesStruck(
  rule: FaultRule,
  call: AwsCall,
): { order: string; ids: readonly string[] } | undefined {
  const isThere = rule.hop === call.hop || call.others?.includes(rule.hop) === true;
  if (!isThere && rule.hop !== `control:${call.service}`) return undefined;
  if (rule.on?.action !== undefined && rule.on.action !== call.action) return undefined;
  if (rule.fault === "partial" && !call.action.endsWith("Batch")) return undefined;
  const wanted = rule.on?.order;
  if (wanted === undefined) {
    const [first] = call.entries;
    return {
      order: first?.order ?? "",
      ids: rule.fault === "partial" && first !== undefined ? [first.id] : [],
    };
  }
  const struck = call.entries.filter((entry) => entry.order === wanted);
  return struck.length === 0 ? undefined : { order: wanted, ids: struck.map((entry) => entry.id) };
}

/** Neither times nor probability: once. */
function isDue(one: Active, order: string, seed: string, nowMs: number): boolean {
  const attempt = (one.attempts.get(order) ?? 0) + 1;
  one.attempts.set(order, attempt);
  const { times, probability, id, fromMs = 0, untilMs = Number.POSITIVE_INFINITY } = one.rule;
  if (nowMs < fromMs || nowMs >= untilMs) return false;
  if (one.strikes >= (times ?? (probability === undefined ? 1 : Number.POSITIVE_INFINITY))) return false;
  return probability === undefined || chance(seed, id, order, attempt) < probability;
}
