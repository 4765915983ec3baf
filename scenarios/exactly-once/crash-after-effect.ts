// Scenario: the worker is killed after the provider wrote, before it could delete the message.
import {
  nothingLost,
  order,
  orderSystem,
  reached,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const victim = order("crash-after-effect/victim");

export default scenario({
  title:
    "a worker killed between the provider's effect and the delete leaves one effect, although it tries again",
  proves: ["SQS-03", "DDB-08", "E2E-02", "E2E-11"],
  system: orderSystem({ InventoryQueue: { visibility: seconds(2) } }),
  async drive({ topic, worker }) {
    const kill = await worker("InventoryWorker").kill({ when: "after-effect", on: victim });
    await topic("OrderEvents").publish(victim, { event_type: str("order_created") });
    await kill.done({ within: seconds(20) });
  },
  claims: [
    reached("crash-after", { atLeast: 1 }),
    tookEffectOnce(victim, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
