// Scenario: an order takes nearly as long as its function may; nobody else gets it meanwhile.
import {
  messagingSystem,
  nothingLost,
  order,
  reached,
  reachedOnly,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const slow = order("slow-function-keeps-its-order/slow");

export default scenario({
  title:
    "an order that takes nearly all of its function's time stays hidden meanwhile: one receive is all it may have, and it is not parked",
  proves: ["SQS-03", "ESM-13", "ESM-14"],
  needs: ["service:lambda", "service:dynamodb", "fault:slow"],
  system: messagingSystem({
    InventoryQueue: { maxReceiveCount: 1 },
    InventoryWorker: { timeout: seconds(8) },
  }),
  async drive({ topic, breaks, sink }) {
    await breaks("InventoryWorker", "slow", { on: slow, delayMs: [4_000, 4_000] });
    await topic("OrderEvents").publish(slow, { event_type: str("order_created") });
    await sink("Effects").holds(slow, { step: "reserve", within: seconds(60) });
  },
  claims: [
    reached("slow", { atLeast: 1 }),
    reachedOnly(slow, { to: ["InventoryQueue"], among: ["InventoryQueue", "InventoryDlq"] }),
    tookEffectOnce(slow, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
