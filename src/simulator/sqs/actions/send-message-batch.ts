// Room simulator/sqs: SendMessageBatch.
import { accept, bytesOver, check, checkFifo, type Draft, placeOf } from "../accept.ts";
import { action, shapes } from "../action.ts";
import { checkEntries, decideEach } from "../batch.ts";
import { batchTooLong, invalidParameter } from "../errors.ts";
import { findQueue } from "../find.ts";
import { MAX_MESSAGE_BYTES } from "../limits.ts";
import type { Queue } from "../state.ts";

const ENTRY = "SendMessageBatchRequestEntry";

export const sendMessageBatch = action({
  name: "SendMessageBatch",
  input: {
    QueueUrl: "string",
    Entries: { list: { members: { Id: "string", ...shapes.message } }, flat: ENTRY },
  },
  output: {
    Successful: { list: { members: { Id: "string", ...shapes.sent } }, flat: "SendMessageBatchResultEntry" },
    Failed: shapes.failed,
  },
  decide(state, { QueueUrl, Entries }, call) {
    const queue = findQueue(state, QueueUrl, call);
    const entries = checkEntries(Entries, ENTRY);
    const tooMany = bytesOver(MAX_MESSAGE_BYTES, entries);
    if (tooMany !== undefined) throw batchTooLong(tooMany, MAX_MESSAGE_BYTES); // SQS-19
    for (const entry of entries) checkFifo(queue, entry, missingGroup);
    return decideEach(entries, (draft, earlier) => {
      check(queue, draft);
      checkSize(queue, draft);
      return accept(queue, draft, placeOf(call, earlier));
    });
  },
});

/** Recorded: another code than for a single send. */
const missingGroup = (): Error => invalidParameter("The request must contain the parameter MessageGroupId.");

/** Recorded: other words than for a single send. */
function checkSize(queue: Queue, draft: Draft): void {
  const { maxBytes } = queue.settings;
  if (bytesOver(maxBytes, [draft]) !== undefined)
    throw invalidParameter(
      `One or more parameters cannot be validated. Reason: Message must be shorter than ${maxBytes} bytes.`,
    );
}
