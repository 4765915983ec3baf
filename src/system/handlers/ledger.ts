// Room system: LedgerWorker as a Lambda function: charges in the order of the batch and stops at the first failure, which comes back
// with all that follows it: going on would let later messages overtake (ESM-10, FIFO-14).
import { takeStep } from "./take-step.ts";
import { type Delivery, onBatch } from "./wrapper.ts";

export const handler = onBatch(async (batch, attempt) => {
  for (const [index, one] of batch.entries()) {
    try {
      await attempt(one, () => takeStep("charge", one));
    } catch (error) {
      return new Map<Delivery, unknown>(batch.slice(index).map((later) => [later, error]));
    }
  }
  return new Map();
});
