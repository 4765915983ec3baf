// Scenario: the first order of a group fails once. None of its group may overtake it.
import {
  inOrder,
  nothingLost,
  order,
  orderSystem,
  reached,
  scenario,
  seconds,
  tookEffectOnce,
} from "../../src/index.ts";

const orders = ["first", "second", "third"].map((name) => order(`failed-head-comes-first/${name}`));
const [first = order("failed-head-comes-first/first")] = orders;

export default scenario({
  title: "an order that fails once is charged before the later ones of its group",
  proves: ["FIFO-13", "FIFO-14"],
  needs: ["fault:pause"],
  system: orderSystem(),
  async drive({ queue, breaks }) {
    const busy = await breaks("LedgerWorker", "CardTerminalBusy", { on: first, times: 1 });
    // So that one receive brings them all.
    const night = await breaks("LedgerWorker", "pause");
    for (const one of orders)
      await queue("PaymentLedger").send(one, { groupId: one.customer, dedupId: one.orderId });
    await night.mend();
    await busy.strikes({ within: seconds(20) });
  },
  claims: [
    reached("fail", { atLeast: 1 }),
    inOrder(orders, { sink: "Provider", per: "group" }),
    tookEffectOnce(orders, { steps: ["charge"] }),
    nothingLost(),
  ],
});
