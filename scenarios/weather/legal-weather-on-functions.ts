// Scenario: legal weather where the workers are functions: copies, delays, overtaking, throttling, lost answers, crashes, cold starts,
// time that runs out, mappings and functions that rest. Run it over many seeds: `ordeal run legal-weather-on-functions --repeat 50`.
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

const orders = Array.from({ length: 5 }, (_, index) =>
  order(`legal-weather-on-functions/${index}`, {
    customer: `c-${index % 3}`,
    order_value: 1500,
    shipping_type: "express",
  }),
);
const ledger = ["a", "b", "c"].map((name) =>
  order(`legal-weather-on-functions/ledger-${name}`, { customer: "c-9" }),
);
const late = ["dusk", "night"].map((name) =>
  order(`legal-weather-on-functions/${name}`, { customer: "c-1", order_value: 20 }),
);

/** What the system itself calls. */
const CALLS = [
  ["OrdersQueue", "DeleteMessage"],
  ["OrderEvents", "Publish"],
  ["PaymentLedger", "SendMessageBatch"],
  ["Idempotency", "TransactWriteItems"],
  ["ProviderLog", "UpdateItem"],
  ["ProviderLog", "PutItem"],
  ["ProviderLog", "TransactWriteItems"],
] as const;

/** In bad weather a head of the ledger takes the receives of all behind it. */
const PATIENT = { maxReceiveCount: 100 };

export default scenario({
  title:
    "in any weather that AWS allows, functions take every step of every order once, and the ledger in order",
  proves: [
    "SQS-01",
    "SQS-02",
    "SQS-18",
    "ESM-01",
    "ESM-05",
    "ESM-06",
    "ESM-10",
    "ESM-12",
    "FIFO-14",
    "E2E-01",
  ],
  needs: [
    "virtual-time",
    "service:lambda",
    "service:dynamodb",
    "fault:duplicate",
    "fault:delay",
    "fault:reorder",
  ],
  system: messagingSystem({
    OrdersQueue: PATIENT,
    InventoryQueue: PATIENT,
    ShippingQueue: PATIENT,
    PaymentLedger: PATIENT,
    InventoryWorker: { maximumConcurrency: 3 },
    ShippingWorker: { batchSize: 3 },
  }),
  async drive({ queue, sink, worker, breaks, passes }) {
    await worker("OrdersWorker").another();
    await breaks("OrdersQueue", "duplicate", { probability: 0.2 });
    for (const hop of ["OrdersQueue", "InventoryQueue", "ShippingQueue"]) {
      await breaks(hop, "delay", { probability: 0.2, delayMs: [500, 4_000] });
      await breaks(hop, "reorder", { probability: 0.2 });
    }
    // Of three tries of the SDK one is answered: of an order that was refused or lost from sight nothing could be claimed.
    for (const [hop, sent] of [
      ["OrdersQueue", [...orders, ...late]],
      ["PaymentLedger", ledger],
    ] as const)
      for (const on of sent)
        for (const fault of ["throttle", "drop-ack"])
          await breaks(hop, fault, { on, action: "SendMessage", probability: 0.2, times: 1 });
    for (const [hop, action] of CALLS) {
      await breaks(hop, "throttle", { action, probability: 0.05 });
      await breaks(hop, "slow", { action, probability: 0.05, delayMs: [100, 3_000] });
      await breaks(hop, "drop-ack", { action, probability: 0.05 });
    }
    await breaks("PaymentLedger", "partial", { probability: 0.1 });
    for (const table of ["Idempotency", "Effects", "ProviderLog"])
      await breaks(table, "partial", { probability: 0.05 });
    for (const hop of ["InventoryWorker", "ShippingWorker", "LedgerWorker", "Provider"]) {
      await breaks(hop, "duplicate", { probability: 0.1 });
      await breaks(hop, "drop-ack", { probability: 0.05 });
      await breaks(hop, "slow", { probability: 0.1, delayMs: [500, 6_000] });
      await breaks(hop, "CarrierDown", { probability: 0.1 });
      await breaks(hop, "crash-before", { probability: 0.05 });
      await breaks(hop, "crash-after", { probability: 0.05 });
    }
    await breaks("OrdersWorker", "NetworkDown", { probability: 0.1 });
    const rest = await breaks("LedgerWorker", "pause");
    for (const one of ledger)
      await queue("PaymentLedger").send(one, { groupId: one.customer, dedupId: one.orderId });
    const limit = await breaks("ShippingWorker", "throttle");
    for (const one of orders) await queue("OrdersQueue").send(one);
    await passes(seconds(20));
    await limit.mend();
    await rest.mend();
    // Environments that were idle for so long are gone: the last orders meet cold ones, and a worker that was away.
    await passes(seconds(60));
    const away = await breaks("OrdersWorker", "pause");
    for (const one of late) await queue("OrdersQueue").send(one);
    await passes(seconds(700));
    await away.mend();
    // The weather lasts until every order is charged, since none of it may strike an order for ever; then settle ends it.
    for (const one of [...orders, ...ledger, ...late])
      await sink("Effects").holds(one, { step: "charge", within: seconds(3_600) });
  },
  claims: [
    reached("duplicate"),
    tookEffectOnce(orders, { steps: ["reserve", "charge", "ship"] }),
    tookEffectOnce(late, { steps: ["reserve", "charge"] }),
    tookEffectOnce(ledger, { steps: ["charge"] }),
    inOrder(ledger, { sink: "Provider", per: "group" }),
    nothingLost(),
  ],
});
