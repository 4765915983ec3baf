// Scenario: both sides of the shipping filter's 1000, sent as Number attributes.
import {
  num,
  order,
  orderSystem,
  reachedOnly,
  routed,
  scenario,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const below = order("high-value-boundary/below", { order_value: 999.99, shipping_type: "express" });
const at = order("high-value-boundary/at", { order_value: 1000, shipping_type: "express" });
const above = order("high-value-boundary/above", { order_value: 1000.01, shipping_type: "priority" });
const slowBoat = order("high-value-boundary/slow-boat", { order_value: 5000, shipping_type: "standard" });
const cancelled = order("high-value-boundary/cancelled", {
  event_type: "order_cancelled",
  order_value: 5000,
});

export default scenario({
  title:
    "an order of 1000 or more that is in a hurry is shipped, one below is not; a cancelled one goes nowhere",
  proves: ["SNS-02", "SNS-06", "SNS-07", "E2E-03", "E2E-10"],
  system: orderSystem(),
  async drive({ topic }) {
    for (const one of [below, at, above, slowBoat, cancelled]) {
      await topic("OrderEvents").publish(one, {
        event_type: str(one.event_type),
        order_value: num(one.order_value),
        ...(one.shipping_type === undefined ? {} : { shipping_type: str(one.shipping_type) }),
      });
    }
  },
  claims: [
    routed([at, above], { to: ["InventoryQueue", "ShippingQueue"] }),
    reachedOnly([below, slowBoat], { to: ["InventoryQueue"], among: ["InventoryQueue", "ShippingQueue"] }),
    reachedOnly(cancelled, { to: [], among: ["InventoryQueue", "ShippingQueue"] }),
    tookEffectOnce([at, above], { steps: ["reserve", "charge", "ship"] }),
    tookEffectOnce([below, slowBoat], { steps: ["reserve", "charge"] }),
  ],
});
