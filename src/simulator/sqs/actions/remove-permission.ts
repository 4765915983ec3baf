// Room simulator/sqs: RemovePermission: the policy goes away with its last statement (recorded).
import { action, changed } from "../action.ts";
import { invalidValue, missingParameter } from "../errors.ts";
import { findQueue } from "../find.ts";
import { policyText, statementsOf } from "../permission.ts";

export const removePermission = action({
  name: "RemovePermission",
  input: { QueueUrl: "string", Label: "string" },
  output: {},
  decide(state, { QueueUrl, Label }, call) {
    const queue = findQueue(state, QueueUrl, call);
    if (Label === undefined) throw missingParameter("Label");
    const statements = statementsOf(queue);
    const left = statements.filter(({ Sid }) => Sid !== Label);
    if (left.length === statements.length) throw invalidValue(Label, "Label", "can't find label.");
    const attributes = { Policy: policyText(queue, left) };
    return changed({ kind: "sqs.queue-attributes-set", queueArn: queue.arn, atMs: call.nowMs, attributes });
  },
});
