// Room claims, tests: tookEffectOnce, inOrder and finishedWithin on journals written by hand.
import { expect, test } from "vitest";
import {
  effect,
  gap,
  handled,
  probeEnded,
  rulingOn,
  seen,
  send,
  sendInDoubt,
  sendRefused,
  SYSTEM,
  worked,
} from "../ruling.fixture.ts";

const once = { order: "a", steps: ["reserve"] };
const oneStep = { ...SYSTEM, sinks: [{ sink: "Provider", steps: ["reserve"] }] };
const twoSinks = {
  ...SYSTEM,
  sinks: [
    { sink: "Provider", steps: ["reserve", "charge"] },
    { sink: "Effects", steps: ["reserve"] },
  ],
};
const BOTH = { "Provider.calls": ["Provider"], "Effects.read": ["Effects"] };
const inOrder = { orders: ["a", "b"], sink: "Provider" };
const sendGroup = (order: string, groupId: string, body?: string) =>
  send(order, { groupId, ...(body === undefined ? {} : { body }) });
const at = (n: number) => ({ n });
const region = (name: string) => JSON.stringify({ to: { "re/gion": [name] } });

test.each<[string, string, Parameters<typeof rulingOn>]>([
  ["once", "holds", ["tookEffectOnce", once, [send("a"), effect("a", "reserve")]]],
  ["none", "violated", ["tookEffectOnce", once, [send("a")]]],
  ["none, undrained", "unknown", ["tookEffectOnce", once, [send("a")], { drain: null }]],
  ["none, drain ended by proof", "unknown", ["tookEffectOnce", once, [send("a")], { drain: "proof" }]],
  ["none, drained by the horizon", "violated", ["tookEffectOnce", once, [send("a")], { drain: "horizon" }]],
  [
    "twice",
    "violated",
    ["tookEffectOnce", once, [send("a"), effect("a", "reserve"), effect("a", "reserve")]],
  ],
  [
    "twice, in a run that was killed",
    "violated",
    [
      "tookEffectOnce",
      once,
      [send("a"), effect("a", "reserve"), effect("a", "reserve")],
      { drain: null, reason: null },
    ],
  ],
  [
    "twice, with a gap: proof is proof",
    "violated",
    [
      "tookEffectOnce",
      once,
      [send("a"), gap("Provider.calls"), effect("a", "reserve"), effect("a", "reserve")],
    ],
  ],
  [
    "once, in a run that was killed",
    "unknown",
    ["tookEffectOnce", once, [send("a"), effect("a", "reserve")], { reason: null }],
  ],
  [
    "once, in a run that ended early",
    "unknown",
    ["tookEffectOnce", once, [send("a"), effect("a", "reserve")], { reason: "SIGTERM" }],
  ],
  [
    "once and once from memory",
    "holds",
    [
      "tookEffectOnce",
      once,
      [send("a"), effect("a", "reserve"), effect("a", "reserve", { deduplicated: true })],
    ],
  ],
  [
    "from memory alone",
    "violated",
    ["tookEffectOnce", once, [send("a"), effect("a", "reserve", { deduplicated: true })]],
  ],
  [
    "once, undrained: a second may come",
    "unknown",
    ["tookEffectOnce", once, [send("a"), effect("a", "reserve")], { drain: null }],
  ],
  [
    "once, with a gap at the sink",
    "unknown",
    ["tookEffectOnce", once, [send("a"), effect("a", "reserve"), gap("Provider.calls")]],
  ],
  [
    "once, with a gap elsewhere",
    "holds",
    ["tookEffectOnce", once, [send("a"), effect("a", "reserve"), gap("Stock.evidence")]],
  ],
  [
    "once, the sink's probe ended before the drain",
    "unknown",
    ["tookEffectOnce", once, [send("a"), effect("a", "reserve"), probeEnded("Provider.calls")]],
  ],
  ["another step is none of it", "violated", ["tookEffectOnce", once, [send("a"), effect("a", "ship")]]],
  [
    "sinks of several steps, none said",
    "unknown",
    ["tookEffectOnce", { order: "a" }, [send("a"), effect("a", "reserve")]],
  ],
  [
    "a sink of one step, none said",
    "holds",
    ["tookEffectOnce", { order: "a" }, [send("a"), effect("a", "reserve")], { system: oneStep }],
  ],
  ["a step no sink names", "unknown", ["tookEffectOnce", { order: "a", steps: ["paint"] }, [send("a")]]],
  [
    "in both sinks that name it",
    "holds",
    [
      "tookEffectOnce",
      once,
      [send("a"), effect("a", "reserve"), effect("a", "reserve", { sink: "Effects" })],
      { system: twoSinks, probes: BOTH },
    ],
  ],
  [
    "in one of two sinks that name it",
    "violated",
    ["tookEffectOnce", once, [send("a"), effect("a", "reserve")], { system: twoSinks, probes: BOTH }],
  ],
  [
    "in the one sink that is asked about",
    "holds",
    [
      "tookEffectOnce",
      { ...once, sinks: ["Provider"] },
      [send("a"), effect("a", "reserve")],
      { system: twoSinks, probes: BOTH },
    ],
  ],
  [
    "in both sinks, one of them with a gap",
    "unknown",
    [
      "tookEffectOnce",
      once,
      [send("a"), effect("a", "reserve"), effect("a", "reserve", { sink: "Effects" }), gap("Effects.read")],
      { system: twoSinks, probes: BOTH },
    ],
  ],
  [
    "steps of several sinks, each where it is named",
    "holds",
    [
      "tookEffectOnce",
      { order: "a", steps: ["reserve", "charge"] },
      [send("a"), effect("a", "reserve"), effect("a", "charge"), effect("a", "reserve", { sink: "Effects" })],
      { system: twoSinks, probes: BOTH },
    ],
  ],
  [
    "a sink that is not there",
    "unknown",
    ["tookEffectOnce", { ...once, sinks: ["Nowhere"] }, [send("a"), effect("a", "reserve")]],
  ],
  ["no system", "unknown", ["tookEffectOnce", once, [send("a"), effect("a", "reserve")], { system: null }]],
  ["after the judge phase began is too late", "violated", ["tookEffectOnce", once, [send("a")]]],
  ["never sent", "unknown", ["tookEffectOnce", once, [effect("a", "reserve"), effect("b", "reserve")]]],
  ["in doubt, with no effect", "unknown", ["tookEffectOnce", once, [sendInDoubt("a")]]],
  [
    "in doubt twice, with two effects",
    "violated",
    [
      "tookEffectOnce",
      once,
      [sendInDoubt("a"), sendInDoubt("a"), effect("a", "reserve"), effect("a", "reserve")],
    ],
  ],
  ["refused", "unknown", ["tookEffectOnce", once, [sendRefused("a")]]],
  [
    "all, one in doubt without effect",
    "unknown",
    [
      "tookEffectOnce",
      { order: "*", steps: ["reserve"] },
      [send("a"), effect("a", "reserve"), sendInDoubt("b")],
    ],
  ],
  [
    "all, one refused",
    "holds",
    [
      "tookEffectOnce",
      { order: "*", steps: ["reserve"] },
      [send("a"), effect("a", "reserve"), sendRefused("b")],
    ],
  ],
  [
    "a batch whose one entry was refused",
    "holds",
    [
      "tookEffectOnce",
      { order: "*", steps: ["reserve"] },
      [send("a", { batch: "b1" }), sendRefused("b", { batch: "b1" }), effect("a", "reserve")],
    ],
  ],
  [
    "arguments that are wrong",
    "unknown",
    ["tookEffectOnce", { order: "a", steps: "reserve,ship" }, [send("a")]],
  ],
  ["an order that is no text", "unknown", ["tookEffectOnce", { order: 7, steps: ["reserve"] }, [send("a")]]],

  [
    "in the order of sending",
    "holds",
    [
      "inOrder",
      inOrder,
      [send("a"), send("b"), effect("a", "reserve", at(1)), effect("b", "reserve", at(2))],
    ],
  ],
  [
    "in order as numbers, not as text",
    "holds",
    [
      "inOrder",
      inOrder,
      [send("a"), send("b"), effect("a", "reserve", at(9)), effect("b", "reserve", at(10))],
    ],
  ],
  [
    "learned the other way round, placed in order",
    "holds",
    [
      "inOrder",
      inOrder,
      [send("a"), send("b"), effect("b", "reserve", at(2)), effect("a", "reserve", at(1))],
    ],
  ],
  [
    "the wrong way round",
    "violated",
    [
      "inOrder",
      inOrder,
      [send("a"), send("b"), effect("a", "reserve", at(2)), effect("b", "reserve", at(1))],
    ],
  ],
  [
    "the wrong way round, undrained: a pair is proof",
    "violated",
    [
      "inOrder",
      inOrder,
      [send("a"), send("b"), effect("a", "reserve", at(2)), effect("b", "reserve", at(1))],
      { drain: null, reason: null },
    ],
  ],
  [
    "the list is a set: the order is that of sending",
    "holds",
    [
      "inOrder",
      { ...inOrder, orders: ["b", "a"] },
      [send("a"), send("b"), effect("a", "reserve", at(1)), effect("b", "reserve", at(2))],
    ],
  ],
  [
    "sent before the first was acknowledged",
    "unknown",
    ["inOrder", inOrder, [overlapping(), effect("a", "reserve", at(2)), effect("b", "reserve", at(1))]],
  ],
  [
    "another step may stand anywhere",
    "holds",
    [
      "inOrder",
      inOrder,
      [
        send("a"),
        send("b"),
        effect("a", "reserve", at(1)),
        effect("b", "reserve", at(2)),
        effect("a", "ship", at(4)),
        effect("b", "charge", at(3)),
      ],
    ],
  ],
  [
    "an answer from memory has no place",
    "holds",
    [
      "inOrder",
      inOrder,
      [
        send("a"),
        send("b"),
        effect("a", "reserve", at(1)),
        effect("b", "reserve", at(2)),
        effect("a", "reserve", { n: 3, deduplicated: true }),
      ],
    ],
  ],
  [
    "positions of two sources",
    "unknown",
    [
      "inOrder",
      inOrder,
      [
        send("a"),
        send("b"),
        effect("a", "reserve", at(1)),
        effect("b", "reserve", { n: 2, source: "Other" }),
      ],
    ],
  ],
  [
    "a wrong pair in one source, a third order in another",
    "violated",
    [
      "inOrder",
      { ...inOrder, orders: ["a", "b", "c"] },
      [
        send("a"),
        send("b"),
        send("c"),
        effect("a", "reserve", at(2)),
        effect("b", "reserve", at(1)),
        effect("c", "reserve", { n: 3, source: "Other" }),
      ],
    ],
  ],
  [
    "a wrong pair, a third order without a position",
    "violated",
    [
      "inOrder",
      { ...inOrder, orders: ["c", "a", "b"] },
      [
        send("c"),
        send("a"),
        send("b"),
        effect("c", "reserve", { n: null }),
        effect("a", "reserve", at(2)),
        effect("b", "reserve", at(1)),
      ],
    ],
  ],
  [
    "two sources, each for a group of its own",
    "holds",
    [
      "inOrder",
      { orders: "*", sink: "Provider", per: "group" },
      [
        sendGroup("a", "g"),
        sendGroup("b", "g"),
        sendGroup("c", "h"),
        sendGroup("d", "h"),
        effect("a", "reserve", at(1)),
        effect("b", "reserve", at(2)),
        effect("c", "reserve", { n: 1, source: "Other" }),
        effect("d", "reserve", { n: 2, source: "Other" }),
      ],
    ],
  ],
  [
    "no position",
    "unknown",
    [
      "inOrder",
      inOrder,
      [send("a"), send("b"), effect("a", "reserve", { n: null }), effect("b", "reserve", { n: null })],
    ],
  ],
  [
    "one without an effect",
    "unknown",
    ["inOrder", inOrder, [send("a"), send("b"), effect("a", "reserve", at(1))]],
  ],
  [
    "of one order",
    "unknown",
    ["inOrder", { orders: ["a"], sink: "Provider" }, [send("a"), effect("a", "reserve", at(1))]],
  ],
  [
    "one was never sent",
    "unknown",
    [
      "inOrder",
      { orders: ["a", "b", "c"], sink: "Provider" },
      [send("a"), send("b"), effect("a", "reserve", at(1)), effect("b", "reserve", at(2))],
    ],
  ],
  [
    "one was refused",
    "unknown",
    [
      "inOrder",
      { orders: ["a", "b", "c"], sink: "Provider" },
      [send("a"), send("b"), sendRefused("c"), effect("a", "reserve", at(1)), effect("b", "reserve", at(2))],
    ],
  ],
  [
    "all, one refused",
    "holds",
    [
      "inOrder",
      { orders: "*", sink: "Provider" },
      [send("a"), send("b"), sendRefused("c"), effect("a", "reserve", at(1)), effect("b", "reserve", at(2))],
    ],
  ],
  [
    "the later in doubt, yet before the earlier",
    "violated",
    [
      "inOrder",
      inOrder,
      [send("a"), sendInDoubt("b"), effect("a", "reserve", at(2)), effect("b", "reserve", at(1))],
    ],
  ],
  [
    "the earlier in doubt was never acknowledged",
    "unknown",
    [
      "inOrder",
      inOrder,
      [sendInDoubt("a"), send("b"), effect("a", "reserve", at(2)), effect("b", "reserve", at(1))],
    ],
  ],
  [
    "groups apart",
    "holds",
    [
      "inOrder",
      { orders: "*", sink: "Provider", per: "group" },
      [
        sendGroup("a", "g"),
        sendGroup("c", "h"),
        sendGroup("b", "g"),
        effect("c", "reserve", at(1)),
        effect("a", "reserve", at(2)),
        effect("b", "reserve", at(3)),
      ],
    ],
  ],
  [
    "one group the wrong way round",
    "violated",
    [
      "inOrder",
      { orders: "*", sink: "Provider", per: "group" },
      [
        sendGroup("a", "g"),
        sendGroup("c", "h"),
        sendGroup("b", "g"),
        effect("c", "reserve", at(1)),
        effect("b", "reserve", at(2)),
        effect("a", "reserve", at(3)),
      ],
    ],
  ],
  [
    "a group that only its message tells",
    "violated",
    [
      "inOrder",
      { ...inOrder, per: "group" },
      [
        send("a"),
        send("b"),
        seen("a", "Ledger", "1", { groupId: "g" }),
        seen("b", "Ledger", "2", { groupId: "g" }),
        effect("b", "charge", at(1)),
        effect("a", "charge", at(2)),
      ],
    ],
  ],
  [
    "a group that nothing tells",
    "unknown",
    [
      "inOrder",
      { ...inOrder, per: "group" },
      [send("a"), send("b"), effect("a", "charge", at(1)), effect("b", "charge", at(2))],
    ],
  ],
  [
    "per pointer into the body",
    "violated",
    [
      "inOrder",
      { ...inOrder, per: "/to/re~1gion/0" },
      [
        sendGroup("a", "1", region("eu")),
        sendGroup("b", "2", region("eu")),
        effect("b", "reserve", at(1)),
        effect("a", "reserve", at(2)),
      ],
    ],
  ],
  [
    "per pointer, other regions",
    "unknown",
    [
      "inOrder",
      { ...inOrder, per: "/to/re~1gion/0" },
      [
        sendGroup("a", "1", region("eu")),
        sendGroup("b", "1", region("us")),
        effect("b", "reserve", at(1)),
        effect("a", "reserve", at(2)),
      ],
    ],
  ],
  [
    "per pointer into a body whose blob is missing",
    "unknown",
    [
      "inOrder",
      { ...inOrder, per: "/to" },
      [
        send("a"),
        send("b"),
        seen("a", "Stock", "1", { blob: "0".repeat(64) }),
        seen("b", "Stock", "2", { blob: "0".repeat(64) }),
        effect("a", "reserve", at(1)),
        effect("b", "reserve", at(2)),
      ],
    ],
  ],
  [
    "a pair of the wrong way round needs no third order's group",
    "violated",
    [
      "inOrder",
      { orders: "*", sink: "Provider", per: "group" },
      [
        send("x"),
        sendGroup("a", "g"),
        sendGroup("b", "g"),
        effect("x", "reserve", at(9)),
        effect("b", "reserve", at(1)),
        effect("a", "reserve", at(2)),
      ],
    ],
  ],
  [
    "a gap at the sink",
    "unknown",
    [
      "inOrder",
      inOrder,
      [
        send("a"),
        send("b"),
        effect("a", "reserve", at(1)),
        effect("b", "reserve", at(2)),
        gap("Provider.calls"),
      ],
    ],
  ],

  ["in time", "holds", ["finishedWithin", { order: "a", ms: 1000 }, [send("a"), effect("a", "reserve")]]],
  [
    "at the limit",
    "holds",
    ["finishedWithin", { order: "a", ms: 100 }, [send("a"), effect("a", "reserve")], { stepMs: 50 }],
  ],
  [
    "over the limit by less than the probe's period",
    "unknown",
    ["finishedWithin", { order: "a", ms: 99 }, [send("a"), effect("a", "reserve")], { stepMs: 50 }],
  ],
  [
    "over the limit by the probe's period",
    "unknown",
    ["finishedWithin", { order: "a", ms: 100 }, [send("a"), effect("a", "reserve")], { stepMs: 150 }],
  ],
  [
    "over the limit by more",
    "violated",
    ["finishedWithin", { order: "a", ms: 99 }, [send("a"), effect("a", "reserve")], { stepMs: 150 }],
  ],
  [
    "late, undrained: proof",
    "violated",
    [
      "finishedWithin",
      { order: "a", ms: 1 },
      [send("a"), effect("a", "reserve")],
      { stepMs: 500, drain: null, reason: null },
    ],
  ],
  [
    "the last effect counts",
    "violated",
    [
      "finishedWithin",
      { order: "a", ms: 300 },
      [send("a"), effect("a", "reserve"), handled("a", "StockWorker"), effect("a", "ship")],
      { stepMs: 150 },
    ],
  ],
  [
    "answers from memory do not count",
    "holds",
    [
      "finishedWithin",
      { order: "a", ms: 300 },
      [
        send("a"),
        effect("a", "reserve"),
        handled("a", "StockWorker"),
        effect("a", "reserve", { deduplicated: true }),
      ],
      { stepMs: 150 },
    ],
  ],
  [
    "in time so far, undrained",
    "unknown",
    ["finishedWithin", { order: "a", ms: 1000 }, [send("a"), effect("a", "reserve")], { drain: null }],
  ],
  ["never", "violated", ["finishedWithin", { order: "a", ms: 1000 }, [send("a"), worked("a", "Stock", "1")]]],
  [
    "never, undrained",
    "unknown",
    ["finishedWithin", { order: "a", ms: 1000 }, [send("a"), worked("a", "Stock", "1")], { drain: null }],
  ],
  [
    "from the send that was not refused",
    "holds",
    [
      "finishedWithin",
      { order: "a", ms: 250 },
      [sendRefused("a"), handled("b", "StockWorker"), send("a"), effect("a", "reserve")],
      { stepMs: 100 },
    ],
  ],
  [
    "from a first send that is in doubt",
    "violated",
    [
      "finishedWithin",
      { order: "a", ms: 50 },
      [sendInDoubt("a"), handled("b", "StockWorker"), send("a"), effect("a", "reserve")],
      { stepMs: 100 },
    ],
  ],
  ["never sent", "unknown", ["finishedWithin", { order: "a", ms: 50 }, [send("b")]]],
  [
    "a limit that is no number",
    "unknown",
    ["finishedWithin", { order: "a", ms: "5" }, [send("a"), effect("a", "reserve")]],
  ],
])("%s: %s", (_what, outcome, journal) => {
  const { outcome: got, why } = rulingOn(...journal);
  expect(`${got}: ${why}`).toMatch(new RegExp(`^${outcome}: `));
});

/** Two sends, the second invoked before the first was acknowledged. */
function overlapping() {
  const [a, ackA] = send("a");
  const [b, ackB] = send("b");
  return [a, b, ackA, ackB].filter((line) => line !== undefined);
}
