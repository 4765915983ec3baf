// Room claims, tests: routed and reachedOnly on journals written by hand.
import { expect, test } from "vitest";
import {
  effect,
  gap,
  gone,
  handled,
  invoked,
  probeBegan,
  probeEnded,
  rulingOn,
  seen,
  send,
  sendInDoubt,
  sendRefused,
  worked,
} from "../ruling.fixture.ts";

const routed = { order: "a", to: ["Stock", "Ship"] };
const only = { order: "a", to: ["Stock"], among: ["Stock", "Ship"] };
const ALIVE = { Stock: ["Stock"], Ship: ["Ship"] };

test.each<[string, string, Parameters<typeof rulingOn>]>([
  [
    "seen at both",
    "holds",
    ["routed", routed, [send("a"), worked("a", "Stock", "1"), worked("a", "Ship", "2")]],
  ],
  [
    "seen at both without a drain: presence needs none",
    "holds",
    ["routed", routed, [send("a"), seen("a", "Stock", "1"), seen("a", "Ship", "2")], { drain: null }],
  ],
  ["absent at one", "violated", ["routed", routed, [send("a"), worked("a", "Stock", "1")]]],
  [
    "absent at one, undrained",
    "unknown",
    ["routed", routed, [send("a"), worked("a", "Stock", "1")], { drain: null }],
  ],
  [
    "absent at one, drain ended by the limit",
    "unknown",
    ["routed", routed, [send("a"), worked("a", "Stock", "1")], { drain: "limit" }],
  ],
  [
    "absent at one, whose probe had a gap",
    "unknown",
    ["routed", routed, [send("a"), gap("Ship.evidence"), worked("a", "Stock", "1")]],
  ],
  [
    "absent at one, whose probe ended before the drain",
    "unknown",
    ["routed", routed, [send("a"), probeEnded("Ship.evidence"), worked("a", "Stock", "1")]],
  ],
  [
    "absent at one, whose probe ended after the drain",
    "violated",
    ["routed", routed, [send("a"), worked("a", "Stock", "1")], { late: [probeEnded("Ship.evidence")] }],
  ],
  [
    "absent at one, whose probe began late",
    "unknown",
    [
      "routed",
      routed,
      [send("a"), probeBegan("Ship.late", "Ship"), worked("a", "Stock", "1")],
      { probes: { Stock: ["Stock"] } },
    ],
  ],
  [
    "absent at one, whose probe ended and began again",
    "unknown",
    [
      "routed",
      routed,
      [send("a"), probeEnded("Ship"), probeBegan("Ship", "Ship"), worked("a", "Stock", "1")],
      { probes: ALIVE },
    ],
  ],
  [
    "absent at one, whose probe had a gap, even before the first send",
    "unknown",
    ["routed", routed, [gap("Ship.evidence"), send("a"), worked("a", "Stock", "1")]],
  ],
  [
    "absent at a hop of which only the depth was sampled",
    "unknown",
    [
      "routed",
      routed,
      [send("a"), worked("a", "Stock", "1")],
      { probes: { "Stock.evidence": ["Stock"], depth: ["Stock", "Ship"] } },
    ],
  ],
  [
    "absent at a hop that nobody watches",
    "unknown",
    ["routed", { order: "a", to: ["Nowhere"] }, [send("a")]],
  ],
  ["never sent", "unknown", ["routed", routed, [send("b"), worked("b", "Stock", "1")]]],
  ["refused when sent", "unknown", ["routed", routed, [sendRefused("a")]]],
  ["in doubt and absent", "unknown", ["routed", routed, [sendInDoubt("a")]]],
  [
    "in doubt and seen at both",
    "holds",
    ["routed", routed, [sendInDoubt("a"), worked("a", "Stock", "1"), worked("a", "Ship", "2")]],
  ],
  [
    "in doubt once, accepted once, absent",
    "violated",
    ["routed", routed, [sendInDoubt("a"), send("a"), worked("a", "Stock", "1")]],
  ],
  ["still open", "unknown", ["routed", routed, [invoked("a")]]],
  [
    "at a hop with a consumer a probe's sighting is not enough",
    "violated",
    ["routed", routed, [send("a"), worked("a", "Stock", "1"), seen("a", "Ship", "2", { by: "probe" })]],
  ],
  [
    "at a hop with a consumer the simulator's log is enough",
    "holds",
    ["routed", routed, [send("a"), worked("a", "Stock", "1"), seen("a", "Ship", "2", { by: "log" })]],
  ],
  [
    "at a hop without a consumer a probe's sighting is enough",
    "holds",
    ["routed", { order: "a", to: ["Audit"] }, [send("a"), seen("a", "Audit", "1", { by: "probe" })]],
  ],
  [
    "at a worker",
    "holds",
    ["routed", { order: "a", to: ["StockWorker"] }, [send("a"), handled("a", "StockWorker")]],
  ],
  ["at a sink", "holds", ["routed", { order: "a", to: ["Provider"] }, [send("a"), effect("a", "reserve")]]],
  [
    "all orders, one missing",
    "violated",
    ["routed", { order: "*", to: ["Stock"] }, [send("a"), send("b"), worked("a", "Stock", "1")]],
  ],
  [
    "all orders, the refused one not counted",
    "holds",
    ["routed", { order: "*", to: ["Stock"] }, [send("a"), sendRefused("b"), worked("a", "Stock", "1")]],
  ],
  ["all orders, none sent", "unknown", ["routed", { order: "*", to: ["Stock"] }, []]],
  ["to nowhere: nothing is claimed", "unknown", ["routed", { order: "a", to: [] }, [send("a")]]],
  ["without to", "unknown", ["routed", { order: "a" }, [send("a")]]],
  ["of no order", "unknown", ["routed", { order: [], to: ["Stock"] }, [send("a")]]],
  [
    "violated beats unknown among orders",
    "violated",
    ["routed", { order: ["x", "a"], to: ["Stock"] }, [send("a")]],
  ],
  ["only where it should be", "holds", ["reachedOnly", only, [send("a"), worked("a", "Stock", "1")]]],
  [
    "at another too",
    "violated",
    ["reachedOnly", only, [send("a"), worked("a", "Stock", "1"), worked("a", "Ship", "2")]],
  ],
  [
    "at another too, undrained: proof needs no drain",
    "violated",
    ["reachedOnly", only, [send("a"), seen("a", "Ship", "2")], { drain: null, reason: null }],
  ],
  [
    "at another too, by a probe that looked where a consumer reads",
    "violated",
    ["reachedOnly", only, [send("a"), worked("a", "Stock", "1"), seen("a", "Ship", "2", { by: "probe" })]],
  ],
  [
    "only where it should be, undrained",
    "unknown",
    ["reachedOnly", only, [send("a"), worked("a", "Stock", "1")], { drain: null }],
  ],
  [
    "only where it should be, with a gap at the other",
    "unknown",
    ["reachedOnly", only, [send("a"), worked("a", "Stock", "1"), gap("Ship.evidence")]],
  ],
  [
    "only where it should be, with a gap where it was seen",
    "holds",
    ["reachedOnly", only, [send("a"), worked("a", "Stock", "1"), gap("Stock.evidence")]],
  ],
  [
    "nowhere, as claimed",
    "holds",
    ["reachedOnly", { order: "a", to: [], among: ["Stock", "Ship"] }, [send("a")]],
  ],
  [
    "nowhere was claimed, and somewhere it was",
    "violated",
    ["reachedOnly", { order: "a", to: [], among: ["Stock", "Ship"] }, [send("a"), seen("a", "Stock", "1")]],
  ],
  ["absent where it should be", "violated", ["reachedOnly", only, [send("a")]]],
  [
    "not in a forbidden sink",
    "violated",
    [
      "reachedOnly",
      { order: "a", to: ["Stock"], among: ["Provider"] },
      [send("a"), seen("a", "Stock", "1"), effect("a", "reserve")],
    ],
  ],
  [
    "among nothing: nothing is claimed",
    "unknown",
    ["reachedOnly", { order: "a", to: [], among: [] }, [send("a")]],
  ],
  [
    "without among",
    "unknown",
    ["reachedOnly", { order: "a", to: ["Stock"] }, [send("a"), gone("a", "Stock", "1")]],
  ],
])("%s: %s", (_what, outcome, journal) => {
  const { outcome: got, why } = rulingOn(...journal);
  expect(`${got}: ${why}`).toMatch(new RegExp(`^${outcome}: `));
});
