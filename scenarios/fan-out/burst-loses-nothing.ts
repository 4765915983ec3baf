// Scenario: a small crowd of orders at once, nothing broken on purpose: the good path that every variant is also run on.
import {
  all,
  answered,
  finishedWithin,
  nothingLost,
  num,
  order,
  orderSystem,
  routed,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const orders = Array.from({ length: 20 }, (_, index) =>
  order(`burst-loses-nothing/${index}`, { customer: `c-${index % 5}`, shipping_type: "express" }),
);

export default scenario({
  title: "twenty orders at once are all reserved, charged and shipped, each once",
  proves: ["E2E-01", "E2E-02", "E2E-03"],
  system: orderSystem(),
  async drive({ topic }) {
    await Promise.all(
      orders.map((one, index) =>
        topic("OrderEvents").publish(
          one,
          { event_type: str("order_created"), order_value: num(1200), shipping_type: str("express") },
          index === 0 ? { label: "first" } : {},
        ),
      ),
    );
  },
  claims: [
    answered("first", { status: 200 }),
    routed(all(), { to: ["InventoryQueue", "ShippingQueue", "PaymentLedger"] }),
    tookEffectOnce(all(), { steps: ["reserve", "charge", "ship"] }),
    finishedWithin(all(), seconds(30) * 1000),
    nothingLost(),
  ],
});
