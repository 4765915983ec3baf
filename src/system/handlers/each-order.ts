// Room system: works on a batch order by order: orders side by side, messages of one order one after another, so that a duplicate
// inside a batch meets what the first has done.
import type { Delivery } from "./wrapper.ts";

/** Those that failed, with why. */
export async function eachOrder(
  batch: readonly Delivery[],
  work: (delivery: Delivery) => Promise<void>,
): Promise<Map<Delivery, unknown>> {
  const failed = new Map<Delivery, unknown>();
  const lane = async (deliveries: readonly Delivery[]) => {
    for (const one of deliveries)
      await work(one).catch((error: unknown) => failed.set(one, error ?? new Error("nothing was thrown")));
  };
  await Promise.all([...Map.groupBy(batch, ({ order }) => order).values()].map(lane));
  return failed;
}
