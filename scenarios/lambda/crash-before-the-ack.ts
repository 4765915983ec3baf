// Scenario: the environment ends after the effect, before Lambda learns that the batch was done.
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

const victim = order("crash-before-the-ack/victim");
const neighbour = order("crash-before-the-ack/neighbour");

export default scenario({
  title:
    "a function that dies between the effect and its answer gets the whole batch again and leaves one effect of each order",
  proves: ["ESM-05", "DDB-08", "E2E-02", "E2E-11"],
  needs: ["service:lambda", "service:dynamodb", "fault:crash-after"],
  system: messagingSystem(),
  async drive({ topic, breaks }) {
    const crash = await breaks("InventoryWorker", "crash-after", { on: victim });
    for (const one of [neighbour, victim])
      await topic("OrderEvents").publish(one, { event_type: str("order_created") });
    await crash.strikes({ within: seconds(60) });
  },
  claims: [
    reached("crash-after", { atLeast: 1 }),
    tookEffectOnce([victim, neighbour], { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
