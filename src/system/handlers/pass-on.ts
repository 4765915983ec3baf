// Room system: passes orders on to the FIFO ledger in one batch. It answers 200 with some entries Failed (SQS-18): those come back.
import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { required, sqs } from "./clients.ts";
import type { Delivery } from "./wrapper.ts";

/** Returns those that did not arrive, with why. A batch is of ten at most (SQS-17), as a receive is. */
export async function passOn(batch: readonly Delivery[]): Promise<ReadonlyMap<Delivery, unknown>> {
  if (batch.length === 0) return new Map();
  const { Failed = [] } = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: required("LEDGER_URL"),
      Entries: batch.map((one, index) => ({
        Id: String(index),
        MessageBody: one.body,
        // A group for each customer; the order deduplicates (DESIGN section 3).
        MessageGroupId: idCharacters(one.customer),
        MessageDeduplicationId: idCharacters(one.order),
      })),
    }),
  );
  return new Map(
    Failed.flatMap(({ Id, Code }) => {
      const delivery = batch[Number(Id)];
      return delivery === undefined ? [] : [[delivery, new Error(`the ledger refused it: ${Code}`)] as const];
    }),
  );
}

/** Group and deduplication ids are 1 to 128 alphanumerics and punctuation (FIFO-25). */
export function idCharacters(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9!-/:-@[-`{-~]/g, "_").slice(0, 128) || "_";
}
