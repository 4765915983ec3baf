// Scenario: one order through every hop: the polling worker, the topic, three functions, the provider, the ledger, each once.
import {
  messagingSystem,
  nothingLost,
  order,
  routed,
  scenario,
  seconds,
  tookEffectOnce,
} from "../../src/index.ts";

const whole = order("whole-order/express", { order_value: 1500, shipping_type: "express" });
const small = order("whole-order/small", { order_value: 20 });

export default scenario({
  title:
    "an order goes through every hop, and each of its steps takes effect once, at the provider and in the ledger",
  proves: ["SNS-06", "SNS-17", "ESM-06", "ESM-21", "DDB-05", "E2E-01"],
  needs: ["service:lambda", "service:dynamodb"],
  system: messagingSystem(),
  async drive({ queue, sink }) {
    await queue("OrdersQueue").send(whole);
    await queue("OrdersQueue").send(small);
    await sink("Effects").holds(whole, { step: "charge", within: seconds(60) });
  },
  claims: [
    routed(whole, { to: ["OrdersQueue", "InventoryQueue", "ShippingQueue", "PaymentLedger"] }),
    tookEffectOnce(whole, { steps: ["reserve", "ship", "charge"] }),
    tookEffectOnce(small, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
