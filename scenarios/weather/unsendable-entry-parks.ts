// Scenario: an entry fails in the batch and alone; it goes to the dead letter queue with a reason before it is deleted.
import {
  nothingLost,
  order,
  orderSystem,
  reached,
  routed,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const neighbour = order("unsendable-entry-parks/neighbour");
const refused = order("unsendable-entry-parks/refused", { customer: "c-2" });

export default scenario({
  title:
    "an order that the ledger refuses twice is parked with the reason, not lost; its neighbour is charged",
  proves: ["SQS-18", "E2E-01", "E2E-05"],
  needs: ["fault:partial", "fault:fail"],
  system: orderSystem(),
  async drive({ topic, queue, breaks }) {
    await breaks("PaymentLedger", "partial", { on: refused, times: 1 });
    await breaks("PaymentLedger", "fail", { on: refused, action: "SendMessage", times: 1 });
    for (const one of [neighbour, refused]) {
      await topic("OrderEvents").publish(one, { event_type: str("order_created") });
    }
    await queue("InventoryDlq").holds(refused, { within: seconds(20) });
  },
  claims: [
    reached("partial", { atLeast: 1 }),
    reached("fail", { atLeast: 1 }),
    routed(refused, { to: ["InventoryQueue", "InventoryDlq"] }),
    tookEffectOnce(neighbour, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
