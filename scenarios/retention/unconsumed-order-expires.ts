// Scenario: nobody works for four days. An order that waited that long is gone; one that waited a minute less is worked.
import { order, orderSystem, reachedOnly, scenario, seconds, str, tookEffectOnce } from "../../src/index.ts";

const early = order("unconsumed-order-expires/early");
const late = order("unconsumed-order-expires/late");
const FOUR_DAYS_S = 4 * 24 * 60 * 60;

export default scenario({
  title: "an order that nobody received for four days is gone; one that came two minutes later is worked",
  proves: ["SQS-20", "SQS-24"],
  needs: ["virtual-time", "fault:pause"],
  system: orderSystem({ InventoryQueue: { retention: FOUR_DAYS_S } }),
  async drive({ topic, breaks, sink, passes }) {
    const workers = ["InventoryWorker", "ShippingWorker", "LedgerWorker"];
    const holidays = await Promise.all(workers.map((name) => breaks(name, "pause")));
    await topic("OrderEvents").publish(early, { event_type: str("order_created") });
    await passes(seconds(120));
    await topic("OrderEvents").publish(late, { event_type: str("order_created") });
    await passes(FOUR_DAYS_S - seconds(60));
    for (const one of holidays) await one.mend();
    await sink("Provider").holds(late, { step: "reserve", within: seconds(10) });
  },
  claims: [
    reachedOnly(early, { to: [], among: ["InventoryQueue", "InventoryDlq", "PaymentLedger"] }),
    tookEffectOnce(late, { steps: ["reserve", "charge"] }),
  ],
});
