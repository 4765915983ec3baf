// Scenario: the first tries of a publish are throttled; the SDK's own retries bring the order in.
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

const throttled = order("throttled-sends-arrive/throttled");

export default scenario({
  title: "a publish and a ledger send that are throttled arrive all the same, once",
  proves: ["E2E-01", "E2E-02"],
  needs: ["fault:throttle"],
  system: orderSystem(),
  async drive({ topic, breaks }) {
    await breaks("OrderEvents", "throttle", { on: throttled, times: 2 });
    const atLedger = await breaks("PaymentLedger", "throttle", { on: throttled, times: 1 });
    await topic("OrderEvents").publish(throttled, { event_type: str("order_created") });
    await atLedger.strikes({ within: seconds(20) });
  },
  claims: [
    reached("throttle", { atLeast: 3 }),
    routed(throttled, { to: ["InventoryQueue", "PaymentLedger"] }),
    tookEffectOnce(throttled, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
