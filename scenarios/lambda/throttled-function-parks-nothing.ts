// Scenario: a function may not run for a while; its orders wait and none is parked.
import {
  messagingSystem,
  nothingLost,
  order,
  reached,
  reachedOnly,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const orders = ["one", "two", "three"].map((name) => order(`throttled-function-parks-nothing/${name}`));

export default scenario({
  title: "orders wait while their function is throttled, and are done once it may run again; none is parked",
  proves: ["ESM-13", "ESM-15", "E2E-01"],
  needs: ["service:lambda", "service:dynamodb", "fault:throttle"],
  system: messagingSystem({
    InventoryQueue: { maxReceiveCount: 5 },
    InventoryWorker: { timeout: seconds(2) },
  }),
  async drive({ topic, breaks, passes }) {
    const limit = await breaks("InventoryWorker", "throttle");
    for (const one of orders) await topic("OrderEvents").publish(one, { event_type: str("order_created") });
    await passes(seconds(8));
    await limit.mend();
  },
  claims: [
    reached("throttle", { atLeast: 1 }),
    reachedOnly(orders, { to: ["InventoryQueue"], among: ["InventoryQueue", "InventoryDlq"] }),
    tookEffectOnce(orders, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
