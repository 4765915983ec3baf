// Room system: ShippingWorker as a Lambda function: ships each order of a batch.
import { eachOrder } from "./each-order.ts";
import { takeStep } from "./take-step.ts";
import { onBatch } from "./wrapper.ts";

export const handler = onBatch((batch, attempt) =>
  eachOrder(batch, (one) => attempt(one, () => takeStep("ship", one))),
);
