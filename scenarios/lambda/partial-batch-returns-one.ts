// Scenario: one order of a batch fails once; only it comes back.
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

const orders = ["one", "two", "three"].map((name) => order(`partial-batch-returns-one/${name}`));
const failing = order("partial-batch-returns-one/failing");

export default scenario({
  title:
    "an order that fails once in a batch of four comes back alone and is done, and its neighbours are done at once",
  proves: ["ESM-06", "ESM-11", "SQS-18", "E2E-02"],
  needs: ["service:lambda", "service:dynamodb", "fault:pause"],
  system: messagingSystem({ InventoryWorker: { timeout: seconds(3) } }),
  async drive({ topic, breaks }) {
    const busy = await breaks("InventoryWorker", "ShelfBusy", { on: failing, times: 1 });
    // So that one batch takes them all.
    const night = await breaks("InventoryWorker", "pause");
    for (const one of [...orders, failing])
      await topic("OrderEvents").publish(one, { event_type: str("order_created") });
    await night.mend();
    await busy.strikes({ within: seconds(60) });
  },
  claims: [
    reached("fail", { atLeast: 1 }),
    tookEffectOnce([...orders, failing], { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
