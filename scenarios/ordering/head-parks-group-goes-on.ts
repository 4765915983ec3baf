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
const rest = ["second", "third", "fourth"].map((name) => order(`head-parks-group-goes-on/${name}`));

export default scenario({
  title: "a group whose first order cannot be charged waits until it is parked, then goes on in order",
  proves: ["FIFO-12", "FIFO-14", "DLQ-07"],
  system: orderSystem({ PaymentLedger: { visibility: seconds(1), maxReceiveCount: 3 } }),
  async drive({ queue, sink, breaks }) {
    await breaks("LedgerWorker", "CardExpired", { on: head });
    for (const one of [head, ...rest])
      await queue("PaymentLedger").send(one, { groupId: one.customer, dedupId: one.orderId });
    const [last = head] = rest.slice(-1);
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
