// Benchmark: matches a second for the order system's high-value rule, and events a second against 1,000 such rules with different
// values, beside the same rules tried one by one in the same run. Events are parsed beforehand, as on a bus.
import { compilePattern, compileRules, type EventPattern } from "../../src/simulator/matching/index.ts";

const RULES = 1_000;
const ROUNDS = 3;
const SINGLE_MATCHES = 3_000_000;
const INDEX_EVENTS = 200_000;
const ONE_BY_ONE_EVENTS = 5_000;

function highValueRule(amount: number): EventPattern {
  return compilePattern({
    source: ["orders"],
    "detail-type": ["OrderCreated"],
    detail: { amount: [{ numeric: [">=", amount] }] },
  });
}

/** A thousand order events, one in ten of another type, amounts spread from 0 to 2,000. */
function orderEvents(): readonly unknown[] {
  return Array.from({ length: 1_000 }, (_, at) =>
    JSON.parse(
      JSON.stringify({
        version: "0",
        id: `event-${at}`,
        "detail-type": at % 10 === 0 ? "OrderCancelled" : "OrderCreated",
        source: "orders",
        account: "111111111111",
        time: "2026-11-24T00:00:00Z",
        region: "eu-central-1",
        resources: [],
        detail: { orderId: `o-${at}`, amount: (at * 37) % 2_000, items: [{ sku: "a", quantity: 1 }] },
      }),
    ),
  );
}

/** Times a second that `once` runs: the best of a few rounds, for the first ones warm up. */
function perSecond(times: number, once: (at: number) => void): number {
  const rates = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    for (let at = 0; at < times; at += 1) once(at);
    return (times * 1_000) / (performance.now() - start);
  });
  return Math.max(...rates);
}

/** Runs the benchmark and prints three lines. */
export function benchMatching(): void {
  const events = orderEvents();
  const rule = highValueRule(1_000);
  let matched = 0;
  const single = perSecond(SINGLE_MATCHES, (at) => {
    if (rule.matches(events[at % events.length])) matched += 1;
  });
  const rules = Array.from({ length: RULES }, (_, at) => ({ name: at, pattern: highValueRule(at * 2) }));
  const index = compileRules(rules);
  const indexed = perSecond(INDEX_EVENTS, (at) => {
    matched += index.matching(events[at % events.length]).length;
  });
  const oneByOne = perSecond(ONE_BY_ONE_EVENTS, (at) => {
    for (const { pattern } of rules) if (pattern.matches(events[at % events.length])) matched += 1;
  });
  console.log(`high-value rule: ${shown(single)} matches/s`);
  console.log(
    `${RULES} rules, index: ${shown(indexed)} events/s, ${(indexed / oneByOne).toFixed(1)} times one by one`,
  );
  console.log(`${RULES} rules, one by one: ${shown(oneByOne)} events/s (${shown(matched)} matches in all)`);
}

function shown(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
