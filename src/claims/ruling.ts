// Room claims: how single judgements about orders become one ruling. Violated beats unknown beats holds; nothing attempted is
// unknown; findings are bounded, and the reason says how many there were.
import type { Json, JsonObject } from "../journal/line.ts";
import { isAccepted, isInDoubt, lastHopOf, type OrderFacts } from "./facts.ts";
import type { Counts, Finding, Outcome, Ruling } from "./verdict.ts";
import type { World } from "./world.ts";

/** A page of findings is read, a thousand are not; the reason gives the whole number. */
const MAX_FINDINGS = 20;

/** What was found of one order. */
export type Judgement =
  | { readonly outcome: "holds" }
  | { readonly outcome: "unknown"; readonly why: string }
  | { readonly outcome: "violated"; readonly finding: Omit<Finding, "order" | "lastHop"> };

export const HOLDS: Judgement = { outcome: "holds" };

export function unknownBecause(why: string): Judgement {
  return { outcome: "unknown", why };
}

/** Every order drive sent stands for `*`. */
const ALL = "*";

/** The ids a claim is about. */
export function orderIdsOf(value: Json | undefined, world: World): readonly string[] {
  if (value === ALL)
    return [...world.orders.values()].filter((facts) => facts.sendings.length > 0).map((facts) => facts.id);
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** Whether the claim is about this order. */
export function concerns(value: Json | undefined, order: string): boolean {
  return value === ALL || value === order || (Array.isArray(value) && value.includes(order));
}

/** Judges each order by `judge` and joins what came out. */
export function rulePerOrder(
  args: JsonObject,
  world: World,
  judge: (facts: OrderFacts) => Judgement,
): Ruling {
  const ids = orderIdsOf(args.order ?? args.orders, world);
  const wanted =
    args.order === ALL || args.orders === ALL ? ids.filter((id) => wasNotRefused(world, id)) : ids;
  if (wanted.length === 0)
    return unknown(world.started === undefined ? "the journal is empty" : "no order was sent");
  const tally = openTally();
  for (const id of wanted) tally.add(id, world.orders.get(id), judgeSent(id, world, judge));
  return tally.ruling();
}

/** An order whose every send was definitely refused was never the system's to handle. */
function wasNotRefused(world: World, id: string): boolean {
  const facts = world.orders.get(id);
  return facts !== undefined && facts.sendings.some((sending) => sending.state !== "failed");
}

function judgeSent(id: string, world: World, judge: (facts: OrderFacts) => Judgement): Judgement {
  const facts = world.orders.get(id);
  if (facts === undefined || facts.sendings.length === 0) return unknownBecause(`${id} was never sent`);
  const judgement = judge(facts);
  if (judgement.outcome !== "violated" && !wasNotRefused(world, id)) {
    return unknownBecause(`${id} was refused when it was sent`);
  }
  return judgement;
}

function openTally() {
  const counts = { attempted: 0, acknowledged: 0, ok: 0 };
  const findings: Finding[] = [];
  const reasons: string[] = [];
  let broken = 0;
  let unknownCount = 0;
  return {
    add(id: string, facts: OrderFacts | undefined, judgement: Judgement): void {
      counts.attempted += 1;
      if (facts !== undefined && isAccepted(facts)) counts.acknowledged += 1;
      if (judgement.outcome === "holds") counts.ok += 1;
      else if (judgement.outcome === "unknown") {
        unknownCount += 1;
        if (reasons.length < 1) reasons.push(judgement.why);
      } else {
        broken += 1;
        if (findings.length < MAX_FINDINGS) findings.push(withOrder(id, facts, judgement.finding));
      }
    },
    ruling(): Ruling {
      const { attempted, ok } = counts;
      if (broken > 0) {
        const shown = broken > findings.length ? `; ${findings.length} are shown` : "";
        return {
          outcome: "violated",
          why: `${broken} of ${attempted} orders break it${shown}`,
          counts,
          findings,
        };
      }
      if (unknownCount > 0) {
        const more = unknownCount > 1 ? ` (and ${unknownCount - 1} more orders)` : "";
        return { outcome: "unknown", why: `${reasons[0] ?? ""}${more}`, counts, findings };
      }
      return { outcome: "holds", why: `${ok} of ${attempted} orders`, counts, findings };
    },
  };
}

function withOrder(
  id: string,
  facts: OrderFacts | undefined,
  finding: Omit<Finding, "order" | "lastHop">,
): Finding {
  const lastHop = facts === undefined ? undefined : lastHopOf(facts);
  const { expected, seen, nearest, evidence } = finding;
  return {
    order: id,
    expected,
    seen,
    ...(lastHop === undefined ? {} : { lastHop }),
    ...(nearest === undefined ? {} : { nearest }),
    evidence,
  };
}

/** Why absence at `hop` proves nothing of this order, or undefined where it is proof. */
export function unprovenAbsence(facts: OrderFacts, hop: string, world: World): string | undefined {
  if (isInDoubt(facts)) return `it is in doubt whether ${facts.id} was accepted`;
  if (!isAccepted(facts)) return `${facts.id} was not accepted`;
  if (world.drain === undefined) return "the run did not drain";
  if (!world.drain.complete) return `the run did not drain (ended by ${world.drain.by})`;
  return world.probes.blindAt(hop, world.firstSendSeq);
}

export function unknown(why: string, counts?: Counts): Ruling {
  return { outcome: "unknown", why, findings: [], ...(counts === undefined ? {} : { counts }) };
}

export function holds(why: string, counts?: Counts): Ruling {
  return { outcome: "holds", why, findings: [], ...(counts === undefined ? {} : { counts }) };
}

export function violated(why: string, findings: readonly Finding[], counts?: Counts): Ruling {
  const kept = findings.slice(0, MAX_FINDINGS);
  return { outcome: "violated", why, findings: kept, ...(counts === undefined ? {} : { counts }) };
}

/** Violated beats unknown beats holds; of nothing, unknown. */
export function outcomeOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes("violated")) return "violated";
  return outcomes.length === 0 || outcomes.includes("unknown") ? "unknown" : "holds";
}
