// Scenario: a function runs out of time while the provider still works, and its effect lands.
import {
  messagingSystem,
  nothingLost,
  order,
  reached,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const slow = order("timeout-while-effect-lands/slow");

export default scenario({
  title: "a function that times out while the provider takes the order tries again and leaves one effect",
  proves: ["ESM-05", "E2E-02", "E2E-11"],
  needs: ["service:lambda", "service:dynamodb", "fault:slow"],
  system: messagingSystem({ InventoryWorker: { timeout: seconds(3) } }),
  async drive({ topic, breaks }) {
    const busy = await breaks("Provider", "slow", { on: slow, times: 1, delayMs: [6_000, 6_000] });
    await topic("OrderEvents").publish(slow, { event_type: str("order_created") });
    await busy.strikes({ within: seconds(60) });
  },
  claims: [
    reached("slow", { atLeast: 1 }),
    tookEffectOnce(slow, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
