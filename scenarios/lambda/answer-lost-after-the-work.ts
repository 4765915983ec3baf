// Scenario: a function does its work and does not come to its answer in time.
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

const late = order("answer-lost-after-the-work/late");

export default scenario({
  title: "a function that times out after its work gets the order again and leaves one effect",
  proves: ["ESM-05", "DDB-08", "E2E-02"],
  // The lost answer is weather, which only the simulator makes.
  needs: ["service:lambda", "service:dynamodb", "virtual-time"],
  system: messagingSystem(),
  async drive({ topic, breaks }) {
    const lost = await breaks("InventoryWorker", "drop-ack", { on: late, times: 1 });
    await topic("OrderEvents").publish(late, { event_type: str("order_created") });
    await lost.strikes({ within: seconds(60) });
  },
  claims: [
    reached("drop-ack", { atLeast: 1 }),
    tookEffectOnce(late, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
