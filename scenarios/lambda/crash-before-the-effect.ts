// Scenario: the environment ends before the effect of an order.
import {
  messagingSystem,
  nothingLost,
  order,
  reached,
  scenario,
  seconds,
  tookEffectOnce,
} from "../../src/index.ts";

const victim = order("crash-before-the-effect/victim", { shipping_type: "express" });

export default scenario({
  title: "a function that dies before the effect gets the order again and ships it once",
  proves: ["ESM-05", "SQS-03", "E2E-02"],
  needs: ["service:lambda", "service:dynamodb", "fault:crash-before"],
  system: messagingSystem(),
  async drive({ queue, breaks }) {
    const crash = await breaks("ShippingWorker", "crash-before", { on: victim });
    await queue("OrdersQueue").send(victim);
    await crash.strikes({ within: seconds(60) });
  },
  claims: [
    reached("crash-before", { atLeast: 1 }),
    tookEffectOnce(victim, { steps: ["reserve", "ship", "charge"] }),
    nothingLost(),
  ],
});
