// Scenario: an order that its function cannot process parks; those of its batch do not notice, and a redrive completes it.
import {
  messagingSystem,
  nothingLost,
  order,
  parked,
  reached,
  redriven,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const neighbours = ["left", "right"].map((name) => order(`poison-spares-its-batch/${name}`));
const poison = order("poison-spares-its-batch/poison", { sku: "X-0" });

export default scenario({
  title:
    "a poison order of a batch parks after 3 receives and completes once redriven; the others of its batch are done at once",
  proves: ["DLQ-01", "DLQ-03", "ESM-06", "ESM-09", "MOV-08", "E2E-04", "E2E-06"],
  needs: ["service:lambda", "service:dynamodb", "mapping.body", "fault:pause"],
  system: messagingSystem({
    InventoryQueue: { maxReceiveCount: 3 },
    InventoryWorker: { timeout: seconds(3) },
  }),
  async drive({ topic, queue, breaks }) {
    const fault = await breaks("InventoryWorker", "UnknownSku", { on: poison });
    // So that one batch takes them all.
    const night = await breaks("InventoryWorker", "pause");
    for (const one of [...neighbours, poison])
      await topic("OrderEvents").publish(one, { event_type: str("order_created") });
    await night.mend();
    await queue("InventoryDlq").holds(poison, { within: seconds(100) });
    await fault.mend();
    await queue("InventoryDlq").redrive();
  },
  claims: [
    reached("fail", { atLeast: 3 }),
    parked(poison, { in: "InventoryDlq", afterReceives: 3 }),
    redriven(poison, { from: "InventoryDlq", to: "InventoryQueue" }),
    tookEffectOnce([...neighbours, poison], { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
