// Room claims, tests: parked and redriven on journals written by hand.
import { expect, test } from "vitest";
import {
  effect,
  gap,
  gone,
  moveTask,
  received,
  redrive,
  redriveDelete,
  redriveReceive,
  redriveSend,
  rulingOn,
  seen,
  send,
  sendInDoubt,
  SYSTEM,
  depth,
  worked,
} from "../ruling.fixture.ts";

const parked = { order: "a", in: "StockDlq", afterReceives: 3 };
const inLedger = { order: "a", in: "LedgerDlq", afterReceives: 3 };
const redriven = { order: "a", from: "StockDlq", to: "Stock" };
const park = [send("a"), received("a", "Stock", "1", 3), seen("a", "StockDlq", "1", { receives: 4 })];
const withoutDlq = { ...SYSTEM, hops: SYSTEM.hops.map(({ dlq: _dlq, ...hop }) => hop) };

test.each<[string, string, Parameters<typeof rulingOn>]>([
  ["three receives, then parked; the DLQ's counter says four", "holds", ["parked", parked, park]],
  [
    "a receive more",
    "violated",
    ["parked", parked, [send("a"), received("a", "Stock", "1", 4), seen("a", "StockDlq", "1")]],
  ],
  [
    "a receive more, undrained: proof needs no drain",
    "violated",
    ["parked", parked, [send("a"), received("a", "Stock", "1", 4)], { drain: null, reason: null }],
  ],
  [
    "a receive line lost: two of three",
    "unknown",
    [
      "parked",
      parked,
      [
        send("a"),
        seen("a", "Stock", "1"),
        seen("a", "Stock", "1", { receives: 3 }),
        seen("a", "StockDlq", "1"),
      ],
    ],
  ],
  [
    "numbered one, two, four: a receive more than its lines",
    "violated",
    [
      "parked",
      parked,
      [
        send("a"),
        received("a", "Stock", "1", 2),
        seen("a", "Stock", "1", { receives: 4 }),
        seen("a", "StockDlq", "1"),
      ],
    ],
  ],
  [
    "numbered two, three, four",
    "violated",
    [
      "parked",
      parked,
      [
        send("a"),
        ...[2, 3, 4].map((receives) => seen("a", "Stock", "1", { receives })),
        seen("a", "StockDlq", "1"),
      ],
    ],
  ],
  [
    "fewer receives, numbered to the end",
    "unknown",
    ["parked", parked, [send("a"), received("a", "Stock", "1", 2), seen("a", "StockDlq", "1")]],
  ],
  ["absent in the DLQ", "violated", ["parked", parked, [send("a"), received("a", "Stock", "1", 3)]]],
  [
    "absent in the DLQ, undrained",
    "unknown",
    ["parked", parked, [send("a"), received("a", "Stock", "1", 3)], { drain: null }],
  ],
  [
    "absent in the DLQ, drain ended by the limit",
    "unknown",
    ["parked", parked, [send("a"), received("a", "Stock", "1", 3)], { drain: "limit" }],
  ],
  [
    "absent in the DLQ, whose probe had a gap",
    "unknown",
    ["parked", parked, [send("a"), received("a", "Stock", "1", 3), gap("Dlq.look")]],
  ],
  ["an effect", "violated", ["parked", parked, [...park, effect("a", "reserve")]]],
  [
    "an answer from the provider's memory is no effect",
    "holds",
    ["parked", parked, [...park, effect("a", "reserve", { deduplicated: true })]],
  ],
  [
    "an effect once the redrive began",
    "holds",
    [
      "parked",
      parked,
      [...park, redrive("a", "StockDlq", "1", "Stock"), seen("a", "Stock", "2"), effect("a", "reserve")],
    ],
  ],
  [
    "receives once the redrive began do not count",
    "holds",
    ["parked", parked, [...park, redrive("a", "StockDlq", "1", "Stock"), received("a", "Stock", "2", 3)]],
  ],
  [
    "receives under the same id once the redrive began do not count",
    "holds",
    [
      "parked",
      parked,
      [
        ...park,
        redrive("a", "StockDlq", "1", "Stock"),
        gone("a", "StockDlq", "1", "moved"),
        received("a", "Stock", "1", 3),
      ],
    ],
  ],
  [
    "parked again after the redrive",
    "holds",
    [
      "parked",
      parked,
      [
        ...park,
        redrive("a", "StockDlq", "1", "Stock"),
        received("a", "Stock", "2", 3),
        seen("a", "StockDlq", "2"),
      ],
    ],
  ],
  [
    "parked after a redrive of others had begun",
    "holds",
    [
      "parked",
      parked,
      [
        send("b"),
        received("b", "Stock", "9", 3),
        seen("b", "StockDlq", "9"),
        redrive("b", "StockDlq", "9", "Stock"),
        ...park,
      ],
    ],
  ],
  [
    "an effect before it was parked, after a redrive of others had begun",
    "violated",
    [
      "parked",
      parked,
      [
        send("b"),
        seen("b", "StockDlq", "9"),
        redrive("b", "StockDlq", "9", "Stock"),
        send("a"),
        seen("a", "Stock", "1"),
        effect("a", "reserve"),
        seen("a", "Stock", "1", { receives: 2 }),
        seen("a", "Stock", "1", { receives: 3 }),
        seen("a", "StockDlq", "1"),
      ],
    ],
  ],
  [
    "the redrive of another DLQ ends nothing",
    "violated",
    [
      "parked",
      parked,
      [...park, redrive("b", "ShipDlq", "7", "Ship"), seen("a", "Stock", "1", { receives: 4 })],
    ],
  ],
  [
    "in the DLQ by the redrive's own receive",
    "holds",
    [
      "parked",
      inLedger,
      [send("a"), received("a", "Ledger", "1", 3), redrive("a", "LedgerDlq", "1", "Ledger")],
    ],
  ],
  [
    "receives at another queue do not count",
    "holds",
    ["parked", parked, [...park, received("a", "Ship", "8", 5)]],
  ],
  [
    "no queue names the DLQ: wherever a consumer received it",
    "holds",
    ["parked", parked, park, { system: withoutDlq }],
  ],
  [
    "no queue names the DLQ: a receive at another queue is one more",
    "violated",
    ["parked", parked, [...park, seen("a", "Ship", "8")], { system: withoutDlq }],
  ],
  [
    "a probe's look at the source is no receive",
    "holds",
    ["parked", parked, [...park, seen("a", "Stock", "1", { by: "probe", receives: 2 })]],
  ],
  ["undrained: a further receive may come", "unknown", ["parked", parked, park, { drain: null }]],
  [
    "a gap at the source: a further receive may have been",
    "unknown",
    ["parked", parked, [...park, gap("Stock.evidence")]],
  ],
  [
    "put into the DLQ by the worker itself under an id of its own",
    "holds",
    [
      "parked",
      { ...parked, afterReceives: 1 },
      [send("a"), seen("a", "Stock", "1"), seen("a", "StockDlq", "5"), gone("a", "Stock", "1")],
    ],
  ],
  [
    "in doubt and parked",
    "unknown",
    ["parked", parked, [sendInDoubt("a"), received("a", "Stock", "1", 3), seen("a", "StockDlq", "1")]],
  ],
  ["never sent", "unknown", ["parked", parked, [send("b")]]],
  ["no system described", "unknown", ["parked", parked, park, { system: null }]],

  [
    "moved by hand, received under another id, gone",
    "holds",
    [
      "redriven",
      redriven,
      [
        ...park,
        redrive("a", "StockDlq", "1", "Stock"),
        gone("a", "StockDlq", "1", "moved"),
        ...worked("a", "Stock", "2"),
      ],
    ],
  ],
  [
    "moved by a task, under the same id once it was gone",
    "holds",
    [
      "redriven",
      redriven,
      [...park, moveTask("StockDlq"), gone("a", "StockDlq", "1", "moved"), seen("a", "Stock", "1")],
    ],
  ],
  [
    "the delete's answer says that it is gone",
    "holds",
    ["redriven", redriven, [...park, redrive("a", "StockDlq", "1", "Stock"), seen("a", "Stock", "2")]],
  ],
  [
    "received under the same id before it was gone: that is the old message",
    "violated",
    ["redriven", redriven, [...park, moveTask("StockDlq"), seen("a", "Stock", "1", { receives: 4 })]],
  ],
  ["never redriven", "unknown", ["redriven", redriven, park]],
  ["never parked", "unknown", ["redriven", redriven, [send("a"), redrive("b", "StockDlq", "9", "Stock")]]],
  [
    "parked as the redrive's receive tells",
    "holds",
    [
      "redriven",
      { order: "a", from: "LedgerDlq", to: "Ledger" },
      [
        send("a"),
        received("a", "Ledger", "1", 3),
        redrive("a", "LedgerDlq", "1", "Ledger"),
        seen("a", "Ledger", "2"),
      ],
    ],
  ],
  [
    "lost on the way",
    "violated",
    [
      "redriven",
      redriven,
      [
        ...park,
        redriveReceive("a", "StockDlq", "1"),
        redriveDelete("a", "StockDlq", "1"),
        gone("a", "StockDlq", "1", "moved"),
      ],
    ],
  ],
  [
    "lost on the way, undrained",
    "unknown",
    [
      "redriven",
      redriven,
      [...park, redriveReceive("a", "StockDlq", "1"), gone("a", "StockDlq", "1", "moved")],
      { drain: null },
    ],
  ],
  [
    "lost on the way, while a second message of the order comes again",
    "violated",
    [
      "redriven",
      redriven,
      [
        send("a"),
        seen("a", "Stock", "7"),
        ...park,
        redriveReceive("a", "StockDlq", "1"),
        gone("a", "StockDlq", "1", "moved"),
        seen("a", "Stock", "7", { receives: 2 }),
      ],
    ],
  ],
  [
    "still there",
    "violated",
    ["redriven", redriven, [...park, redriveReceive("a", "StockDlq", "1"), depth("StockDlq", 1)]],
  ],
  [
    "sent back and still there",
    "violated",
    [
      "redriven",
      redriven,
      [
        ...park,
        redriveReceive("a", "StockDlq", "1"),
        redriveSend("a", "Stock"),
        seen("a", "Stock", "2"),
        depth("StockDlq", 1),
      ],
    ],
  ],
  [
    "sent back, and what is left there may be another order",
    "unknown",
    [
      "redriven",
      redriven,
      [
        ...park,
        send("b"),
        seen("b", "StockDlq", "9"),
        redriveReceive("a", "StockDlq", "1"),
        redriveSend("a", "Stock"),
        seen("a", "Stock", "2"),
        depth("StockDlq", 1),
      ],
    ],
  ],
  [
    "one of its two messages is still there",
    "violated",
    [
      "redriven",
      redriven,
      [
        ...park,
        seen("a", "StockDlq", "6"),
        redrive("a", "StockDlq", "1", "Stock"),
        gone("a", "StockDlq", "1", "moved"),
        seen("a", "Stock", "2"),
        depth("StockDlq", 1),
      ],
    ],
  ],
  [
    "sent back and not seen to leave",
    "unknown",
    [
      "redriven",
      redriven,
      [
        ...park,
        redriveReceive("a", "StockDlq", "1"),
        redriveSend("a", "Stock"),
        seen("a", "Stock", "2"),
        depth("StockDlq", 0),
      ],
    ],
  ],
  [
    "parked again: it was redriven all the same",
    "holds",
    [
      "redriven",
      redriven,
      [
        ...park,
        redrive("a", "StockDlq", "1", "Stock"),
        gone("a", "StockDlq", "1", "moved"),
        received("a", "Stock", "2", 3),
        seen("a", "StockDlq", "2"),
        depth("StockDlq", 1),
      ],
    ],
  ],
  [
    "another body",
    "violated",
    [
      "redriven",
      redriven,
      [...park, redrive("a", "StockDlq", "1", "Stock"), seen("a", "Stock", "2", { sha: "7" })],
    ],
  ],
  [
    "another body, as claimed",
    "holds",
    [
      "redriven",
      { ...redriven, body: "changed" },
      [...park, redrive("a", "StockDlq", "1", "Stock"), seen("a", "Stock", "2", { sha: "7" })],
    ],
  ],
  [
    "received at another queue than its own",
    "violated",
    ["redriven", redriven, [...park, redrive("a", "StockDlq", "1", "Ship"), seen("a", "Ship", "2")]],
  ],
])("%s: %s", (_what, outcome, journal) => {
  const { outcome: got, why } = rulingOn(...journal);
  expect(`${got}: ${why}`).toMatch(new RegExp(`^${outcome}: `));
});
