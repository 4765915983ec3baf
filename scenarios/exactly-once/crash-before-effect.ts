// Scenario: the worker is killed while the provider still holds its request unwritten.
import {
  finishedWithin,
  nothingLost,
  order,
  orderSystem,
  reached,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const victim = order("crash-before-effect/victim");

export default scenario({
  title:
    "a worker killed before the provider's effect loses nothing: the order comes back and is reserved once",
  proves: ["SQS-03", "DDB-08", "E2E-02", "E2E-11"],
  system: orderSystem(),
  async drive({ topic, worker }) {
    const kill = await worker("InventoryWorker").kill({ when: "before-effect", on: victim });
    await topic("OrderEvents").publish(victim, { event_type: str("order_created") });
    await kill.done({ within: seconds(20) });
  },
  claims: [
    reached("crash-before", { atLeast: 1 }),
    tookEffectOnce(victim, { steps: ["reserve", "charge"] }),
    finishedWithin(victim, 30_000),
    nothingLost(),
  ],
});
