// Scenario: the provider refuses an order once.
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

const refused = order("provider-fails-once/refused");

export default scenario({
  title: "an order that the provider fails once is done at the next try",
  proves: ["ESM-06", "DDB-08", "E2E-01"],
  needs: ["service:lambda", "service:dynamodb", "fault:fail"],
  system: messagingSystem({ InventoryWorker: { timeout: seconds(3) } }),
  async drive({ topic, breaks }) {
    const down = await breaks("Provider", "Unavailable", { on: refused, times: 1 });
    await topic("OrderEvents").publish(refused, { event_type: str("order_created") });
    await down.strikes({ within: seconds(60) });
  },
  claims: [
    reached("fail", { atLeast: 1 }),
    tookEffectOnce(refused, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
