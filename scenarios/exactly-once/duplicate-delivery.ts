// Scenario: SQS delivers an order a second time while the first worker still has it. Two workers, one effect.
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

const doubled = order("duplicate-delivery/doubled");

export default scenario({
  title: "an order that SQS delivers twice is worked twice and takes effect once",
  proves: ["SQS-01", "E2E-03"],
  needs: ["fault:duplicate"],
  system: orderSystem(),
  async drive({ topic, worker, breaks }) {
    await worker("InventoryWorker").another();
    const copy = await breaks("InventoryQueue", "duplicate", { on: doubled, times: 1 });
    await topic("OrderEvents").publish(doubled, { event_type: str("order_created") });
    await copy.strikes({ within: seconds(20) });
  },
  claims: [
    reached("duplicate", { atLeast: 1 }),
    tookEffectOnce(doubled, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
