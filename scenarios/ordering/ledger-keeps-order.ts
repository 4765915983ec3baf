// Scenario: the FIFO ledger charges each customer's orders in the order in which they were sent.
import { inOrder, nothingLost, order, orderSystem, scenario, tookEffectOnce } from "../../src/index.ts";

const orders = ["c-1", "c-2", "c-1", "c-2", "c-1", "c-2"].map((customer, index) =>
  order(`ledger-keeps-order/${customer}-${index}`, { customer }),
);

export default scenario({
  title: "each customer's orders are charged in the order in which they were sent",
  proves: ["FIFO-12", "FIFO-13", "FIFO-20", "E2E-08"],
  system: orderSystem(),
  async drive({ queue }) {
    for (const one of orders) {
      await queue("PaymentLedger").send(one, { groupId: one.customer, dedupId: one.orderId });
    }
  },
  claims: [
    inOrder(orders, { sink: "Provider", per: "group" }),
    tookEffectOnce(orders, { steps: ["charge"] }),
    nothingLost(),
  ],
});
