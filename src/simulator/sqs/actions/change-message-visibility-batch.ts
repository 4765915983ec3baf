// Room simulator/sqs: ChangeMessageVisibilityBatch.
import { action, changed, shapes } from "../action.ts";
import { checkEntries, decideEach } from "../batch.ts";
import { findQueue } from "../find.ts";
import { visibilityChange } from "../visibility.ts";

const ENTRY = "ChangeMessageVisibilityBatchRequestEntry";

export const changeMessageVisibilityBatch = action({
  name: "ChangeMessageVisibilityBatch",
  input: {
    QueueUrl: "string",
    Entries: {
      list: { members: { Id: "string", ReceiptHandle: "string", VisibilityTimeout: "integer" } },
      flat: ENTRY,
    },
  },
  output: {
    Successful: { list: { members: { Id: "string" } }, flat: "ChangeMessageVisibilityBatchResultEntry" },
    Failed: shapes.failed,
  },
  decide(state, { QueueUrl, Entries }, call) {
    const queue = findQueue(state, QueueUrl, call);
    return decideEach(checkEntries(Entries, ENTRY), ({ ReceiptHandle, VisibilityTimeout }) =>
      changed(...visibilityChange(queue, ReceiptHandle, VisibilityTimeout, call)),
    );
  },
});
