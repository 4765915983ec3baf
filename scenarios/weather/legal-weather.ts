// Scenario: a night of everything that AWS may do to a correct system: copies, delays, overtaking, throttling, lost answers, crashes.
// Nothing of it is a reason to lose an order or to charge it twice. Run it over many seeds: `ordeal run legal-weather --repeat 50`.
import {
  inOrder,
  nothingLost,
  num,
  order,
  orderSystem,
  scenario,
  seconds,
  str,
  tookEffectOnce,
} from "../../src/index.ts";

const orders = Array.from({ length: 12 }, (_, index) =>
  order(`legal-weather/${index}`, { customer: `c-${index % 3}` }),
);
const ledger = ["a", "b", "c"].map((name) => order(`legal-weather/ledger-${name}`, { customer: "c-9" }));

export default scenario({
  title: "in any weather that AWS allows, every order takes effect once and the ledger keeps its order",
  proves: ["SQS-01", "SQS-02", "SQS-18", "FIFO-14", "E2E-01"],
  needs: ["virtual-time", "fault:duplicate", "fault:delay", "fault:reorder"],
  system: orderSystem({
    InventoryQueue: { maxReceiveCount: 10 },
    ShippingQueue: { maxReceiveCount: 10 },
    PaymentLedger: { maxReceiveCount: 10 },
  }),
  async drive({ topic, queue, worker, breaks }) {
    await worker("InventoryWorker").another();
    for (const hop of ["InventoryQueue", "ShippingQueue"]) {
      await breaks(hop, "duplicate", { probability: 0.2 });
      await breaks(hop, "delay", { probability: 0.2, delayMs: [500, 4_000] });
      await breaks(hop, "reorder", { probability: 0.2 });
    }
    // Of three tries of the SDK two are throttled at most: an order that was refused would prove nothing.
    for (const [hop, sent] of [
      ["OrderEvents", orders],
      ["PaymentLedger", ledger],
    ] as const)
      for (const on of sent) await breaks(hop, "throttle", { on, probability: 0.1, times: 2 });
    await breaks("InventoryQueue", "throttle", { probability: 0.1 });
    await breaks("PaymentLedger", "throttle", { probability: 0.1, action: "SendMessageBatch" });
    for (const hop of ["OrderEvents", "InventoryQueue", "PaymentLedger"])
      await breaks(hop, "slow", { probability: 0.1, delayMs: [100, 900] });
    await breaks("PaymentLedger", "partial", { probability: 0.2 });
    await breaks("ShippingWorker", "CarrierDown", { probability: 0.2 });
    await breaks("LedgerWorker", "CardTerminalBusy", { probability: 0.2 });
    for (const one of ledger)
      await queue("PaymentLedger").send(one, { groupId: one.customer, dedupId: one.orderId });
    for (const one of orders)
      await topic("OrderEvents").publish(one, {
        event_type: str("order_created"),
        order_value: num(1500),
        shipping_type: str("express"),
      });
    await queue("ShippingQueue").holds(orders[0] ?? order("legal-weather/0"), { within: seconds(60) });
  },
  claims: [
    tookEffectOnce(orders, { steps: ["reserve", "charge", "ship"] }),
    inOrder(ledger, { sink: "Provider", per: "group" }),
    tookEffectOnce(ledger, { steps: ["charge"] }),
    nothingLost(),
  ],
});
