// Scenario: the producer never sees the answer to its publish and sends the order again.
import {
  nothingLost,
  num,
  order,
  orderSystem,
  reached,
  routed,
  scenario,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const doubled = order("producer-sends-again/doubled", { shipping_type: "express" });

export default scenario({
  title: "a producer that loses the answer and sends again causes a second message and no second effect",
  proves: ["SQS-01", "APIGW-16", "E2E-02"],
  needs: ["fault:drop-ack"],
  system: orderSystem(),
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
    tookEffectOnce(doubled, { steps: ["reserve", "charge", "ship"] }),
    nothingLost(),
  ],
});
