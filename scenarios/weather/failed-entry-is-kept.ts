// Scenario: one entry of a batch comes back Failed under HTTP 200; the worker sends it again alone.
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

const neighbour = order("failed-entry-is-kept/neighbour");
const failed = order("failed-entry-is-kept/failed", { customer: "c-2" });

export default scenario({
  title:
    "a batch entry that comes back Failed is sent again alone: nothing is lost, each order is charged once",
  proves: ["SQS-17", "SQS-18", "E2E-01", "E2E-05"],
  needs: ["fault:partial"],
  system: orderSystem(),
  async drive({ topic, breaks }) {
    const fault = await breaks("PaymentLedger", "partial", { on: failed, times: 1 });
    for (const one of [neighbour, failed]) {
      await topic("OrderEvents").publish(one, { event_type: str("order_created") });
    }
    await fault.strikes({ within: seconds(20) });
  },
  claims: [
    reached("partial", { atLeast: 1 }),
    routed([neighbour, failed], { to: ["PaymentLedger"] }),
    tookEffectOnce([neighbour, failed], { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
