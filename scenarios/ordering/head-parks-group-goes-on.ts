// Scenario: the first order of a group can never be charged. It parks, and only then the group goes on, in order.
import {
  inOrder,
  nothingLost,
  order,
  orderSystem,
  parked,
  reached,
  scenario,
  seconds,
  tookEffectOnce,
} from "../../src/index.ts";

const head = order("head-parks-group-goes-on/head");
const second = order("head-parks-group-goes-on/second");
const later = ["third", "fourth"].map((name) => order(`head-parks-group-goes-on/${name}`));
const rest = [second, ...later];

export default scenario({
  title: "a group whose first order cannot be charged waits until it is parked, then goes on in order",
  proves: ["FIFO-12", "FIFO-14", "DLQ-07"],
  system: orderSystem({ PaymentLedger: { visibility: seconds(1), maxReceiveCount: 3 } }),
  async drive({ queue, sink, breaks }) {
    await breaks("LedgerWorker", "CardExpired", { on: head });
    // Together, so that a worker that takes all it can get has both in its hands when the first fails.
    await queue("PaymentLedger").sendBatch([head, second], { groupId: () => head.customer });
    for (const one of later)
      await queue("PaymentLedger").send(one, { groupId: one.customer, dedupId: one.orderId });
    const [last = head] = later.slice(-1);
    await sink("Provider").holds(last, { step: "charge", within: seconds(30) });
  },
  claims: [
    reached("fail", { atLeast: 3 }),
    parked(head, { in: "PaymentLedgerDlq", afterReceives: 3 }),
    inOrder(rest, { sink: "Provider", per: "group" }),
    tookEffectOnce(rest, { steps: ["charge"] }),
    nothingLost(),
  ],
});
