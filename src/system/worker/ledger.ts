// Room system: LedgerWorker: charges in the order of each group; a group stops at its first failure, since going on would let
// later messages overtake (FIFO-14, ESM-10).
import { runWorker } from "./loop.ts";
import { takeStep } from "./step.ts";

await runWorker(async (batch, context, { done, failed }) => {
  const stopped = new Set<string>();
  for (const message of batch) {
    const group = message.groupId ?? "";
    if (stopped.has(group)) {
      failed(message, new Error("an earlier message of its group failed"));
      continue;
    }
    try {
      await takeStep("charge", message, context);
      await done(message);
    } catch (error) {
      stopped.add(group);
      failed(message, error);
    }
  }
});
