// Scenario: one batch brings two messages of one order.
import {
  messagingSystem,
  nothingLost,
  order,
  routed,
  scenario,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const doubled = order("duplicate-in-one-batch/doubled");

export default scenario({
  title: "two messages of one order in one batch are two deliveries and one effect",
  proves: ["SQS-01", "ESM-01", "DDB-01", "E2E-02"],
  needs: ["service:lambda", "service:dynamodb", "fault:pause"],
  system: messagingSystem(),
  async drive({ topic, breaks }) {
    // So that one batch takes both.
    const night = await breaks("InventoryWorker", "pause");
    await topic("OrderEvents").publishTwice(doubled, { event_type: str("order_created") });
    await night.mend();
  },
  claims: [
    routed(doubled, { to: ["InventoryQueue", "PaymentLedger"] }),
    tookEffectOnce(doubled, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
