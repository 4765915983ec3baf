// Scenario: a second message of an order comes once the first was done.
import {
  messagingSystem,
  nothingLost,
  order,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const doubled = order("duplicate-across-batches/doubled");

export default scenario({
  title: "a second message of an order that was done before changes nothing",
  proves: ["SQS-01", "ESM-01", "DDB-01", "DDB-09", "E2E-02"],
  needs: ["service:lambda", "service:dynamodb"],
  system: messagingSystem(),
  async drive({ topic, sink }) {
    await topic("OrderEvents").publish(doubled, { event_type: str("order_created") });
    await sink("Effects").holds(doubled, { step: "charge", within: seconds(60) });
    await topic("OrderEvents").publish(doubled, { event_type: str("order_created") });
  },
  claims: [tookEffectOnce(doubled, { steps: ["reserve", "charge"] }), nothingLost()],
});
