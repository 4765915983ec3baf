// Room system: ShippingWorker: ships each order of a receive.
import { runWorker } from "./loop.ts";
import { takeStep } from "./step.ts";

await runWorker(async (batch, context, { done, failed }) => {
  await Promise.all(
    batch.map((message) =>
      takeStep("ship", message, context)
        .then(() => done(message))
        .catch((error: unknown) => failed(message, error)),
    ),
  );
});
