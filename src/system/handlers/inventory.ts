// Room system: InventoryWorker as a Lambda function: reserves each order of a batch and passes them on to the ledger in one send.
import { eachOrder } from "./each-order.ts";
import { passOn } from "./pass-on.ts";
import { takeStep } from "./take-step.ts";
import { onBatch } from "./wrapper.ts";

export const handler = onBatch(async (batch, attempt) => {
  const failed = await eachOrder(batch, (one) => attempt(one, () => takeStep("reserve", one)));
  const refused = await passOn(batch.filter((one) => !failed.has(one)));
  return new Map([...failed, ...refused]);
});
