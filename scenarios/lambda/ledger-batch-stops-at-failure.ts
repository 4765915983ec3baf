// Scenario: the first order of a group fails once in a batch of a FIFO queue. None may overtake it.
import {
  inOrder,
  messagingSystem,
  nothingLost,
  order,
  reached,
  scenario,
  seconds,
  tookEffectOnce,
} from "../../src/index.ts";

const orders = ["first", "second", "third"].map((name) => order(`ledger-batch-stops-at-failure/${name}`));
const [first = order("ledger-batch-stops-at-failure/first")] = orders;

export default scenario({
  title: "an order that fails once in a FIFO batch is charged before the later ones of its group",
  proves: ["ESM-06", "ESM-10", "ESM-12", "FIFO-13", "FIFO-14"],
  needs: ["service:lambda", "service:dynamodb", "fault:pause"],
  system: messagingSystem({ LedgerWorker: { timeout: seconds(3) } }),
  async drive({ queue, breaks }) {
    const busy = await breaks("LedgerWorker", "CardTerminalBusy", { on: first, times: 1 });
    // So that one batch takes them all.
    const night = await breaks("LedgerWorker", "pause");
    for (const one of orders)
      await queue("PaymentLedger").send(one, { groupId: one.customer, dedupId: one.orderId });
    await night.mend();
    await busy.strikes({ within: seconds(60) });
  },
  claims: [
    reached("fail", { atLeast: 1 }),
    inOrder(orders, { sink: "Provider", per: "group" }),
    tookEffectOnce(orders, { steps: ["charge"] }),
    nothingLost(),
  ],
});
