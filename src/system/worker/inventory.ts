// Room system: InventoryWorker: reserves each order of a receive and passes them on to the ledger in one batch.
import { runWorker } from "./loop.ts";
import { passOn } from "./pass-on.ts";
import { required } from "./settings.ts";
import { takeStep } from "./step.ts";

const ledgerUrl = required(process.env, "LEDGER_URL");
const dlqUrl = required(process.env, "DLQ_URL");

await runWorker(async (batch, context, { done, failed }) => {
  const reserved = await Promise.all(
    batch.map((message) =>
      takeStep("reserve", message, context)
        .then(() => message)
        .catch((error: unknown) => {
          failed(message, error);
          return undefined;
        }),
    ),
  );
  const ready = reserved.filter((message) => message !== undefined);
  const kept = await passOn(ready, { ledgerUrl, dlqUrl }, context.sqs);
  for (const message of ready) {
    const error = kept.get(message);
    if (error === undefined) await done(message).catch((problem: unknown) => failed(message, problem));
    else failed(message, error);
  }
});
