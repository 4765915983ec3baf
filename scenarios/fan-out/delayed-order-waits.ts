// Scenario: an order sent with a delay is not worked before it. What "not before" means is a claim of its own, as a user would write it.
import {
  claim,
  nothingLost,
  order,
  orderSystem,
  scenario,
  seconds,
  tookEffectOnce,
} from "../../src/index.ts";

const delayed = order("delayed-order-waits/delayed");
const DELAY_S = 20;

/** No consumer sees the order sooner than so many seconds after it was sent. */
export const notBefore = claim({
  name: "notBefore",
  module: import.meta.url,
  export: "notBefore",
  says: ({ order: id, seconds: s }) => `${String(id)} is seen by nobody for ${String(s)} s`,
  open({ order: id, seconds: s }) {
    let sentMs: number | undefined;
    let early: { readonly seq: number; readonly afterMs: number } | undefined;
    let seen = 0;
    return {
      line(line) {
        if (line.order !== id) return;
        if (line.kind === "op.invoked") sentMs ??= line.atMs;
        if (line.kind !== "message.seen" || sentMs === undefined) return;
        seen += 1;
        const afterMs = line.atMs - sentMs;
        if (afterMs < Number(s) * 1000) early ??= { seq: line.seq, afterMs };
      },
      ruling() {
        const why = `seen ${seen} times`;
        if (early === undefined) return { outcome: seen > 0 ? "holds" : "unknown", why, findings: [] };
        const { seq, afterMs } = early;
        const expected = `not before ${String(s)} s`;
        const finding = { order: String(id), expected, seen: `after ${afterMs} ms`, evidence: [seq] };
        return { outcome: "violated", why: `seen after ${afterMs} ms`, findings: [finding] };
      },
    };
  },
});

export default scenario({
  title: "an order sent with a delay of 20 s is not worked before 20 s have passed",
  proves: ["SQS-22"],
  system: orderSystem(),
  needs: ["virtual-time"],
  async drive({ queue, sink }) {
    await queue("InventoryQueue").send(delayed, { delayS: DELAY_S });
    await sink("Provider").holds(delayed, { step: "reserve", within: seconds(DELAY_S + 5) });
  },
  claims: [
    notBefore({ order: delayed.orderId, seconds: DELAY_S }),
    tookEffectOnce(delayed, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
