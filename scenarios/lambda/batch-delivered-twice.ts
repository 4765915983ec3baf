// Scenario: Lambda delivers one batch twice, without any error.
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

const orders = ["one", "two"].map((name) => order(`batch-delivered-twice/${name}`));
const [first = order("batch-delivered-twice/one")] = orders;

export default scenario({
  title: "a batch that Lambda delivers twice without any error leaves one effect of each of its orders",
  proves: ["ESM-01", "SQS-01", "DDB-01", "E2E-02"],
  // The second delivery is weather, which only the simulator makes.
  needs: ["service:lambda", "service:dynamodb", "virtual-time", "fault:pause"],
  system: messagingSystem(),
  async drive({ topic, breaks }) {
    const again = await breaks("InventoryWorker", "duplicate", { on: first, times: 1 });
    // So that one batch takes them all.
    const night = await breaks("InventoryWorker", "pause");
    for (const one of orders) await topic("OrderEvents").publish(one, { event_type: str("order_created") });
    await night.mend();
    await again.strikes({ within: seconds(60) });
  },
  claims: [
    reached("duplicate", { atLeast: 1 }),
    tookEffectOnce(orders, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
