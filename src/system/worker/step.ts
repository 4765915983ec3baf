// Room system: one provider step for one message, with the order and the step as idempotency key.
import type { Received, WorkerContext } from "./loop.ts";
import { withFaults } from "./loop.ts";
import { callProvider } from "./provider-client.ts";

/** Calls `step` for the message's order; the key is the business id, since a MessageId changes on redrive (DDB-09). */
export async function takeStep(step: string, message: Received, context: WorkerContext): Promise<void> {
  const { providerUrl, idempotent } = context.settings;
  await withFaults(message, context, () =>
    callProvider(providerUrl, {
      step,
      order: message.order,
      requestId: message.requestId,
      ...(idempotent ? { key: `${message.order}:${step}` } : {}),
    }),
  );
}
