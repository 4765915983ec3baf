// Scenario: the course module's mistake: every attribute sent as String, so a numeric filter never matches.
import { num, order, orderSystem, reachedOnly, routed, scenario, str } from "../../src/index.ts";

const asString = order("string-value-never-ships/string", { order_value: 1000, shipping_type: "express" });
const asNumber = order("string-value-never-ships/number", { order_value: 1000, shipping_type: "express" });

export default scenario({
  title: 'the String "1000" does not match a numeric filter that the Number 1000 matches',
  proves: ["SNS-06", "E2E-10"],
  needs: ["sns.filter.types"],
  system: orderSystem(),
  async drive({ topic }) {
    const common = { event_type: str("order_created"), shipping_type: str("express") };
    await topic("OrderEvents").publish(asString, { ...common, order_value: str("1000") });
    await topic("OrderEvents").publish(asNumber, { ...common, order_value: num(1000) });
  },
  claims: [
    reachedOnly(asString, { to: ["InventoryQueue"], among: ["InventoryQueue", "ShippingQueue"] }),
    routed(asNumber, { to: ["InventoryQueue", "ShippingQueue"] }),
  ],
});
