// Scenario: a parked order is still there when somebody looks after ten days, and completes.
import {
  nothingLost,
  order,
  orderSystem,
  parked,
  redriven,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const poison = order("parked-order-waits-ten-days/poison");
const TEN_DAYS_S = 10 * 24 * 60 * 60;

export default scenario({
  title: "an order that was parked for ten days is redriven and completes",
  proves: ["DLQ-04", "MOV-03", "E2E-06"],
  needs: ["virtual-time", "fault:pause"],
  system: orderSystem({ InventoryQueue: { visibility: seconds(1), maxReceiveCount: 3 } }),
  async drive({ topic, queue, breaks, passes }) {
    const fault = await breaks("InventoryWorker", "UnknownSku", { on: poison });
    await topic("OrderEvents").publish(poison, { event_type: str("order_created") });
    await queue("InventoryDlq").holds(poison, { within: seconds(30) });
    await fault.mend();
    // Nobody polls meanwhile: ten days of empty receives would take longer than the rest of the night.
    const workers = ["InventoryWorker", "ShippingWorker", "LedgerWorker"];
    const holidays = await Promise.all(workers.map((name) => breaks(name, "pause")));
    await passes(TEN_DAYS_S);
    for (const one of holidays) await one.mend();
    await queue("InventoryDlq").redrive();
  },
  claims: [
    parked(poison, { in: "InventoryDlq", afterReceives: 3 }),
    redriven(poison, { from: "InventoryDlq", to: "InventoryQueue" }),
    tookEffectOnce(poison, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
