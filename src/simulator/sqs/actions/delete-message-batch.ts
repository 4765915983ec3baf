// Room simulator/sqs: DeleteMessageBatch.
import { action, shapes } from "../action.ts";
import { checkEntries, decideEach } from "../batch.ts";
import { findQueue } from "../find.ts";
import { deletion } from "../visibility.ts";

const ENTRY = "DeleteMessageBatchRequestEntry";

export const deleteMessageBatch = action({
  name: "DeleteMessageBatch",
  input: {
    QueueUrl: "string",
    Entries: { list: { members: { Id: "string", ReceiptHandle: "string" } }, flat: ENTRY },
  },
  output: {
    Successful: { list: { members: { Id: "string" } }, flat: "DeleteMessageBatchResultEntry" },
    Failed: shapes.failed,
  },
  decide(state, { QueueUrl, Entries }, call) {
    const queue = findQueue(state, QueueUrl, call);
    return decideEach(checkEntries(Entries, ENTRY), ({ ReceiptHandle }) => ({
      events: deletion(queue, ReceiptHandle, call),
      answer: {},
    }));
  },
});
