// Scenario: an order sent under a deduplication id that the queue still remembers is swallowed; five minutes later it is not.
import { order, orderSystem, reachedOnly, scenario, seconds, tookEffectOnce } from "../../src/index.ts";

const [first, inside, after] = ["first", "inside", "after"].map((name) => order(`dedup-window/${name}`)) as [
  ReturnType<typeof order>,
  ReturnType<typeof order>,
  ReturnType<typeof order>,
];

export default scenario({
  title:
    "within five minutes a deduplication id is accepted and delivers nothing; after them it delivers again",
  proves: ["FIFO-04", "FIFO-05", "FIFO-06"],
  needs: ["virtual-time"],
  system: orderSystem(),
  async drive({ queue, sink, passes }) {
    const ledger = queue("PaymentLedger");
    const send = (one: typeof first) => ledger.send(one, { groupId: "c-1", dedupId: "payment-7" });
    await send(first);
    await sink("Provider").holds(first, { step: "charge", within: seconds(10) });
    await passes(seconds(280));
    await send(inside);
    await passes(seconds(30));
    await send(after);
    await sink("Provider").holds(after, { step: "charge", within: seconds(10) });
  },
  claims: [
    tookEffectOnce([first, after], { steps: ["charge"] }),
    reachedOnly(inside, { to: [], among: ["PaymentLedger", "PaymentLedgerDlq"] }),
  ],
});
