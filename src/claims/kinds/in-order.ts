// Claim inOrder: positions in one source rise in the order of sending, within each group. Only pairs count where one order was
// acknowledged before the other was sent; positions of two sources cannot be compared (E2E-08, FIFO-13).
import type { JsonObject } from "../../journal/line.ts";
import { ordersArg, textArg } from "../args.ts";
import type { ClaimType } from "../claim.ts";
import { isAccepted, type Effect, type OrderFacts } from "../facts.ts";
import { pointInto } from "../json-pointer.ts";
import { comparePositions } from "../position.ts";
import { concerns, holds, orderIdsOf, unknown, violated } from "../ruling.ts";
import type { Finding, Ruling } from "../verdict.ts";
import type { World } from "../world.ts";

interface Placed {
  readonly facts: OrderFacts;
  readonly effect: Effect;
  readonly source: string;
  readonly n: string;
  readonly sentSeq: number;
  readonly ackedSeq: number;
}

export const inOrderType: ClaimType = {
  name: "inOrder",
  readsBodies: ({ per }) => typeof per === "string" && per.startsWith("/"),
  open(args) {
    ordersArg(args);
    const sink = textArg(args, "sink");
    const per = args.per === undefined ? undefined : textArg(args, "per");
    return {
      ruling: (world) => rule(args, sink, per, world),
      signSeen: (order, world) =>
        !concerns(args.order ?? args.orders, order) ||
        world.orders.get(order)?.effects.some((effect) => effect.sink === sink) === true,
    };
  },
};

function rule(args: JsonObject, sink: string, per: string | undefined, world: World): Ruling {
  const asked = args.orders ?? args.order;
  const ids = orderIdsOf(asked, world);
  const orders = ids.map((id) => world.orders.get(id)).filter((facts) => facts !== undefined);
  const counts = { attempted: ids.length, acknowledged: orders.filter(isAccepted).length };
  if (counts.acknowledged === 0) return unknown("no order was accepted");
  const { lanes, gap } = lanesOf(orders, sink, per);
  const results = [...lanes.values()].map((lane) => judgeLane(lane));
  const findings = results.flatMap((one) => one.findings);
  const pairs = results.reduce((sum, one) => sum + one.compared, 0);
  if (findings.length > 0) {
    const all = { ...counts, unexpected: findings.length };
    return violated(`${findings.length} orders stand the wrong way round`, findings, all);
  }
  const blank = gap ?? (asked === "*" ? undefined : unsentOf(ids, world)) ?? unplacedOf(orders, sink, world);
  if (blank !== undefined) return unknown(blank, counts);
  if (pairs === 0) return unknown("no order was acknowledged before another of its group was sent", counts);
  const groups = new Set(lanes.keys().map((key) => key.slice(key.lastIndexOf("\n")))).size;
  return holds(`${counts.acknowledged} orders in ${groups} groups rise in ${sink}`, counts);
}

/** An order that was asked about by its id must have been the system's to handle. */
function unsentOf(ids: readonly string[], world: World): string | undefined {
  const unsent = ids.find((id) => (world.orders.get(id)?.sendings.length ?? 0) === 0);
  if (unsent !== undefined) return `${unsent} was never sent`;
  const open = ids.find((id) => !world.orders.get(id)?.sendings.some((one) => one.state !== "failed"));
  return open === undefined ? undefined : `${open} was refused when it was sent`;
}

function unplacedOf(orders: readonly OrderFacts[], sink: string, world: World): string | undefined {
  const missing = orders.find(
    (facts) => isAccepted(facts) && !facts.effects.some((one) => one.sink === sink),
  );
  if (missing !== undefined) return `${missing.id} has no position in ${sink}`;
  return world.probes.blindAt(sink, world.firstSendSeq);
}

interface Lanes {
  readonly lanes: ReadonlyMap<string, readonly Placed[]>;
  /** Why not every order could be placed, if so. */
  readonly gap: string | undefined;
}

/** Effects that must rise together: of one group and one step, and of one source, as others cannot be compared. */
function lanesOf(orders: readonly OrderFacts[], sink: string, per: string | undefined): Lanes {
  const lanes = new Map<string, Placed[]>();
  let gap: string | undefined;
  for (const facts of orders) {
    const group = groupOf(facts, per);
    for (const effect of firstEffects(facts, sink)) {
      if (group === undefined) gap ??= `the group of ${facts.id} by ${per ?? ""} is not in the journal`;
      if (effect.at === undefined) gap ??= `an effect in ${sink} has no position (seq ${effect.seq})`;
      if (group === undefined || effect.at === undefined) continue;
      const { source, n } = effect.at;
      const key = `${effect.step}\n${group}`;
      const first = lanes.get(key)?.[0]?.source ?? source;
      if (first !== source) gap ??= `positions of ${first} and ${source} cannot be compared`;
      push(lanes, first === source ? key : `${source}\n${key}`, placed(facts, effect, source, n));
    }
  }
  return { lanes, gap };
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function firstEffects(facts: OrderFacts, sink: string): readonly Effect[] {
  const seen = new Set<string>();
  return facts.effects.filter((effect) => {
    if (effect.sink !== sink || effect.deduplicated || seen.has(effect.step)) return false;
    seen.add(effect.step);
    return true;
  });
}

function placed(facts: OrderFacts, effect: Effect, source: string, n: string): Placed {
  const acked = facts.sendings.find((one) => one.state === "ok");
  return {
    facts,
    effect,
    source,
    n,
    sentSeq: facts.sendings[0]?.invokedSeq ?? 0,
    ackedSeq: acked?.endedSeq ?? Number.POSITIVE_INFINITY,
  };
}

function groupOf(facts: OrderFacts, per: string | undefined): string | undefined {
  if (per === undefined) return "";
  if (per === "group") return facts.groupId;
  if (typeof facts.body !== "string") return undefined;
  const value = pointInto(facts.body, per);
  return value === undefined ? undefined : JSON.stringify(value);
}

/** In order of sending, each against the highest position acknowledged before it was sent. */
function judgeLane(lane: readonly Placed[]): { findings: Finding[]; compared: number } {
  const bySent = lane.toSorted((a, b) => a.sentSeq - b.sentSeq);
  const byAcked = lane.toSorted((a, b) => a.ackedSeq - b.ackedSeq);
  const findings: Finding[] = [];
  let compared = 0;
  let next = 0;
  let highest: Placed | undefined;
  for (const one of bySent) {
    for (
      let acked = byAcked[next];
      acked !== undefined && acked.ackedSeq < one.sentSeq;
      acked = byAcked[next]
    ) {
      if (highest === undefined || comparePositions(acked.n, highest.n) > 0) highest = acked;
      next += 1;
    }
    if (highest === undefined) continue;
    compared += 1;
    if (comparePositions(one.n, highest.n) < 0) findings.push(wrongWayRound(highest, one));
  }
  return { findings, compared };
}

function wrongWayRound(earlier: Placed, later: Placed): Finding {
  return {
    order: later.facts.id,
    expected: `${later.effect.step} after ${earlier.facts.id}, which was sent before it`,
    seen: `at position ${later.n} of ${later.source}, before ${earlier.n}`,
    evidence: [earlier.sentSeq, later.sentSeq, later.effect.seq, earlier.effect.seq],
  };
}
