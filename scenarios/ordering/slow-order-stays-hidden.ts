// Scenario: an order takes longer than its visibility; the worker's heartbeat keeps it from a second worker.
import {
  order,
  orderSystem,
  reached,
  reachedOnly,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const slow = order("slow-order-stays-hidden/slow");

export default scenario({
  title: "an order that takes three times its visibility stays with its worker and is never parked",
  proves: ["SQS-03", "SQS-05", "SQS-07"],
  system: orderSystem({ InventoryQueue: { maxReceiveCount: 2, visibility: seconds(2) } }),
  async drive({ topic, worker, breaks, sink }) {
    await worker("InventoryWorker").another();
    await breaks("InventoryWorker", "slow", { on: slow, delayMs: [6_000, 6_000] });
    await topic("OrderEvents").publish(slow, { event_type: str("order_created") });
    await sink("Provider").holds(slow, { step: "reserve", within: seconds(30) });
  },
  claims: [
    reached("slow", { atLeast: 1 }),
    reachedOnly(slow, { to: ["InventoryQueue"], among: ["InventoryQueue", "InventoryDlq"] }),
    tookEffectOnce(slow, { steps: ["reserve", "charge"] }),
  ],
});
