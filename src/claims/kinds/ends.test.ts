// Room claims, tests: nothingLost, drained, answered, reached and provisioned on journals written by hand.
import { expect, test } from "vitest";
import type { Draft } from "../../journal/line.ts";
import {
  began,
  depth,
  effect,
  failed,
  gap,
  gone,
  handled,
  invoked,
  inDoubt,
  moveTask,
  ok,
  received,
  redrive,
  resource,
  rulingOn,
  seen,
  send,
  sendInDoubt,
  sendRefused,
  struck,
  SYSTEM,
  worked,
} from "../ruling.fixture.ts";

const park = [send("a"), received("a", "Stock", "1", 3), seen("a", "StockDlq", "1")];
const call = (
  label: string,
  end: (op: Draft) => Draft,
  options: { batch?: string } = {},
): readonly Draft[] => {
  const op = invoked("a", { label, ...options });
  return [op, end(op)];
};
const answered = { label: "first", status: 200 };
const created = (hop: string, options = {}) => [
  resource("intended", hop, options),
  resource("created", hop, options),
];
const small = { ...SYSTEM, hops: [{ hop: "Stock", type: "AWS::SQS::Queue" }] };

test.each<[string, string, Parameters<typeof rulingOn>]>([
  ["worked and gone", "holds", ["nothingLost", {}, [send("a"), worked("a", "Stock", "1")]]],
  ["seen nowhere", "violated", ["nothingLost", {}, [send("a")]]],
  ["in flight", "violated", ["nothingLost", {}, [send("a"), seen("a", "Stock", "1")]]],
  [
    "in flight, and the queue's depth is zero: that makes nothing gone",
    "violated",
    ["nothingLost", {}, [send("a"), seen("a", "Stock", "1"), depth("Stock", 0)]],
  ],
  ["dead-lettered is an end", "holds", ["nothingLost", {}, [park]]],
  [
    "one of two messages gone",
    "violated",
    ["nothingLost", {}, [send("a"), worked("a", "Stock", "1"), seen("a", "Ship", "2")]],
  ],
  [
    "both messages gone",
    "holds",
    ["nothingLost", {}, [send("a"), worked("a", "Stock", "1"), worked("a", "Ship", "2")]],
  ],
  [
    "gone at another queue only",
    "violated",
    ["nothingLost", {}, [send("a"), seen("a", "Stock", "1"), gone("a", "Ship", "1")]],
  ],
  [
    "gone under another id only",
    "violated",
    ["nothingLost", {}, [send("a"), seen("a", "Stock", "1"), gone("a", "Stock", "9")]],
  ],
  [
    "in the DLQ of another queue",
    "violated",
    ["nothingLost", {}, [send("a"), seen("a", "Stock", "1"), seen("a", "ShipDlq", "1")]],
  ],
  [
    "a second message in flight while the first is parked",
    "violated",
    ["nothingLost", {}, [send("a"), seen("a", "Stock", "7"), ...park.flat()]],
  ],
  [
    "put into the DLQ by the worker under an id of its own",
    "holds",
    [
      "nothingLost",
      {},
      [send("a"), seen("a", "Stock", "1"), seen("a", "StockDlq", "5"), gone("a", "Stock", "1")],
    ],
  ],
  [
    "redriven and worked",
    "holds",
    [
      "nothingLost",
      {},
      [
        ...park,
        redrive("a", "StockDlq", "1", "Stock"),
        gone("a", "StockDlq", "1", "moved"),
        worked("a", "Stock", "2"),
      ],
    ],
  ],
  [
    "redriven and in flight",
    "violated",
    [
      "nothingLost",
      {},
      [
        ...park,
        redrive("a", "StockDlq", "1", "Stock"),
        gone("a", "StockDlq", "1", "moved"),
        seen("a", "Stock", "2"),
      ],
    ],
  ],
  [
    "redriven under the same id and in flight",
    "violated",
    [
      "nothingLost",
      {},
      [
        ...park,
        gone("a", "Stock", "1", "moved"),
        moveTask("StockDlq"),
        gone("a", "StockDlq", "1", "moved"),
        seen("a", "Stock", "1"),
      ],
    ],
  ],
  [
    "redriven under the same id and worked",
    "holds",
    [
      "nothingLost",
      {},
      [...park, moveTask("StockDlq"), gone("a", "StockDlq", "1", "moved"), worked("a", "Stock", "1")],
    ],
  ],
  [
    "redriven and parked again under the same id",
    "holds",
    [
      "nothingLost",
      {},
      [
        ...park,
        moveTask("StockDlq"),
        gone("a", "StockDlq", "1", "moved"),
        received("a", "Stock", "1", 3),
        seen("a", "StockDlq", "1"),
      ],
    ],
  ],
  [
    "two workers received it, the one's line came after the other's deletion",
    "holds",
    [
      "nothingLost",
      {},
      [send("a"), seen("a", "Stock", "1", { receives: 2 }), gone("a", "Stock", "1"), seen("a", "Stock", "1")],
    ],
  ],
  [
    "parked twice",
    "violated",
    ["nothingLost", {}, [...park, received("a", "Stock", "2", 3), seen("a", "StockDlq", "2")]],
  ],
  [
    "looked at twice is parked once",
    "holds",
    ["nothingLost", {}, [...park, seen("a", "StockDlq", "1", { receives: 5 })]],
  ],
  [
    "parked once in each of two branches",
    "holds",
    ["nothingLost", {}, [...park, received("a", "Ship", "2", 3), seen("a", "ShipDlq", "2")]],
  ],
  [
    "without the effect that another claim expects",
    "violated",
    [
      "nothingLost",
      {},
      [send("a"), worked("a", "Stock", "1")],
      { beside: [["tookEffectOnce", { order: "a", steps: ["reserve"] }]] },
    ],
  ],
  [
    "with the effect that another claim expects",
    "holds",
    [
      "nothingLost",
      {},
      [send("a"), worked("a", "Stock", "1"), effect("a", "reserve")],
      { beside: [["tookEffectOnce", { order: "*", steps: ["reserve"] }]] },
    ],
  ],
  [
    "without the effect that another claim expects of another order",
    "holds",
    [
      "nothingLost",
      {},
      [send("a"), worked("a", "Stock", "1")],
      { beside: [["tookEffectOnce", { order: "b", steps: ["reserve"] }]] },
    ],
  ],
  [
    "not parked, as another claim expects",
    "violated",
    [
      "nothingLost",
      {},
      [send("a"), worked("a", "Stock", "1")],
      { beside: [["parked", { order: "a", in: "StockDlq", afterReceives: 3 }]] },
    ],
  ],
  [
    "seen by a handler and a sink only",
    "holds",
    ["nothingLost", {}, [send("a"), handled("a", "StockWorker"), effect("a", "reserve")]],
  ],
  ["seen in a sink only", "holds", ["nothingLost", {}, [send("a"), effect("a", "reserve")]]],
  ["undrained", "unknown", ["nothingLost", {}, [send("a"), worked("a", "Stock", "1")], { drain: null }]],
  ["lost, drain ended by the limit", "unknown", ["nothingLost", {}, [send("a")], { drain: "limit" }]],
  [
    "a gap at a queue",
    "unknown",
    ["nothingLost", {}, [send("a"), worked("a", "Stock", "1"), gap("Ship.evidence")]],
  ],
  [
    "an order in doubt is counted apart",
    "holds",
    ["nothingLost", {}, [send("a"), worked("a", "Stock", "1"), sendInDoubt("b")]],
  ],
  ["only orders in doubt", "unknown", ["nothingLost", {}, [sendInDoubt("b")]]],
  ["only refused orders", "unknown", ["nothingLost", {}, [sendRefused("b")]]],
  ["in doubt first, accepted then, lost", "violated", ["nothingLost", {}, [sendInDoubt("a"), send("a")]]],
  ["nothing sent", "unknown", ["nothingLost", {}, []]],
  ["no system", "unknown", ["nothingLost", {}, [send("a"), worked("a", "Stock", "1")], { system: null }]],

  [
    "used and empty",
    "holds",
    [
      "drained",
      { queue: "Audit" },
      [
        send("a"),
        seen("a", "Audit", "1", { by: "probe" }),
        depth("Audit", 1),
        gone("a", "Audit", "1"),
        depth("Audit", 0),
      ],
    ],
  ],
  ["something is left", "violated", ["drained", { queue: "Audit" }, [send("a"), depth("Audit", 1)]]],
  ["something is in flight", "violated", ["drained", { queue: "Audit" }, [send("a"), depth("Audit", 0, 1)]]],
  ["something is delayed", "violated", ["drained", { queue: "Audit" }, [send("a"), depth("Audit", 0, 0, 1)]]],
  [
    "something is left at the drain's limit",
    "violated",
    ["drained", { queue: "Audit" }, [send("a"), depth("Audit", 1)], { drain: "limit" }],
  ],
  [
    "empty at the drain's limit",
    "unknown",
    ["drained", { queue: "Audit" }, [send("a"), depth("Audit", 1), depth("Audit", 0)], { drain: "limit" }],
  ],
  [
    "ended by proof",
    "unknown",
    ["drained", { queue: "Audit" }, [send("a"), depth("Audit", 1)], { drain: "proof" }],
  ],
  ["undrained", "unknown", ["drained", { queue: "Audit" }, [send("a"), depth("Audit", 1)], { drain: null }]],
  ["never used", "unknown", ["drained", { queue: "Audit" }, [send("a"), depth("Audit", 0)]]],
  ["never sampled", "unknown", ["drained", { queue: "Audit" }, [send("a"), seen("a", "Audit", "1")]]],
  [
    "sampled last before it was used",
    "unknown",
    ["drained", { queue: "Audit" }, [depth("Audit", 0), send("a"), seen("a", "Audit", "1")]],
  ],
  [
    "sampled last before anything was sent",
    "unknown",
    ["drained", { queue: "Audit" }, [depth("Audit", 1), depth("Audit", 0), send("a")]],
  ],
  [
    "a gap",
    "unknown",
    ["drained", { queue: "Audit" }, [send("a"), depth("Audit", 1), depth("Audit", 0), gap("Audit.look")]],
  ],
  [
    "nobody watched",
    "unknown",
    ["drained", { queue: "Other" }, [send("a"), depth("Other", 1), depth("Other", 0)]],
  ],
  [
    "sampled after the judge phase began only",
    "unknown",
    ["drained", { queue: "Audit" }, [send("a"), seen("a", "Audit", "1")]],
  ],

  ["as claimed", "holds", ["answered", answered, [call("first", ok)]]],
  ["another status", "violated", ["answered", answered, [call("first", (op) => ok(op, 202))]]],
  [
    "failed with the status that is claimed",
    "holds",
    ["answered", { label: "first", status: 400 }, [call("first", (op) => failed(op, 400))]],
  ],
  ["failed", "violated", ["answered", answered, [call("first", (op) => failed(op, 403))]]],
  ["no answer came", "unknown", ["answered", answered, [call("first", inDoubt)]]],
  ["never completed", "unknown", ["answered", answered, [invoked("a", { label: "first" })]]],
  ["no such call", "unknown", ["answered", answered, [call("second", ok)]]],
  [
    "undrained: an answer needs no drain",
    "holds",
    ["answered", answered, [call("first", ok)], { drain: null }],
  ],
  [
    "every entry of a batch",
    "holds",
    ["answered", answered, [call("first", ok, { batch: "b" }), call("first", ok, { batch: "b" })]],
  ],
  [
    "one entry of a batch failed under HTTP 200",
    "violated",
    [
      "answered",
      answered,
      [call("first", ok, { batch: "b" }), call("first", (op) => failed(op), { batch: "b" })],
    ],
  ],
  [
    "one entry unknown, another wrong",
    "violated",
    [
      "answered",
      answered,
      [call("first", inDoubt, { batch: "b" }), call("first", (op) => failed(op), { batch: "b" })],
    ],
  ],
  [
    "the body too",
    "holds",
    [
      "answered",
      { ...answered, body: { a: 1, b: [2] } },
      [call("first", (op) => ok(op, 200, { b: [2], a: 1 }))],
    ],
  ],
  [
    "another body",
    "violated",
    ["answered", { ...answered, body: { a: 1 } }, [call("first", (op) => ok(op, 200, { a: 1, b: 2 }))]],
  ],
  ["no body", "violated", ["answered", { ...answered, body: { a: 1 } }, [call("first", ok)]]],
  [
    "a body whose blob is missing",
    "unknown",
    [
      "answered",
      { ...answered, body: { a: "long" } },
      [call("first", (op) => ok(op, 200, { a: { blob: "0".repeat(64) } }))],
    ],
  ],
  [
    "a body that is a missing blob",
    "unknown",
    [
      "answered",
      { ...answered, body: "long" },
      [call("first", (op) => ok(op, 200, { blob: "0".repeat(64) }))],
    ],
  ],
  [
    "another status and a missing blob",
    "violated",
    [
      "answered",
      { ...answered, body: "long" },
      [call("first", (op) => ok(op, 500, { blob: "0".repeat(64) }))],
    ],
  ],
  ["a labelled call of a redrive", "holds", ["answered", answered, [call("first", ok).map(asRedrive)]]],

  ["struck", "holds", ["reached", { what: "fail" }, [began("f1", "fail"), struck("f1")]]],
  ["struck, by its id", "holds", ["reached", { what: "f1" }, [began("f1", "fail"), struck("f1")]]],
  ["never struck", "unknown", ["reached", { what: "fail" }, [began("f1", "fail")]]],
  ["never struck, none wanted", "unknown", ["reached", { what: "fail", atLeast: 0 }, [began("f1", "fail")]]],
  ["another fault struck", "unknown", ["reached", { what: "fail" }, [began("f1", "slow"), struck("f1")]]],
  [
    "struck as often as wanted",
    "holds",
    ["reached", { what: "fail", atLeast: 2 }, [began("f1", "fail"), struck("f1"), struck("f1")]],
  ],
  [
    "two faults of one name together",
    "holds",
    [
      "reached",
      { what: "fail", atLeast: 2 },
      [began("f1", "fail"), began("f2", "fail"), struck("f1"), struck("f2")],
    ],
  ],
  [
    "an id that began again keeps its strikes",
    "holds",
    [
      "reached",
      { what: "f1", atLeast: 2 },
      [began("f1", "fail"), struck("f1"), began("f1", "fail"), struck("f1")],
    ],
  ],
  ["a strike whose beginning is not told", "holds", ["reached", { what: "f1" }, [struck("f1")]]],
  [
    "fewer than wanted",
    "violated",
    ["reached", { what: "fail", atLeast: 2 }, [began("f1", "fail"), struck("f1")]],
  ],
  [
    "fewer than wanted, undrained",
    "unknown",
    ["reached", { what: "fail", atLeast: 2 }, [began("f1", "fail"), struck("f1")], { drain: null }],
  ],
  [
    "fewer than wanted, drain ended by the limit",
    "unknown",
    ["reached", { what: "fail", atLeast: 2 }, [began("f1", "fail"), struck("f1")], { drain: "limit" }],
  ],
  [
    "struck, undrained",
    "holds",
    ["reached", { what: "fail" }, [began("f1", "fail"), struck("f1")], { drain: null }],
  ],

  ["all created", "holds", ["provisioned", {}, created("Stock"), { system: small }]],
  [
    "needs no attempt and no drain",
    "holds",
    ["provisioned", {}, created("Stock"), { system: small, drain: null }],
  ],
  [
    "refused",
    "violated",
    ["provisioned", {}, [resource("intended", "Stock"), resource("refused", "Stock")], { system: small }],
  ],
  [
    "refused in a run that was killed",
    "violated",
    [
      "provisioned",
      {},
      [resource("intended", "Stock"), resource("refused", "Stock")],
      { system: small, reason: null, drain: null },
    ],
  ],
  [
    "refused for a property whose name is that of a failure",
    "violated",
    [
      "provisioned",
      {},
      [
        resource("intended", "Stock"),
        resource("refused", "Stock", {
          code: "InvalidAttributeValue",
          message: "Invalid value for the parameter VisibilityTimeout.",
        }),
      ],
      { system: small },
    ],
  ],
  [
    "refused by a stack",
    "violated",
    [
      "provisioned",
      {},
      [
        resource("intended", "Stock"),
        resource("refused", "Stock", {
          code: "CREATE_FAILED",
          message: "Invalid value for the parameter VisibilityTimeout.",
        }),
      ],
      { system: small },
    ],
  ],
  [
    "refused by a stack that was throttled",
    "unknown",
    [
      "provisioned",
      {},
      [
        resource("intended", "Stock"),
        resource("refused", "Stock", {
          code: "CREATE_FAILED",
          message: "Rate exceeded (Service: Sqs, Error Code: ThrottlingException)",
        }),
      ],
      { system: small },
    ],
  ],
  [
    "refused for throttling",
    "unknown",
    [
      "provisioned",
      {},
      [resource("intended", "Stock"), resource("refused", "Stock", { code: "ThrottlingException" })],
      { system: small },
    ],
  ],
  [
    "refused for a quota",
    "unknown",
    [
      "provisioned",
      {},
      [resource("intended", "Stock"), resource("refused", "Stock", { code: "LimitExceededException" })],
      { system: small },
    ],
  ],
  [
    "refused by a broken service",
    "unknown",
    [
      "provisioned",
      {},
      [resource("intended", "Stock"), resource("refused", "Stock", { code: "ServiceUnavailable" })],
      { system: small },
    ],
  ],
  [
    "refused for a network error",
    "unknown",
    [
      "provisioned",
      {},
      [resource("intended", "Stock"), resource("refused", "Stock", { code: "ECONNRESET" })],
      { system: small },
    ],
  ],
  [
    "refused, then created at the next try",
    "holds",
    [
      "provisioned",
      {},
      [
        resource("intended", "Stock"),
        resource("refused", "Stock", { code: "ThrottlingException" }),
        resource("created", "Stock"),
      ],
      { system: small },
    ],
  ],
  [
    "begun and never finished",
    "unknown",
    ["provisioned", {}, [resource("intended", "Stock")], { system: small }],
  ],
  [
    "begun again and never finished",
    "unknown",
    ["provisioned", {}, [...created("Stock"), resource("intended", "Stock")], { system: small }],
  ],
  ["never begun", "unknown", ["provisioned", {}, [], { system: small }]],
  [
    "a topic's creation is not the queue's of the same name",
    "unknown",
    [
      "provisioned",
      {},
      [
        ...created("Events", { type: "AWS::SNS::Topic", name: "orders" }),
        resource("intended", "Stock", { name: "orders" }),
      ],
      { system: small },
    ],
  ],
  [
    "deleted before it was judged",
    "unknown",
    ["provisioned", {}, [...created("Stock"), resource("deleted", "Stock")], { system: small }],
  ],
  ["no system", "unknown", ["provisioned", {}, created("Stock"), { system: null }]],
  ["a system of nothing", "unknown", ["provisioned", {}, [], { system: { ...SYSTEM, hops: [] } }]],
])("%s: %s", (_what, outcome, journal) => {
  const { outcome: got, why } = rulingOn(...journal);
  expect(`${got}: ${why}`).toMatch(new RegExp(`^${outcome}: `));
});

function asRedrive(line: Draft): Draft {
  return line.kind === "op.invoked" ? { ...line, data: { ...line.data, redrive: true } } : line;
}
