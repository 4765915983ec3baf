// Scenario: a parked order's age counts from its first enqueue, so a dead letter queue that keeps a minute may keep it for seconds.
import { drained, order, orderSystem, parked, reached, scenario, seconds, str } from "../../src/index.ts";

const poison = order("dead-letter-age-counts-from-enqueue/poison");

export default scenario({
  title: "a parked order expires a minute after it was first sent, not a minute after it was parked",
  proves: ["DLQ-04"],
  needs: ["virtual-time", "fault:pause"],
  system: orderSystem({
    InventoryQueue: { visibility: seconds(1), maxReceiveCount: 3 },
    InventoryDlq: { retention: seconds(60) },
  }),
  async drive({ topic, breaks, passes }) {
    await breaks("InventoryWorker", "UnknownSku", { on: poison });
    const night = await breaks("InventoryWorker", "pause");
    await topic("OrderEvents").publish(poison, { event_type: str("order_created") });
    await passes(seconds(45));
    await night.mend();
    // Parked within five seconds; counted from then it would stand there until long after the end.
    await passes(seconds(35));
  },
  claims: [
    reached("fail", { atLeast: 3 }),
    parked(poison, { in: "InventoryDlq", afterReceives: 3 }),
    drained("InventoryDlq"),
  ],
});
