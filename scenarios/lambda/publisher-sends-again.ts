// Scenario: the publisher never sees the answer to its publish and sends the order again.
import {
  messagingSystem,
  nothingLost,
  num,
  order,
  reached,
  routed,
  scenario,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const doubled = order("publisher-sends-again/doubled", { shipping_type: "express" });

export default scenario({
  title:
    "a publisher that loses the answer and sends again causes a second message and no second effect in the ledger",
  proves: ["SQS-01", "DDB-09", "E2E-02"],
  needs: ["service:lambda", "service:dynamodb", "fault:drop-ack"],
  system: messagingSystem(),
  async drive({ topic, breaks }) {
    await breaks("OrderEvents", "drop-ack", { on: doubled, times: 1 });
    await topic("OrderEvents").publishTwice(doubled, {
      event_type: str("order_created"),
      order_value: num(doubled.order_value),
      shipping_type: str("express"),
    });
  },
  claims: [
    reached("drop-ack", { atLeast: 1 }),
    routed(doubled, { to: ["InventoryQueue", "ShippingQueue", "PaymentLedger"] }),
    tookEffectOnce(doubled, { steps: ["reserve", "ship", "charge"] }),
    nothingLost(),
  ],
});
