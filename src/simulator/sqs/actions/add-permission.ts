// Room simulator/sqs: AddPermission: a statement in the queue's policy for each label.
import { action, changed } from "../action.ts";
import { invalidValue, missingParameter } from "../errors.ts";
import { findQueue } from "../find.ts";
import { oneOrMany, policyText, statementsOf } from "../permission.ts";

export const addPermission = action({
  name: "AddPermission",
  input: {
    QueueUrl: "string",
    Label: "string",
    AWSAccountIds: { list: "string", flat: "AWSAccountId" },
    Actions: { list: "string", flat: "ActionName" },
  },
  output: {},
  decide(state, { QueueUrl, Label, AWSAccountIds: accounts, Actions: actions }, call) {
    const queue = findQueue(state, QueueUrl, call);
    if (Label === undefined) throw missingParameter("Label");
    if (accounts === undefined || accounts.length === 0) throw missingParameter("AWSAccountIds");
    if (actions === undefined || actions.length === 0) throw missingParameter("Actions");
    const statements = statementsOf(queue);
    if (statements.some(({ Sid }) => Sid === Label)) throw invalidValue(Label, "Label", "Already exists.");
    const partition = queue.arn.split(":")[1] ?? "aws";
    const added = {
      Sid: Label,
      Effect: "Allow",
      Principal: { AWS: oneOrMany(accounts.map((account) => `arn:${partition}:iam::${account}:root`)) },
      Action: oneOrMany(actions.map((name) => (name === "*" ? "SQS:*" : `SQS:${name}`))),
      Resource: queue.arn,
    };
    const attributes = { Policy: policyText(queue, [...statements, added]) };
    return changed({ kind: "sqs.queue-attributes-set", queueArn: queue.arn, atMs: call.nowMs, attributes });
  },
});
