// Scenario: an order was done three times and never acknowledged; hours later somebody redrives it.
import {
  messagingSystem,
  nothingLost,
  order,
  reached,
  redriven,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const victim = order("record-outlives-the-redrive/victim");
const HOURS = 3600;

export default scenario({
  title: "an order that was done, parked unacknowledged and redriven after two days is still done once",
  proves: ["DDB-08", "DDB-09", "MOV-08", "E2E-02"],
  needs: ["service:lambda", "service:dynamodb", "mapping.body", "virtual-time", "fault:pause"],
  system: messagingSystem({ InventoryQueue: { maxReceiveCount: 3 } }),
  async drive({ topic, queue, breaks, passes }) {
    const crash = await breaks("InventoryWorker", "crash-after", { on: victim, times: 3 });
    await topic("OrderEvents").publish(victim, { event_type: str("order_created") });
    await queue("InventoryDlq").holds(victim, { within: seconds(300) });
    await crash.mend();
    // Nobody polls meanwhile: two days of empty receives would take a minute.
    const holiday = await breaks("OrdersWorker", "pause");
    await passes(seconds(48 * HOURS));
    await holiday.mend();
    await queue("InventoryDlq").redrive();
  },
  claims: [
    reached("crash-after", { atLeast: 3 }),
    redriven(victim, { from: "InventoryDlq", to: "InventoryQueue" }),
    tookEffectOnce(victim, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
