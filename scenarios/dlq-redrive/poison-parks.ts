// Scenario: an order that its worker cannot process parks, its neighbour does not notice, and a redrive completes it.
import {
  nothingLost,
  order,
  orderSystem,
  parked,
  reached,
  redriven,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const healthy = order("poison-parks/healthy");
const poison = order("poison-parks/poison", { sku: "X-0" });

export default scenario({
  title: "a poison order parks after 3 receives and completes once redriven; its neighbour is untouched",
  proves: ["SQS-03", "DLQ-01", "DLQ-03", "MOV-08", "E2E-04", "E2E-06"],
  system: orderSystem({ InventoryQueue: { maxReceiveCount: 3, visibility: seconds(1) } }),
  async drive({ topic, queue, breaks }) {
    const fault = await breaks("InventoryWorker", "UnknownSku", { on: poison });
    for (const one of [healthy, poison]) {
      await topic("OrderEvents").publish(one, { event_type: str("order_created") });
    }
    await queue("InventoryDlq").holds(poison, { within: seconds(30) });
    await fault.mend();
    await queue("InventoryDlq").redrive();
  },
  claims: [
    reached("fail", { atLeast: 3 }),
    parked(poison, { in: "InventoryDlq", afterReceives: 3 }),
    redriven(poison, { from: "InventoryDlq", to: "InventoryQueue" }),
    tookEffectOnce([healthy, poison], { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
