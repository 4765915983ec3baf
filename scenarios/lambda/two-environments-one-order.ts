// Scenario: two environments work on one order at once.
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

const doubled = order("two-environments-one-order/doubled");

export default scenario({
  title: "two environments that work on one order at the same time leave one effect",
  proves: ["ESM-01", "ESM-17", "DDB-01", "DDB-05", "DDB-06", "E2E-02"],
  needs: ["service:lambda", "service:dynamodb", "fault:pause", "fault:slow"],
  system: messagingSystem({ InventoryWorker: { timeout: seconds(5), batchSize: 1 } }),
  async drive({ topic, breaks }) {
    // The provider takes its time, so that both are at it.
    const slow = await breaks("Provider", "slow", { on: doubled, times: 2, delayMs: [1_500, 1_500] });
    const night = await breaks("InventoryWorker", "pause");
    await topic("OrderEvents").publishTwice(doubled, { event_type: str("order_created") });
    await night.mend();
    await slow.strikes({ within: seconds(60), atLeast: 2 });
  },
  claims: [
    reached("slow", { atLeast: 2 }),
    tookEffectOnce(doubled, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
